import { Worker } from 'node:worker_threads';
import type { Clock } from '@tonearm/core';
import { VOICE_TIMES, type VoiceTimes } from '../voice-times.js';
import { Heartbeat } from './heartbeat.js';
import type { FromWorker, ToWorker } from './messages.js';
import type { VoiceWorkerData } from './voice-worker.js';

export interface VoiceThreadOptions {
  readonly times: Partial<VoiceTimes>;
  readonly clock: Clock;
  onMessage(message: FromWorker): void;
  /** It ended without being told to, or did nothing any more and was ended; nothing more comes from it. */
  onDeath(cause: unknown): void;
}

/** How long a worker has to leave its channels when it is told to. */
const FAREWELL_MS = 2_000;

/** Room for what is new, in MB. Frames live for moments, and with V8's own bound their remains grow to tens of MB before anyone looks. */
const YOUNG_MB = 8;

/** On the main thread: one worker. It does not keep the process alive. */
export class VoiceThread {
  readonly #worker: Worker;
  readonly #clock: Clock;
  readonly #exited: Promise<void>;
  readonly #heartbeat: Heartbeat;
  #loaded = false;
  #closing = false;
  #farewell: () => void = () => {};

  constructor({ times, clock, onMessage, onDeath }: VoiceThreadOptions) {
    this.#clock = clock;
    const workerData: VoiceWorkerData = { times };
    this.#worker = new Worker(new URL('./voice-worker.js', import.meta.url), {
      workerData,
      name: 'tonearm-voice',
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    });
    let cause: unknown;
    this.#worker.on('error', (error) => {
      cause = error;
    });
    this.#heartbeat = new Heartbeat({
      clock,
      beatMs: times.beatMs ?? VOICE_TIMES.beatMs,
      ask: () => this.post({ type: 'beat' }),
      onSilence: (silentMs) => {
        cause = new Error(`The worker did nothing for ${silentMs / 1_000} s and was ended.`);
        void this.#worker.terminate();
      },
    });
    this.#worker.on('message', (message: FromWorker) => {
      this.#heartbeat.heard();
      if (message.type === 'loaded') this.#begin();
      if (message.type === 'closed') this.#farewell();
      onMessage(message);
    });
    this.#exited = new Promise((resolve) => {
      this.#worker.once('exit', (code) => {
        this.#heartbeat.stop();
        resolve();
        if (!this.#closing) onDeath(cause ?? new Error(`The worker exited with code ${code}.`));
      });
    });
    // Last: a listener for messages, added later, would hold the process again.
    this.#worker.unref();
  }

  /** Whether it got as far as listening: one that did not has a fault that starting it again does not mend. */
  get loaded(): boolean {
    return this.#loaded;
  }

  post(message: ToWorker): void {
    this.#worker.postMessage(message, message.type === 'frames' ? [message.batch.bytes.buffer] : []);
  }

  /** Leaves its channels, ends the thread, and waits for both. */
  async close(): Promise<void> {
    this.#closing = true;
    this.#heartbeat.stop();
    this.#worker.ref();
    const farewell = new Promise<void>((resolve) => {
      this.#farewell = resolve;
    });
    this.post({ type: 'close' });
    const patience = this.#clock.after(FAREWELL_MS, this.#farewell);
    await Promise.race([farewell, this.#exited]);
    patience();
    await this.#worker.terminate();
  }

  /** While it loads, it does nothing else. */
  #begin(): void {
    this.#loaded = true;
    if (!this.#closing) this.#heartbeat.start();
  }
}
