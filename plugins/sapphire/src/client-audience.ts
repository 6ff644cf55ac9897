import { type Audience, Listeners, type Unsubscribe } from '@tonearm/core';
import { type Client, Events } from 'discord.js';

/** Counts the people in voice channels, over a discord.js client that has the `GuildVoiceStates` intent. */
export class ClientAudience implements Audience {
  readonly #client: Client;
  readonly #changes = new Listeners<string>();

  constructor(client: Client) {
    this.#client = client;
    // One listener for all guilds: Node takes more than ten on one emitter for a leak.
    client.on(Events.VoiceStateUpdate, (_, { guild }) => this.#changes.emit(guild.id));
  }

  /** Who is not known to be a bot counts as a person. Nobody hears us in the audience of a stage, or where we may not speak. */
  listenersIn(guildId: string, channelId: string): number {
    const states = this.#client.guilds.cache.get(guildId)?.voiceStates.cache;
    const ours = states?.get(this.#client.user?.id ?? '');
    if (ours?.channelId === channelId && ours.suppress) return 0;
    const isListener = (userId: string, isBot: boolean) => userId !== this.#client.user?.id && !isBot;
    return (
      states?.filter((state) => state.channelId === channelId && isListener(state.id, state.member?.user.bot ?? false))
        .size ?? 0
    );
  }

  onChange(listener: (guildId: string) => void): Unsubscribe {
    return this.#changes.add(listener);
  }
}
