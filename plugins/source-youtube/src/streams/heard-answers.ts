import type { Clock } from '@tonearm/core';

/** Who looks a video up mostly opens it within seconds; addresses in an answer hold for hours. */
const FRESH_MS = 60_000;
const MOST = 20;

/** Which answer of `/player`: about which video, as which client and visitor. */
export interface HeardOf {
  readonly videoId: string;
  /** The client's name. */
  readonly client: string;
  /** An answer belongs to who has asked. */
  readonly visitorData: string;
}

/** Answers of a moment ago, so that who opens a video does not ask again what its lookup was told. Each is given away once. */
export class HeardAnswers {
  readonly #clock: Clock;
  readonly #answers = new Map<string, { readonly answer: unknown; readonly untilMs: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  keep(of: HeardOf, answer: unknown): void {
    const nowMs = this.#clock.monotonic();
    for (const [key, { untilMs }] of this.#answers) if (untilMs <= nowMs) this.#answers.delete(key);
    this.#answers.delete(keyOf(of));
    this.#answers.set(keyOf(of), { answer, untilMs: nowMs + FRESH_MS });
    const [oldest] = this.#answers.keys();
    if (oldest !== undefined && this.#answers.size > MOST) this.#answers.delete(oldest);
  }

  /** `undefined` when there is none, or only one that is too old. */
  take(of: HeardOf): unknown {
    const heard = this.#answers.get(keyOf(of));
    this.#answers.delete(keyOf(of));
    return heard !== undefined && heard.untilMs > this.#clock.monotonic() ? heard.answer : undefined;
  }
}

function keyOf({ videoId, client, visitorData }: HeardOf): string {
  return JSON.stringify([videoId, client, visitorData]);
}
