import type { Clock, Unsubscribe } from '@tonearm/core';

export interface HeartbeatOptions {
  readonly clock: Clock;
  /** Between two questions, in milliseconds. */
  readonly beatMs: number;
  /** Asks for a sign of life. */
  ask(): void;
  /** There was none for too long, in milliseconds. Told once; the watch is over. */
  onSilence(silentMs: number): void;
}

/** So many questions in a row without a sign of life are no accident any more. */
const MOST_UNANSWERED = 4;

/**
 * Notices a thread that does not die and does nothing any more. It counts its own questions and no time: while this
 * thread is blocked it asks nothing, and what the other one said meanwhile is heard before the next question.
 */
export class Heartbeat {
  readonly #options: HeartbeatOptions;
  #unanswered = 0;
  #stopTimer: Unsubscribe = () => {};

  constructor(options: HeartbeatOptions) {
    this.#options = options;
  }

  start(): void {
    this.stop();
    this.#unanswered = 0;
    this.#ask();
  }

  /** Something came from the other thread. */
  heard(): void {
    this.#unanswered = 0;
  }

  stop(): void {
    this.#stopTimer();
  }

  #ask(): void {
    const { clock, beatMs, ask, onSilence } = this.#options;
    this.#unanswered += 1;
    ask();
    this.#stopTimer = clock.after(beatMs, () => {
      if (this.#unanswered < MOST_UNANSWERED) return this.#ask();
      onSilence(MOST_UNANSWERED * beatMs);
    });
  }
}
