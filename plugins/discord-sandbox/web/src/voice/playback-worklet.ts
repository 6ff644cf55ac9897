import { JitterBuffer } from './jitter-buffer.js';
import type { PlaybackCommand, PlaybackReport } from './playback-messages.js';

/** The part of the AudioWorklet's global scope that is used here; TypeScript's DOM library leaves it out. */
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: typeof AudioWorkletProcessor): void;

const SAMPLES_PER_MS = 48;
const REPORT_EVERY_SAMPLES = 50 * SAMPLES_PER_MS;

/** Plays from a jitter buffer on the audio thread, which goes on while the page is busy, and measures what it plays. */
class Playback extends AudioWorkletProcessor {
  readonly #buffer = new JitterBuffer();
  #played = 0;
  #sinceReport = 0;
  #peak = 0;
  #squares = 0;

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<PlaybackCommand>) => {
      if (data.kind === 'clear') this.#buffer.clear();
      else this.#buffer.push(data);
    };
  }

  process(_inputs: unknown, [output]: readonly (readonly Float32Array[])[]): boolean {
    const [left, right] = output ?? [];
    if (left === undefined || right === undefined) return true;
    this.#played += this.#buffer.pull(left, right);
    for (let index = 0; index < left.length; index++) {
      const sample = Math.max(Math.abs(left[index] ?? 0), Math.abs(right[index] ?? 0));
      this.#peak = Math.max(this.#peak, sample);
      this.#squares += sample * sample;
    }
    this.#sinceReport += left.length;
    if (this.#sinceReport >= REPORT_EVERY_SAMPLES) this.#report();
    return true;
  }

  #report(): void {
    const report: PlaybackReport = {
      peak: this.#peak,
      rms: Math.sqrt(this.#squares / this.#sinceReport),
      bufferedMs: this.#buffer.bufferedMs,
      playedMs: this.#played / SAMPLES_PER_MS,
      underruns: this.#buffer.underruns,
    };
    this.port.postMessage(report);
    this.#peak = 0;
    this.#squares = 0;
    this.#sinceReport = 0;
  }
}

registerProcessor('playback', Playback);
