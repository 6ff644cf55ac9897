import type { Json } from '../store/store.js';
import type { Unsubscribe } from '../runtime/clock.js';

/**
 * The client's gateway as voice needs it. The front end provides it, the voice plugin consumes it; neither knows the other.
 * Payloads are Discord's own JSON (gateway op 4; the `d` of VOICE_STATE_UPDATE and VOICE_SERVER_UPDATE).
 */
export interface VoiceGateway {
  /** The bot's own user id. */
  readonly userId: string;
  /** Sends a payload on the guild's shard; `false` when there is no open connection for it. */
  send(guildId: string, payload: Json): boolean;
  /** Voice states of the bot and of everyone else. */
  onVoiceState(listener: (update: VoicePayload) => void): Unsubscribe;
  onVoiceServer(listener: (update: VoicePayload) => void): Unsubscribe;
  /** How many others are in the channel now, bots included. */
  othersIn(guildId: string, channelId: string): number;
}

export interface VoicePayload {
  readonly guildId: string;
  readonly data: Json;
}
