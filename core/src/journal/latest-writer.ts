import { asTonearmError, type TonearmError } from '../errors/tonearm-error.js';
import type { Clock } from '../runtime/clock.js';

/** What is kept, and where. */
export interface LatestWriterParts<State> {
  readonly clock: Clock;
  /** How long a change that nobody waits for may gather others, in milliseconds; 100 by default. */
  readonly gatherMs?: number;
  /** The state as it is now. Asked right before each write. */
  read(): State;
  /** Makes the state durable; rejects when it could not. */
  save(state: State): Promise<void>;
  /** Writing has begun to fail; it is tried again until it succeeds. */
  onTrouble(error: TonearmError): void;
  /** Writing works again, and nothing was left out. */
  onRecovered(): void;
}

const GATHER_MS = 100;
/** The pause after the first failure in a row, in milliseconds; each further one doubles it. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

interface Waiting {
  readonly version: number;
  resolve(): void;
  reject(error: TonearmError): void;
}

/**
 * Keeps one record up to date: at most one write at a time, and always of the latest state, so a slow disk makes
 * writes rarer and never lets them pile up. Whoever needs to know that a change is safe waits for {@link durable}.
 */
export class LatestWriter<State> {
  readonly #parts: LatestWriterParts<State>;
  #version = 0;
  #savedVersion = 0;
  #waiting: Waiting[] = [];
  #failures = 0;
  #running: Promise<void> | undefined;
  #wake: () => void = () => {};
  #isClosed = false;

  constructor(parts: LatestWriterParts<State>) {
    this.#parts = parts;
  }

  /** Whether everything that has changed is durable. */
  get isClean(): boolean {
    return this.#savedVersion === this.#version;
  }

  /** The state is another one now. It is written within a moment. */
  changed(): void {
    this.#version += 1;
    this.#run();
  }

  /** Resolves once the state as it is now, or a later one, is durable; rejects when a write of it fails. */
  durable(): Promise<void> {
    if (this.isClean) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.#waiting.push({ version: this.#version, resolve, reject });
      this.#wake();
      this.#run();
    });
  }

  /** Writes no more. */
  close(): void {
    this.#isClosed = true;
    this.#wake();
  }

  #run(): void {
    if (this.#isClosed) return;
    this.#running ??= this.#writeAll().finally(() => {
      this.#running = undefined;
      if (!this.isClean) this.#run();
    });
  }

  async #writeAll(): Promise<void> {
    while (!this.isClean) {
      if (this.#waiting.length === 0) await this.#pause();
      if (this.#isClosed) return;
      await this.#write();
    }
  }

  async #write(): Promise<void> {
    const version = this.#version;
    try {
      await this.#parts.save(this.#parts.read());
    } catch (error) {
      return this.#failed(asTonearmError(error));
    }
    this.#savedVersion = version;
    if (this.#failures > 0) this.#parts.onRecovered();
    this.#failures = 0;
    const waiting = this.#waiting;
    this.#waiting = waiting.filter((one) => one.version > version);
    for (const one of waiting) if (one.version <= version) one.resolve();
  }

  #failed(error: TonearmError): void {
    this.#failures += 1;
    if (this.#failures === 1) this.#parts.onTrouble(error);
    for (const one of this.#waiting.splice(0)) one.reject(error);
  }

  #pause(): Promise<void> {
    const { clock, gatherMs = GATHER_MS } = this.#parts;
    const backOffMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (this.#failures - 1));
    return new Promise((resolve) => {
      const stop = clock.after(this.#failures === 0 ? gatherMs : backOffMs, resolve);
      this.#wake = () => {
        stop();
        resolve();
      };
    });
  }
}
