import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { icon } from '../shell/icons.js';
import type { ListeningPost } from './listening-post.js';
import type { PlaybackReport } from './playback-messages.js';

const BARS = 48;
/** Ears judge loudness by about this power of the amplitude. */
const HEARING = 0.6;

/** Shows what is heard: the name of the channel, a switch, the level as it goes by, and how much has come. */
export class VoicePanel extends LitElement {
  static override properties = {
    post: { attribute: false },
    channelName: { attribute: false },
    listens: { attribute: false },
    onToggle: { attribute: false },
    onLeave: { attribute: false },
  };
  declare post: ListeningPost;
  declare channelName: string;
  declare listens: boolean;
  declare onToggle: () => void;
  declare onLeave: () => void;
  #levels: number[] = Array(BARS).fill(0);
  #canvas: HTMLCanvasElement | null = null;

  protected override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.post.onReport = (report) => this.#heard(report);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.post.onReport = () => {};
  }

  protected override render(): TemplateResult {
    return html`<section class="voice-panel" aria-label="Voice connection">
      <div class="voice-head">
        <div>
          <p class="voice-status">${icon('signal')} Voice connected</p>
          <p class="voice-channel">${this.channelName}</p>
        </div>
        <button class="icon-button hang-up" type="button" title="Leave the voice channel" aria-label="Leave the voice channel"
          @click=${() => this.onLeave()}>${icon('hang-up')}</button>
      </div>
      <div class="meter-row">
        <canvas class="waveform" width=${BARS * 4} height="36" aria-hidden="true"></canvas>
        <div class="meter" role="meter" aria-label="Sound level" aria-valuemin="0" aria-valuemax="100" aria-valuenow="0"></div>
      </div>
      <div class="voice-foot">
        <button class="listen" type="button" aria-pressed=${this.listens ? 'true' : 'false'} title="Alt+L" @click=${() => this.onToggle()}>
          ${icon(this.listens ? 'speaker' : 'speaker-off')} ${this.listens ? 'Listening' : 'Listen'}
        </button>
        <span class="received">${this.listens ? html`<span class="seconds">0 s</span> heard` : nothing}</span>
      </div>
    </section>`;
  }

  protected override updated(): void {
    this.#canvas = this.querySelector('canvas');
    this.#show(this.post.report);
  }

  #heard(report: PlaybackReport): void {
    this.#levels = [...this.#levels.slice(1), loudness(report.peak)];
    this.#show(report);
  }

  /** Twenty times a second, so it goes past the templates. */
  #show(report: PlaybackReport): void {
    const { receivedMs, loudest } = this.post;
    this.dataset['receivedMs'] = String(Math.round(receivedMs));
    this.dataset['playedMs'] = String(Math.round(report.playedMs));
    this.dataset['bufferedMs'] = String(Math.round(report.bufferedMs));
    this.dataset['underruns'] = String(report.underruns);
    this.dataset['peak'] = loudest.toFixed(3);
    this.dataset['rms'] = report.rms.toFixed(3);
    const seconds = this.querySelector('.seconds');
    if (seconds !== null) seconds.textContent = `${Math.floor(receivedMs / 1_000)} s`;
    const percent = String(Math.round(loudness(report.rms) * 100));
    this.querySelector('.meter')?.setAttribute('aria-valuenow', percent);
    if (this.#canvas !== null) draw(this.#canvas, this.#levels);
  }
}

/** From 0 to 1 as ears judge it. */
function loudness(amplitude: number): number {
  return Math.min(1, amplitude) ** HEARING;
}

function draw(canvas: HTMLCanvasElement, levels: readonly number[]): void {
  const pen = canvas.getContext('2d');
  if (pen === null) return;
  const { width, height } = canvas;
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const shown = still ? levels.map(() => levels.at(-1) ?? 0) : levels;
  pen.clearRect(0, 0, width, height);
  shown.forEach((level, index) => {
    const tall = Math.max(2, level * height);
    pen.fillStyle = level > 0.93 ? '#f0b232' : level > 0 ? '#43b581' : '#4e5058';
    pen.fillRect(index * 4, (height - tall) / 2, 3, tall);
  });
}

customElements.define('voice-panel', VoicePanel);
