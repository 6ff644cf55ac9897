import { type Clock, type Logger, plainLine } from '@tonearm/core';
import { type Guild, PermissionFlagsBits } from 'discord.js';
import { Latest } from './latest.js';

/** A track that is skipped at once need not be shown. */
const ALLOWANCE = { times: 4, withinMs: 20_000 };
/** Discord's most, in characters (docs: Channel, "Set Voice Channel Status"). */
const LONGEST_STATUS = 500;

export interface ChannelStatusParts {
  readonly guild: Guild;
  readonly channelId: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Shows what plays as the status of a voice channel, where we are allowed to. */
export class ChannelStatus {
  readonly channelId: string;
  readonly #parts: ChannelStatusParts;
  readonly #latest: Latest<string | null>;

  constructor(parts: ChannelStatusParts) {
    this.channelId = parts.channelId;
    this.#parts = parts;
    this.#latest = new Latest(parts.clock, ALLOWANCE, (status) => void this.#put(status));
  }

  /** A title as it is, or `null` for no status. */
  show(title: string | null): void {
    if (this.#allowed) this.#latest.set(title === null ? null : plainLine(`🎶 ${title}`, LONGEST_STATUS));
  }

  close(): void {
    this.#latest.close();
  }

  get #allowed(): boolean {
    const { guild, channelId } = this.#parts;
    const channel = guild.channels.cache.get(channelId);
    const { me } = guild.members;
    return !!me && !!channel && channel.permissionsFor(me).has(PermissionFlagsBits.SetVoiceChannelStatus);
  }

  async #put(status: string | null): Promise<void> {
    const { guild, channelId, logger } = this.#parts;
    try {
      await guild.client.rest.put(`/channels/${channelId}/voice-status`, { body: { status } });
    } catch (error) {
      logger.warn('The status of a voice channel could not be set', { channelId, error });
    }
  }
}
