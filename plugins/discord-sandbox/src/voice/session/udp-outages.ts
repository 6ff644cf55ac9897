import type { UdpReceiver } from '../udp/udp-receiver.js';
import type { UdpLoss } from '../voice-server.js';
import type { VoiceSession } from './voice-session.js';

/** Which guilds' datagrams are lost on the way. */
export class UdpOutages {
  readonly #lasting = new Set<string>();

  constructor(private readonly receiver: UdpReceiver) {}

  /** Begins or ends an outage for a guild's connections; a lasting one meets those to come too. */
  set(guildId: string, loss: UdpLoss, sessions: readonly VoiceSession[]): void {
    if (loss === 'lasting') this.#lasting.add(guildId);
    else this.#lasting.delete(guildId);
    for (const { ssrc } of sessions) this.receiver.lose(ssrc, loss !== 'none');
  }

  /** A connection begins. */
  connected({ ssrc, ticket }: VoiceSession): void {
    if (this.#lasting.has(ticket.guildId)) this.receiver.lose(ssrc, true);
  }
}
