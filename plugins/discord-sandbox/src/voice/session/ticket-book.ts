import { VoiceCloseCodes } from 'discord-api-types/voice/v8';
import type { VoiceTicket } from '../voice-server.js';
import type { Identify } from './client-messages.js';

/** Who may connect: one ticket for each user of a guild. */
export class TicketBook {
  readonly #tickets = new Map<string, VoiceTicket>();
  readonly #suppressed = new Set<string>();

  admit(ticket: VoiceTicket): void {
    this.#tickets.set(keyOf(ticket.guildId, ticket.userId), ticket);
  }

  withdraw(guildId: string, userId: string): void {
    this.#tickets.delete(keyOf(guildId, userId));
  }

  /** Puts somebody into the audience of a stage, or lets them speak. */
  suppress(guildId: string, userId: string, suppressed: boolean): void {
    if (suppressed) this.#suppressed.add(keyOf(guildId, userId));
    else this.#suppressed.delete(keyOf(guildId, userId));
  }

  isSuppressed(guildId: string, userId: string): boolean {
    return this.#suppressed.has(keyOf(guildId, userId));
  }

  /** The ticket, or the close code: 4004 for a token that is not that user's, 4006 for a voice session that is not this one. */
  check(identify: Identify): VoiceTicket | number {
    const ticket = this.#tickets.get(keyOf(identify.serverId, identify.userId));
    if (ticket === undefined || ticket.token !== identify.token) return VoiceCloseCodes.AuthenticationFailed;
    return ticket.sessionId === identify.sessionId ? ticket : VoiceCloseCodes.SessionNoLongerValid;
  }
}

function keyOf(guildId: string, userId: string): string {
  return `${guildId}/${userId}`;
}
