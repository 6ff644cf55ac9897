import type { Guilds } from './guilds.js';
import { holds } from './permissions.js';
import type { VoiceStateRecord } from './records.js';
import type { WorldEvents } from './world-event.js';

/** Who is in which voice channel. */
export class VoiceStates {
  readonly #states = new Map<string, VoiceStateRecord>();

  constructor(
    private readonly events: WorldEvents,
    private readonly guilds: Guilds,
  ) {}

  /** The user joins, moves, changes mute or deaf, or with `channelId: null` leaves; told even when nothing changed. */
  request(asked: Omit<VoiceStateRecord, 'suppressed' | 'requestToSpeakAtMs'>): void {
    this.#set({ ...asked, ...this.#placeIn(asked) }, true);
  }

  /** What a user is on a stage: heard or not, and asking to be. */
  setStagePlace(
    guildId: string,
    userId: string,
    change: Partial<Pick<VoiceStateRecord, 'suppressed' | 'requestToSpeakAtMs'>>,
  ): void {
    const state = this.of(guildId, userId);
    if (state !== undefined) this.#set({ ...state, ...change }, false);
  }

  /** Somebody moves a user who is in voice to another channel. */
  move(guildId: string, userId: string, channelId: string): void {
    const state = this.of(guildId, userId);
    if (state === undefined) return;
    const there = { ...state, channelId };
    this.#set({ ...there, ...this.#placeIn(there) }, false);
  }

  /** Tells a state again because the member it belongs to was muted or deafened by the server. */
  tell(guildId: string, userId: string): void {
    const state = this.of(guildId, userId);
    if (state !== undefined) this.#set(state, false);
  }

  /** Takes a user out of voice; nothing happens to one who is in no channel. */
  leave(guildId: string, userId: string): void {
    const state = this.of(guildId, userId);
    if (state !== undefined) this.#set({ ...state, ...UNHINDERED, channelId: null }, false);
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

  /**
   * Whoever comes to a stage comes into its audience, but for people who moderate it; a bot that does has to take its place by itself.
   * Who was there already stays what they were.
   */
  #placeIn({ guildId, userId, channelId }: Omit<VoiceStateRecord, 'suppressed' | 'requestToSpeakAtMs'>) {
    if (channelId === null || this.guilds.channel(channelId).kind !== 'stage') return UNHINDERED;
    const before = this.of(guildId, userId);
    if (before?.channelId === channelId) {
      return { suppressed: before.suppressed, requestToSpeakAtMs: before.requestToSpeakAtMs };
    }
    const moderates =
      !this.guilds.user(userId).bot && holds(this.guilds.permissions(guildId, userId, channelId), 'MuteMembers');
    return { suppressed: !moderates, requestToSpeakAtMs: null };
  }

  #set(state: VoiceStateRecord, requested: boolean): void {
    const key = `${state.guildId}/${state.userId}`;
    const before = this.#states.get(key);
    if (state.channelId === null) this.#states.delete(key);
    else this.#states.set(key, state);
    this.events.emit({ kind: 'voice-state-changed', before, after: state, requested });
  }
}

const UNHINDERED = { suppressed: false, requestToSpeakAtMs: null } as const;
