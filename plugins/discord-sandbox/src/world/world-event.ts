import { Listeners, type Unsubscribe } from '@tonearm/core';
import type {
  ChannelRecord,
  CommandRecord,
  GuildRecord,
  InteractionRecord,
  InteractionResponse,
  MemberRecord,
  MessageRecord,
  RoleRecord,
  VoiceStateRecord,
} from './records.js';

/** Everything that can happen in the world. The gateway, the page and the test API listen to these. */
export type WorldEvent =
  | { readonly kind: 'guild-created'; readonly guild: GuildRecord }
  | { readonly kind: 'guild-updated'; readonly guild: GuildRecord }
  | { readonly kind: 'guild-deleted'; readonly guild: GuildRecord }
  | { readonly kind: 'role-created'; readonly role: RoleRecord }
  | { readonly kind: 'role-updated'; readonly role: RoleRecord }
  | { readonly kind: 'channel-created'; readonly channel: ChannelRecord }
  | { readonly kind: 'channel-updated'; readonly channel: ChannelRecord }
  | { readonly kind: 'channel-deleted'; readonly channel: ChannelRecord }
  | { readonly kind: 'member-added'; readonly member: MemberRecord }
  | { readonly kind: 'member-updated'; readonly member: MemberRecord }
  | { readonly kind: 'member-removed'; readonly member: MemberRecord }
  | {
      readonly kind: 'voice-state-changed';
      readonly before: VoiceStateRecord | undefined;
      readonly after: VoiceStateRecord;
      /** Whether the user asked for it, rather than was moved or muted by somebody. */
      readonly requested: boolean;
    }
  | {
      readonly kind: 'voice-server-assigned';
      readonly guildId: string;
      readonly token: string;
      /** `null` while there is none: Discord is about to name another one. */
      readonly endpoint: string | null;
    }
  | { readonly kind: 'channel-status-changed'; readonly channel: ChannelRecord }
  | { readonly kind: 'message-created'; readonly message: MessageRecord }
  | { readonly kind: 'message-updated'; readonly message: MessageRecord }
  | { readonly kind: 'message-deleted'; readonly message: MessageRecord }
  | { readonly kind: 'typing-started'; readonly channelId: string; readonly userId: string }
  | { readonly kind: 'interaction-created'; readonly interaction: InteractionRecord }
  | {
      readonly kind: 'interaction-responded';
      readonly interaction: InteractionRecord;
      readonly response: InteractionResponse;
    }
  | { readonly kind: 'interaction-unanswered'; readonly interaction: InteractionRecord }
  | { readonly kind: 'commands-changed'; readonly guildId: string | null; readonly commands: readonly CommandRecord[] }
  | { readonly kind: 'bot-presence-changed'; readonly online: boolean; readonly activity: string | null };

/**
 * The stream of world events. Every listener sees them in one order: what happens while listeners are being told is
 * told after it, never in between.
 */
export class WorldEvents {
  readonly #listeners = new Listeners<WorldEvent>();
  readonly #waiting: WorldEvent[] = [];
  #telling = false;

  add(listener: (event: WorldEvent) => void): Unsubscribe {
    return this.#listeners.add(listener);
  }

  emit(event: WorldEvent): void {
    this.#waiting.push(event);
    if (this.#telling) return;
    this.#telling = true;
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) this.#listeners.emit(next);
    this.#telling = false;
  }
}
