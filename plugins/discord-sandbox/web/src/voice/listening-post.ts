import { SOUND_HEADER_BYTES } from '../../../src/page/protocol.js';
import type { PlaybackCommand, PlaybackReport } from './playback-messages.js';
import workletUrl from './playback-worklet.ts?worker&url';

const SAMPLE_RATE = 48_000;
/** Frames that WebCodecs may hold before new ones are left out. */
const MOST_WAITING_FRAMES = 100;

const QUIET: PlaybackReport = { peak: 0, rms: 0, bufferedMs: 0, playedMs: 0, underruns: 0 };

/** Turns the sandbox's Opus frames into sound: WebCodecs decodes them, an AudioWorklet plays them. */
export class ListeningPost {
  #on = false;
  #context: AudioContext | null = null;
  #node: AudioWorkletNode | null = null;
  #decoder: AudioDecoder | null = null;
  #spurt = 0;
  #report = QUIET;
  #receivedMs = 0;
  #loudest = 0;
  /** Called with each report of what is played. */
  onReport: (report: PlaybackReport) => void = () => {};

  /** Whether it is to be heard. */
  get on(): boolean {
    return this.#on;
  }

  /** How much sound has been decoded since the page was opened. */
  get receivedMs(): number {
    return this.#receivedMs;
  }

  /** The loudest sample that was played since the page was opened, from 0 to 1. */
  get loudest(): number {
    return this.#loudest;
  }

  get report(): PlaybackReport {
    return this.#report;
  }

  /** Opens the loudspeaker; browsers want this to follow from a click or a key. @throws when this browser cannot */
  async open(): Promise<void> {
    this.#on = true;
    try {
      if (this.#context === null) await this.#build();
      await this.#context?.resume();
    } catch (error) {
      this.#on = false;
      throw new Error(
        `This browser cannot play the channel: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }

  async close(): Promise<void> {
    this.#on = false;
    this.pause();
    await this.#context?.suspend();
  }

  /** Forgets what has not been played yet. */
  pause(): void {
    this.#send({ kind: 'clear' });
    this.#report = { ...this.#report, peak: 0, rms: 0 };
    this.onReport(this.#report);
  }

  /** A frame as the sandbox sends it. */
  hear(frame: ArrayBuffer): void {
    if (!this.#on || this.#decoder === null || this.#decoder.state === 'closed') return;
    if (this.#decoder.decodeQueueSize > MOST_WAITING_FRAMES) return;
    const header = new DataView(frame);
    this.#spurt = header.getUint32(0);
    const timestamp = Math.round((header.getUint32(4) / SAMPLE_RATE) * 1_000_000);
    const data = new Uint8Array(frame, SOUND_HEADER_BYTES);
    this.#decoder.decode(new EncodedAudioChunk({ type: 'key', timestamp, data }));
  }

  async #build(): Promise<void> {
    if (typeof AudioDecoder === 'undefined') throw new Error('it has no WebCodecs for sound');
    const context = new AudioContext({ sampleRate: SAMPLE_RATE, latencyHint: 'playback' });
    await context.audioWorklet.addModule(workletUrl);
    const node = new AudioWorkletNode(context, 'playback', { numberOfInputs: 0, outputChannelCount: [2] });
    node.port.onmessage = ({ data }: MessageEvent<PlaybackReport>) => this.#reported(data);
    node.connect(context.destination);
    this.#context = context;
    this.#node = node;
    this.#decoder = this.#newDecoder();
  }

  #newDecoder(): AudioDecoder {
    const decoder = new AudioDecoder({
      output: (sound) => this.#decoded(sound),
      // A frame that is no Opus closes the decoder; the next one shall be heard all the same.
      error: () => {
        this.#decoder = this.#on ? this.#newDecoder() : null;
      },
    });
    decoder.configure({ codec: 'opus', sampleRate: SAMPLE_RATE, numberOfChannels: 2 });
    return decoder;
  }

  #decoded(sound: AudioData): void {
    const side = (planeIndex: number) => {
      const samples = new Float32Array(sound.numberOfFrames);
      sound.copyTo(samples, { planeIndex: Math.min(planeIndex, sound.numberOfChannels - 1), format: 'f32-planar' });
      return samples;
    };
    const [left, right] = [side(0), side(1)];
    this.#receivedMs += (sound.numberOfFrames / sound.sampleRate) * 1_000;
    sound.close();
    this.#send({ kind: 'sound', spurt: this.#spurt, left, right });
  }

  #send(command: PlaybackCommand): void {
    const buffers = command.kind === 'sound' ? [command.left.buffer, command.right.buffer] : [];
    this.#node?.port.postMessage(command, buffers);
  }

  #reported(report: PlaybackReport): void {
    this.#report = report;
    this.#loudest = Math.max(this.#loudest, report.peak);
    this.onReport(report);
  }
}
