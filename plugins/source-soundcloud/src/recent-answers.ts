import type { Clock } from '@tonearm/core';

/** A track that was looked up is opened soon, and a set is read page by page. */
const FRESH_MS = 2 * 60_000;
const MOST = 50;

interface Answer {
  readonly value: unknown;
  readonly untilMs: number;
}

/** What SoundCloud answered in the last minutes, so that it is not asked the same twice in a row. */
export class RecentAnswers {
  readonly #clock: Clock;
  readonly #answers = new Map<string, Answer>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get(key: string): unknown {
    const answer = this.#answers.get(key);
    return answer !== undefined && answer.untilMs > this.#clock.now() ? answer.value : undefined;
  }

  set(key: string, value: unknown): void {
    this.#answers.delete(key);
    this.#answers.set(key, { value, untilMs: this.#clock.now() + FRESH_MS });
    const [oldest] = this.#answers.keys();
    if (oldest !== undefined && this.#answers.size > MOST) this.#answers.delete(oldest);
  }
}
