import type { DiscordGatewayAdapterCreator } from '@discordjs/voice';
import type { Clock, Json, Unsubscribe, VoiceGateway } from '@tonearm/core';

/** A gateway of another thread cannot answer at once: it takes every payload, and tells later which were refused. */
export interface FarGateway extends VoiceGateway {
  /** Tells the guild whose payload was refused. */
  onRefused(listener: (guildId: string) => void): Unsubscribe;
}

export interface GatewayAdapterOptions {
  readonly gateway: VoiceGateway | FarGateway;
  readonly guildId: string;
  readonly clock: Clock;
  /** How long the payload that the library sends now has to wait, in milliseconds. Asked once for each. */
  takeDelayMs(): number;
  /** Called for each payload that is given to the gateway. */
  onSend(): void;
  /** A payload that had waited, or went to another thread, was refused: there is no connection to Discord. */
  onRefused(): void;
  /** The library threw while it took a payload in. */
  onFailure(error: unknown): void;
}

/** The gateway in the shape that @discordjs/voice asks for, for one guild. */
export function gatewayAdapter(options: GatewayAdapterOptions): DiscordGatewayAdapterCreator {
  const { gateway, guildId } = options;
  const guarded = (run: () => void) => {
    try {
      run();
    } catch (error) {
      options.onFailure(error);
    }
  };
  return (methods) => {
    // The gateway hands on Discord's own payloads: the data of VOICE_STATE_UPDATE and VOICE_SERVER_UPDATE.
    type State = Parameters<typeof methods.onVoiceStateUpdate>[0];
    type Server = Parameters<typeof methods.onVoiceServerUpdate>[0];
    let dropWaiting: Unsubscribe = () => {};
    const stopStates = gateway.onVoiceState((update) => {
      if (update.guildId !== guildId || userIdOf(update.data) !== gateway.userId) return;
      guarded(() => methods.onVoiceStateUpdate(update.data as unknown as State));
    });
    const stopServers = gateway.onVoiceServer((update) => {
      if (update.guildId !== guildId) return;
      // A server that is named is the answer to a join that still waits.
      if (endpointOf(update.data) !== null) dropWaiting();
      guarded(() => methods.onVoiceServerUpdate(update.data as unknown as Server));
    });
    const onRefused = (refused: string) => {
      if (refused === guildId) options.onRefused();
    };
    const stopRefusals = 'onRefused' in gateway ? gateway.onRefused(onRefused) : () => {};
    const sendNow = (payload: Json) => {
      options.onSend();
      return gateway.send(guildId, payload);
    };
    return {
      // The library joins again at once when it loses a voice server; what waits here gives the server time to return.
      sendPayload: (payload) => {
        dropWaiting();
        const delayMs = options.takeDelayMs();
        if (delayMs === 0) return sendNow(payload);
        dropWaiting = options.clock.after(delayMs, () => {
          if (!sendNow(payload)) options.onRefused();
        });
        return true;
      },
      destroy: () => {
        dropWaiting();
        stopStates();
        stopServers();
        stopRefusals();
      },
    };
  };
}

/** Gateway op 4 that takes the bot out of the guild's voice channel, as the library sends it. */
export function leavePayload(guildId: string): Json {
  return { op: 4, d: { guild_id: guildId, channel_id: null, self_deaf: true, self_mute: false } };
}

/** Whose voice state it is. */
export function userIdOf(data: Json): string | undefined {
  return field(data, 'user_id');
}

/** The channel of a voice state; `null` for someone who is in none. */
export function channelIdOf(data: Json): string | null {
  return field(data, 'channel_id') ?? null;
}

/** Where a voice server is; `null` while Discord has none to name. */
function endpointOf(data: Json): string | null {
  return field(data, 'endpoint') ?? null;
}

function field(data: Json, name: string): string | undefined {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return undefined;
  const value: unknown = Reflect.get(data, name);
  return typeof value === 'string' ? value : undefined;
}
