import type { DiscordGatewayAdapterCreator } from '@discordjs/voice';
import type { Json, VoiceGateway } from '@tonearm/core';

export interface GatewayAdapterOptions {
  readonly gateway: VoiceGateway;
  readonly guildId: string;
  /** Called for each payload that is given to the gateway. */
  onSend(): void;
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
    const stopStates = gateway.onVoiceState((update) => {
      if (update.guildId !== guildId || userIdOf(update.data) !== gateway.userId) return;
      guarded(() => methods.onVoiceStateUpdate(update.data as unknown as State));
    });
    const stopServers = gateway.onVoiceServer((update) => {
      if (update.guildId === guildId) guarded(() => methods.onVoiceServerUpdate(update.data as unknown as Server));
    });
    return {
      sendPayload: (payload) => {
        options.onSend();
        return gateway.send(guildId, payload);
      },
      destroy: () => {
        stopStates();
        stopServers();
      },
    };
  };
}

/** Whose voice state it is. */
export function userIdOf(data: Json): string | undefined {
  return field(data, 'user_id');
}

/** The channel of a voice state; `null` for someone who is in none. */
export function channelIdOf(data: Json): string | null {
  return field(data, 'channel_id') ?? null;
}

function field(data: Json, name: string): string | undefined {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return undefined;
  const value: unknown = Reflect.get(data, name);
  return typeof value === 'string' ? value : undefined;
}
