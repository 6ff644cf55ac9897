import type { VoiceStateRecord } from './records.js';
import type { WorldEvents } from './world-event.js';

/** Who is in which voice channel. */
export class VoiceStates {
  readonly #states = new Map<string, VoiceStateRecord>();

  constructor(private readonly events: WorldEvents) {}

  /** The user joins, moves, changes mute or deaf, or with `channelId: null` leaves; told even when nothing changed. */
  request(state: VoiceStateRecord): void {
    this.#set(state, true);
  }

  /** Somebody moves a user who is in voice to another channel. */
  move(guildId: string, userId: string, channelId: string): void {
    const state = this.of(guildId, userId);
    if (state !== undefined) this.#set({ ...state, channelId }, false);
  }

  /** Tells a state again because the member it belongs to was muted or deafened by the server. */
  tell(guildId: string, userId: string): void {
    const state = this.of(guildId, userId);
    if (state !== undefined) this.#set(state, false);
  }

  /** Takes a user out of voice; nothing happens to one who is in no channel. */
  leave(guildId: string, userId: string): void {
    const state = this.of(guildId, userId);
    if (state !== undefined) this.#set({ ...state, channelId: null }, false);
  }

  of(guildId: string, userId: string): VoiceStateRecord | undefined {
    return this.#states.get(`${guildId}/${userId}`);
  }

  inGuild(guildId: string): readonly VoiceStateRecord[] {
    return [...this.#states.values()].filter((state) => state.guildId === guildId);
  }

  inChannel(channelId: string): readonly VoiceStateRecord[] {
    return [...this.#states.values()].filter((state) => state.channelId === channelId);
  }

  #set(state: VoiceStateRecord, requested: boolean): void {
    const key = `${state.guildId}/${state.userId}`;
    const before = this.#states.get(key);
    if (state.channelId === null) this.#states.delete(key);
    else this.#states.set(key, state);
    this.events.emit({ kind: 'voice-state-changed', before, after: state, requested });
  }
}
