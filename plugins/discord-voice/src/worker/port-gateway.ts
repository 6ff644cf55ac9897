import { type Json, Listeners, type Unsubscribe, type VoicePayload } from '@tonearm/core';
import type { FarGateway } from '../gateway-adapter.js';

/** Inside a worker: Discord's gateway, which is on the main thread. */
export class PortGateway implements FarGateway {
  userId = '';
  readonly #post: (guildId: string, payload: Json) => void;
  readonly #states = new Listeners<VoicePayload>();
  readonly #servers = new Listeners<VoicePayload>();
  readonly #refusals = new Listeners<string>();
  readonly #others = new Map<string, number>();

  constructor(post: (guildId: string, payload: Json) => void) {
    this.#post = post;
  }

  /** Takes everything; a refusal is told afterwards. */
  send(guildId: string, payload: Json): boolean {
    this.#post(guildId, payload);
    return true;
  }

  onVoiceState(listener: (update: VoicePayload) => void): Unsubscribe {
    return this.#states.add(listener);
  }

  onVoiceServer(listener: (update: VoicePayload) => void): Unsubscribe {
    return this.#servers.add(listener);
  }

  onRefused(listener: (guildId: string) => void): Unsubscribe {
    return this.#refusals.add(listener);
  }

  /** In the bot's channel, as last counted on the main thread: with each payload about the guild. */
  othersIn(guildId: string): number {
    return this.#others.get(guildId) ?? 0;
  }

  noteOthers(guildId: string, others: number): void {
    this.#others.set(guildId, others);
  }

  forgetGuild(guildId: string): void {
    this.#others.delete(guildId);
  }

  voiceState(update: VoicePayload): void {
    this.#states.emit(update);
  }

  voiceServer(update: VoicePayload): void {
    this.#servers.emit(update);
  }

  refused(guildId: string): void {
    this.#refusals.emit(guildId);
  }
}
