import type { Logger, TrackEntry } from '@tonearm/core';
import type { Client, Guild } from 'discord.js';
import { speechFor } from '../asked.js';
import { toMessageOptions } from '../replies/message-options.js';
import { trackWords } from '../replies/track-words.js';

export interface AnnouncerParts {
  readonly client: Client;
  readonly logger: Logger;
  /** The channel where a guild wants its tracks announced; `null` for none. */
  channelIn(guildId: string): string | null;
}

/** Says in a channel what has begun to play, where a guild has decided so. While one message is on its way, of what begins meanwhile only the last is said. */
export class Announcer {
  readonly #parts: AnnouncerParts;
  /** Guilds to which a message is on its way, and what to say after it. */
  readonly #following = new Map<string, TrackEntry | undefined>();

  constructor(parts: AnnouncerParts) {
    this.#parts = parts;
  }

  /** What only goes on after a lost connection or a restart was announced when it began. */
  announce(guildId: string, entry: TrackEntry): void {
    if (entry.content.goesOn) return;
    if (this.#parts.channelIn(guildId) === null) return;
    if (this.#following.has(guildId)) this.#following.set(guildId, entry);
    else void this.#say(guildId, entry);
  }

  async #say(guildId: string, entry: TrackEntry): Promise<void> {
    this.#following.set(guildId, undefined);
    const { client, logger, channelIn } = this.#parts;
    const channelId = channelIn(guildId);
    try {
      const guild = client.guilds.cache.get(guildId);
      // A channel of this guild alone: what its settings say was never another's to hear.
      const channel = channelId === null ? undefined : guild?.channels.cache.get(channelId);
      if (guild && channel?.isSendable()) await channel.send(toMessageOptions({ text: this.#words(guild, entry) }));
    } catch (error) {
      logger.info('A track could not be announced', { guildId, channelId, error });
    }
    const next = this.#following.get(guildId);
    this.#following.delete(guildId);
    if (next) this.announce(guildId, next);
  }

  #words(guild: Guild, { content, requestedBy }: TrackEntry): string {
    const speech = speechFor(guild);
    return speech.say('announce.track', { track: trackWords(content.track, speech), person: `<@${requestedBy}>` });
  }
}
