import type { Guilds } from './guilds.js';
import type { DirectChannelRecord } from './records.js';
import { refuse } from './refusal.js';
import type { Snowflakes } from './snowflakes.js';

/** Where the bot and single users write to each other, outside of all guilds. */
export class DirectMessages {
  readonly #byUser = new Map<string, DirectChannelRecord>();
  /** Users whose settings take no messages from servers they are in. */
  readonly #closed = new Set<string>();

  constructor(
    private readonly guilds: Guilds,
    private readonly snowflakes: Snowflakes,
    private readonly botUserId: string,
  ) {}

  /**
   * The channel with a user, made when there is none. It says nothing about whether they take messages.
   * @throws Refusal 10013, or 50033 for the bot itself
   */
  open(userId: string): DirectChannelRecord {
    if (this.guilds.user(userId).id === this.botUserId) throw refuse.invalidRecipients();
    const channel = this.with(userId) ?? { id: this.snowflakes.next(), userId };
    this.#byUser.set(userId, channel);
    return channel;
  }

  with(userId: string): DirectChannelRecord | undefined {
    return this.#byUser.get(userId);
  }

  find(channelId: string): DirectChannelRecord | undefined {
    return [...this.#byUser.values()].find(({ id }) => id === channelId);
  }

  /** Whether a user's settings take messages from servers they are in; at first they do. */
  setOpen(userId: string, open: boolean): void {
    if (open) this.#closed.delete(userId);
    else this.#closed.add(userId);
  }

  /** @throws Refusal 50007 when the user takes no messages, or shares no guild with the bot */
  requireWilling({ userId }: DirectChannelRecord): void {
    const shared = this.guilds
      .guilds()
      .some(({ id }) => this.guilds.isMember(id, userId) && this.guilds.isMember(id, this.botUserId));
    if (this.#closed.has(userId) || !shared) throw refuse.cannotMessageUser();
  }
}
