import type { Clock } from '@tonearm/core';

/** The first millisecond of 2015, from which Discord counts (docs: Reference, "Snowflakes"). */
const DISCORD_EPOCH_MS = 1_420_070_400_000n;

/** Makes ids as Discord does: the time in the upper bits, a counter in the lower twelve. Ids only ever grow. */
export class Snowflakes {
  readonly #clock: Clock;
  #lastMs = 0n;
  #counter = 0n;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  next(): string {
    const nowMs = BigInt(Math.floor(this.#clock.now()));
    if (nowMs > this.#lastMs) {
      this.#lastMs = nowMs;
      this.#counter = 0n;
    } else if (++this.#counter > 0xfffn) {
      this.#lastMs += 1n;
      this.#counter = 0n;
    }
    return String(((this.#lastMs - DISCORD_EPOCH_MS) << 22n) | this.#counter);
  }
}

/** Whether the text has the form of an id: 17 to 20 digits. */
export function isSnowflake(value: unknown): value is string {
  return typeof value === 'string' && /^\d{17,20}$/.test(value);
}

/** The shard that owns a guild (docs: Gateway, "Sharding"). */
export function shardOf(guildId: string, shardCount: number): number {
  return Number((BigInt(guildId) >> 22n) % BigInt(shardCount));
}
