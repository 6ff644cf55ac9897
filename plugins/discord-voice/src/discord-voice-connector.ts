import type { Clock, Logger, VoiceConnector, VoiceGateway } from '@tonearm/core';
import type { FarGateway } from './gateway-adapter.js';
import { GuildConnection } from './guild-connection.js';
import { JoinBudget } from './join-budget.js';
import { Pacer } from './pacer.js';
import { VOICE_TIMES, type VoiceTimes } from './voice-times.js';

export interface DiscordVoiceConnectorParts {
  readonly gateway: VoiceGateway | FarGateway;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Connects through @discordjs/voice, in this thread. All its streams share one timer. */
export class DiscordVoiceConnector implements VoiceConnector {
  readonly #parts: ConstructorParameters<typeof GuildConnection>[2];
  readonly #connections = new Map<string, GuildConnection>();

  constructor(parts: DiscordVoiceConnectorParts, times: Partial<VoiceTimes> = {}) {
    const { clock, logger } = parts;
    const pacer = new Pacer(clock, logger);
    this.#parts = { ...parts, pacer, budget: new JoinBudget(clock), times: { ...VOICE_TIMES, ...times } };
  }

  /** The guild's living connection goes to the channel; without one, a new one is begun. */
  connect(guildId: string, channelId: string): GuildConnection {
    const living = this.#connections.get(guildId);
    if (living !== undefined && living.state.status !== 'destroyed') {
      if (living.state.channelId !== channelId) living.move(channelId);
      return living;
    }
    const connection = new GuildConnection(guildId, channelId, this.#parts);
    this.#connections.set(guildId, connection);
    connection.onState(({ status }) => {
      if (status === 'destroyed' && this.#connections.get(guildId) === connection) this.#connections.delete(guildId);
    });
    return connection;
  }

  /** Something else of the same bot sent a join or a leave: it stands in the same line. */
  noteSend(): void {
    this.#parts.budget.note();
  }

  /** Leaves every channel. */
  close(): void {
    for (const connection of [...this.#connections.values()]) connection.destroy();
  }
}
