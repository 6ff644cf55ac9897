import type { Wording } from '../model/phrase.js';
import { phrase } from '../texts/phrase.js';
import type { Clock, Unsubscribe } from '../runtime/clock.js';
import type { VoiceConnectionState } from './voice-connector.js';

/** The connection was lost, and it is worth coming back: at a time, to the channel where we were. */
export interface Rejoining {
  readonly status: 'rejoining';
  readonly channelId: string;
  /** What happened and what comes of it. */
  readonly reason: Wording;
}

/** How long to wait before each try, in milliseconds: there are so many. */
const PAUSES_MS = [2_000, 10_000, 30_000] as const;
/** A connection that was ready for so long had no trouble: tries are counted anew. */
const STEADY_MS = 60_000;

/** Waits before each try to come back into a voice channel, longer each time, and counts the tries. */
export class Rejoin {
  readonly #clock: Clock;
  readonly #onTime: () => void;
  #tries = 0;
  #readyAtMs: number | undefined;
  #waiting: Rejoining | undefined;
  #stopTimer: Unsubscribe = () => {};

  constructor(clock: Clock, onTime: () => void) {
    this.#clock = clock;
    this.#onTime = onTime;
  }

  /** What is waited for; `undefined` when nothing is. */
  get waiting(): Rejoining | undefined {
    return this.#waiting;
  }

  /** How many tries were made or are waited for. */
  get tries(): number {
    return this.#tries;
  }

  /** The connection has changed. */
  changed(status: VoiceConnectionState['status']): void {
    if (status === 'ready') this.#readyAtMs ??= this.#clock.monotonic();
    else this.#endReadiness();
  }

  /** Begins to wait for the next try; `undefined` when there are no more. */
  begin(channelId: string, reason: Wording): Rejoining | undefined {
    this.stop();
    this.#endReadiness();
    const pauseMs = PAUSES_MS[this.#tries];
    if (pauseMs === undefined) return undefined;
    this.#tries += 1;
    const plan = { seconds: pauseMs / 1_000, try: this.#tries, most: PAUSES_MS.length };
    this.#waiting = { status: 'rejoining', channelId, reason: phrase('over.rejoining', { reason, ...plan }) };
    this.#stopTimer = this.#clock.after(pauseMs, this.#onTime);
    return this.#waiting;
  }

  /** Waits no more. */
  stop(): void {
    this.#stopTimer();
    this.#stopTimer = () => {};
    this.#waiting = undefined;
  }

  /** Waits no more, and forgets the tries. */
  reset(): void {
    this.stop();
    this.#tries = 0;
    this.#readyAtMs = undefined;
  }

  #endReadiness(): void {
    const readyAtMs = this.#readyAtMs;
    this.#readyAtMs = undefined;
    if (readyAtMs !== undefined && this.#clock.monotonic() - readyAtMs >= STEADY_MS) this.#tries = 0;
  }
}
