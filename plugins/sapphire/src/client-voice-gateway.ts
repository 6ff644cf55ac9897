import { type Json, Listeners, type Unsubscribe, type VoiceGateway, type VoicePayload } from '@tonearm/core';
import { type Client, GatewayDispatchEvents, type GatewaySendPayload, Status } from 'discord.js';

/** The voice plugin's way to Discord's gateway, over a discord.js client that has the `GuildVoiceStates` intent. */
export class ClientVoiceGateway implements VoiceGateway {
  readonly #client: Client;
  readonly #voiceStates = new Listeners<VoicePayload>();
  readonly #voiceServers = new Listeners<VoicePayload>();

  constructor(client: Client) {
    this.#client = client;
    // One listener each for all guilds: Node takes more than ten on one emitter for a leak.
    this.#forward(GatewayDispatchEvents.VoiceStateUpdate, this.#voiceStates);
    this.#forward(GatewayDispatchEvents.VoiceServerUpdate, this.#voiceServers);
  }

  get userId(): string {
    return this.#client.user?.id ?? '';
  }

  send(guildId: string, payload: Json): boolean {
    const shard = this.#client.guilds.cache.get(guildId)?.shard;
    if (shard?.status !== Status.Ready) return false;
    // What the voice plugin sends is a gateway payload (op 4); the contract knows it only as JSON.
    shard.send(payload as unknown as GatewaySendPayload);
    return true;
  }

  onVoiceState(listener: (update: VoicePayload) => void): Unsubscribe {
    return this.#voiceStates.add(listener);
  }

  onVoiceServer(listener: (update: VoicePayload) => void): Unsubscribe {
    return this.#voiceServers.add(listener);
  }

  othersIn(guildId: string, channelId: string): number {
    const states = this.#client.guilds.cache.get(guildId)?.voiceStates.cache;
    return states?.filter((state) => state.channelId === channelId && state.id !== this.userId).size ?? 0;
  }

  #forward(event: GatewayDispatchEvents, listeners: Listeners<VoicePayload>): void {
    this.#client.ws.on(event, (data: { readonly guild_id?: string } & { readonly [key: string]: Json | undefined }) => {
      if (data.guild_id !== undefined) listeners.emit({ guildId: data.guild_id, data });
    });
  }
}
