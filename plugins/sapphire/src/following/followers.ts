import {
  type Clock,
  type Logger,
  onAir,
  type SessionControls,
  type SessionEvent,
  type Tonearm,
  type Unsubscribe,
} from '@tonearm/core';
import type { Client, Guild } from 'discord.js';
import type { Language } from '../texts/catalogue.js';
import { speechIn } from '../texts/speech.js';
import { Announcer } from './announcer.js';
import { ChannelStatus } from './channel-status.js';
import { Presence } from './presence.js';
import { speakOnStage } from './stage.js';

export interface FollowersParts {
  readonly client: Client;
  readonly tonearm: Tonearm;
  readonly clock: Clock;
  readonly logger: Logger;
  /** What the presence is said in, which people of all servers see; English when the operator has not chosen one. */
  readonly language: Language | undefined;
}

/** How often a guild's voice connection was lost and came back, or was lost for good. */
export interface Mends {
  readonly reconnects: number;
  readonly lost: number;
}

/** Follows every session, and shows in Discord what it does: presence, the status of voice channels, a place on stages. */
export class Followers {
  readonly #parts: FollowersParts;
  readonly #presence: Presence;
  readonly #announcer: Announcer;
  readonly #statuses = new Map<string, ChannelStatus>();
  /** Of guilds where something plays, its title. */
  readonly #titles = new Map<string, string>();
  readonly #mends = new Map<string, Mends>();
  /** Guilds whose voice connection is mending itself. */
  readonly #mending = new Set<string>();
  /** Where we have a place on a stage already, by guild. */
  readonly #stages = new Map<string, string>();
  readonly #stop: Unsubscribe;

  constructor(parts: FollowersParts) {
    this.#parts = parts;
    this.#presence = new Presence(parts.client, parts.clock);
    this.#announcer = new Announcer({
      ...parts,
      channelIn: (guildId) => parts.tonearm.settings.of(guildId).announceChannelId,
    });
    this.#stop = parts.tonearm.onSession((session) => {
      session.onEvent((event) => this.#happened(session, event));
    });
  }

  mendsIn(guildId: string): Mends {
    return this.#mends.get(guildId) ?? { reconnects: 0, lost: 0 };
  }

  close(): void {
    this.#stop();
    this.#presence.close();
    for (const status of this.#statuses.values()) status.close();
  }

  #happened(session: SessionControls, event: SessionEvent): void {
    switch (event.type) {
      case 'voice':
        return this.#voice(session, event.state);
      case 'started':
        this.#announcer.announce(session.guildId, event.entry);
        return this.#show(session);
      case 'ended':
      case 'failed':
        // What follows is shown when it starts: between the two is a moment, and Discord takes few changes.
        return session.snapshot.upcoming.length > 0 ? undefined : this.#show(session);
      case 'closed':
        return this.#closed(session);
      default:
    }
  }

  #voice(session: SessionControls, state: Extract<SessionEvent, { type: 'voice' }>['state']): void {
    const { guildId } = session;
    const { reconnects, lost } = this.mendsIn(guildId);
    switch (state.status) {
      case 'reconnecting':
        this.#mending.add(guildId);
        return;
      case 'ready':
        if (this.#mending.delete(guildId)) this.#mends.set(guildId, { reconnects: reconnects + 1, lost });
        return this.#arrived(guildId, state.channelId);
      case 'destroyed':
        this.#stages.delete(guildId);
        this.#mending.delete(guildId);
        if (state.error) this.#mends.set(guildId, { reconnects, lost: lost + 1 });
        return;
      case 'connecting':
    }
  }

  #arrived(guildId: string, channelId: string): void {
    const guild = this.#guild(guildId);
    if (!guild || this.#stages.get(guildId) === channelId) return;
    this.#stages.set(guildId, channelId);
    speakOnStage(guild, channelId).catch((error: unknown) => {
      this.#parts.logger.warn('There is no place on a stage for us', { guildId, channelId, error });
    });
  }

  #show(session: SessionControls): void {
    const { guildId, snapshot } = session;
    const track = snapshot.playing ? onAir(snapshot.playing) : undefined;
    if (track) this.#titles.set(guildId, track.author === '' ? track.title : `${track.title} · ${track.author}`);
    else this.#titles.delete(guildId);
    const { voice } = snapshot;
    const channelId = voice && voice.status !== 'destroyed' ? voice.channelId : undefined;
    this.#statusOf(guildId, channelId)?.show(this.#titles.get(guildId) ?? null);
    this.#presence.show(this.#whatWeDo());
  }

  #closed({ guildId }: SessionControls): void {
    this.#titles.delete(guildId);
    this.#stages.delete(guildId);
    this.#statuses.get(guildId)?.show(null);
    this.#presence.show(this.#whatWeDo());
  }

  /** No server learns what another one hears: the track is named only where there is no other. */
  #whatWeDo(): string | null {
    if (this.#titles.size === 0) return null;
    const [title] = this.#titles.values();
    if (title !== undefined && this.#parts.client.guilds.cache.size === 1) return title;
    const speech = speechIn(this.#parts.language);
    return speech.say('presence.servers', { servers: speech.counted('servers', this.#titles.size) });
  }

  #statusOf(guildId: string, channelId: string | undefined): ChannelStatus | undefined {
    const known = this.#statuses.get(guildId);
    if (channelId === undefined || known?.channelId === channelId) return known;
    known?.show(null);
    const guild = this.#guild(guildId);
    if (!guild) return undefined;
    const { clock, logger } = this.#parts;
    const status = new ChannelStatus({ guild, channelId, clock, logger });
    this.#statuses.set(guildId, status);
    return status;
  }

  #guild(guildId: string): Guild | undefined {
    return this.#parts.client.guilds.cache.get(guildId);
  }
}
