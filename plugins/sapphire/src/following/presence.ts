import { type Clock, plainLine } from '@tonearm/core';
import { ActivityType, type Client } from 'discord.js';
import { Latest } from './latest.js';

/** Discord lets a shard change its presence five times in 20 seconds (docs: Gateway, "Update Presence"); one is kept in reserve. */
const ALLOWANCE = { times: 4, withinMs: 20_000 };
/** Discord's most for an activity's name, in characters. */
const LONGEST_NAME = 128;

/** What the bot is seen to do. */
export class Presence {
  readonly #latest: Latest<string | null>;

  constructor(client: Client, clock: Clock) {
    this.#latest = new Latest(clock, ALLOWANCE, (name) => {
      const activities = name === null ? [] : [{ type: ActivityType.Listening, name }];
      client.user?.setPresence({ activities });
    });
  }

  /** What it listens to; `null` when it is nothing. */
  show(what: string | null): void {
    this.#latest.set(what === null ? null : plainLine(what, LONGEST_NAME));
  }

  close(): void {
    this.#latest.close();
  }
}
