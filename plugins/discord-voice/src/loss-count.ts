import type { Clock } from '@tonearm/core';
import type { VoiceTimes } from './voice-times.js';

/** How often in a row a connection may be lost before it is given up. */
const MOST_LOSSES = 5;

/** What is left of the patience with one connection. Earlier troubles are forgotten once it was steady for a while. */
export class LossCount {
  static readonly most = MOST_LOSSES;
  readonly #clock: Clock;
  readonly #times: VoiceTimes;
  #readySinceMs: number | undefined;
  #losses = 0;
  #broken = false;

  constructor(clock: Clock, times: VoiceTimes) {
    this.#clock = clock;
    this.#times = times;
  }

  /** Losses since it was last steady. */
  get losses(): number {
    return this.#losses;
  }

  /** How long the next try should wait, in milliseconds: the first one not at all. */
  get delayMs(): number {
    return this.#losses <= 1 ? 0 : this.#times.rejoinMs * 2 ** (this.#losses - 2);
  }

  ready(): void {
    this.#readySinceMs ??= this.#clock.monotonic();
  }

  notReady(): void {
    const since = this.#readySinceMs;
    this.#readySinceMs = undefined;
    if (since === undefined || this.#clock.monotonic() - since < this.#times.steadyMs) return;
    this.#losses = 0;
    this.#broken = false;
  }

  /** Counts a loss; `false` when it was one too many. */
  lose(): boolean {
    this.notReady();
    this.#losses += 1;
    return this.#losses <= MOST_LOSSES;
  }

  /** Counts an exception of the library; `false` when it was not the first. */
  break(): boolean {
    this.notReady();
    const first = !this.#broken;
    this.#broken = true;
    return first;
  }
}
