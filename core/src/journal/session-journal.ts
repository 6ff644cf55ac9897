import type { TonearmError } from '../errors/tonearm-error.js';
import type { PlayingRecord, PositionRecord, SessionRecord } from '../playback/session-record.js';
import type { RequestRecord } from '../playback/request-record.js';
import type { SessionKeeper } from '../playback/session-keeper.js';
import type { Clock } from '../runtime/clock.js';
import type { Logger } from '../runtime/logger.js';
import type { Json, Store } from '../store/store.js';
import { type GuildRecord, GuildRecords } from './guild-records.js';
import { LatestWriter, type LatestWriterParts } from './latest-writer.js';

/** What a crash or a restart has left of one guild. */
export interface SavedGuild extends GuildRecord {
  readonly guildId: string;
  /** Absent when none was written for what plays. */
  readonly position?: PositionRecord;
}

/** What has to survive of a guild; `undefined` when that is nothing. */
export function guildRecord(
  session: SessionRecord | undefined,
  requests: readonly RequestRecord[],
): GuildRecord | undefined {
  return session || requests.length > 0 ? { session: session ?? null, requests } : undefined;
}

export interface SessionJournalParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The guild as it is now; `undefined` when nothing of it has to survive. */
  read(guildId: string): GuildRecord | undefined;
}

/** The version of the record of all positions; another one is left alone. */
const VERSION = 1;
const POSITIONS = 'positions';
/** The key of the one record of all positions. */
const ALL = 'all';
/** Guilds tell their positions each second, at a moment of their own: so few writes take them all. */
const GATHER_POSITIONS_MS = 400;

interface KeptGuild {
  readonly state: LatestWriter<GuildRecord | undefined>;
  /** What plays, as far as the disk knows. */
  savedPlay: PlayingRecord | null;
  latestPosition: PositionRecord | undefined;
  /** The latest one of {@link savedPlay}. */
  safePosition: PositionRecord | undefined;
}

/**
 * Keeps on disk what every guild would lose in a crash: all that changes together for each, and one record of all
 * positions, a few times a second. Playback never waits for it; a request is accepted once {@link durable} has resolved.
 */
export class SessionJournal {
  readonly #parts: SessionJournalParts;
  readonly #records: GuildRecords;
  readonly #guilds = new Map<string, KeptGuild>();
  readonly #positions: LatestWriter<Positions>;
  /** What the process before has left of guilds that have told nothing yet, and may still be waiting to go on. */
  #left: Positions = {};
  #isClosed = false;

  constructor(parts: SessionJournalParts) {
    this.#parts = parts;
    this.#records = new GuildRecords(parts);
    const words = {
      trouble: 'How far everything has played cannot be saved; playback goes on',
      recovered: 'How far everything has played is saved again',
    };
    this.#positions = this.#writer(words, {
      gatherMs: GATHER_POSITIONS_MS,
      read: () => this.#safePositions,
      save: (positions) => parts.store.save(POSITIONS, ALL, toJson(positions)),
    });
  }

  /** The guild is not any more as it was last written. */
  changed(guildId: string): void {
    if (this.#isClosed) return;
    this.#kept(guildId).state.changed();
  }

  /** What plays has got so far. It is written after the record of what plays: before, nobody would know whose it is. */
  moved(guildId: string, position: PositionRecord): void {
    if (this.#isClosed) return;
    const guild = this.#kept(guildId);
    guild.latestPosition = position;
    if (guild.state.isClean) this.#keepPosition(guild, position);
  }

  /** Resolves once the guild as it is now would survive a crash. @throws StoreError when it would not */
  async durable(guildId: string): Promise<void> {
    await this.#guilds.get(guildId)?.state.durable();
  }

  /** One guild's part of the journal. */
  keeperOf(guildId: string): SessionKeeper {
    return { changed: () => this.changed(guildId), moved: (position) => this.moved(guildId, position) };
  }

  /**
   * Writes everything that is not on disk yet, and nothing after that: what sessions do while they are closed is not
   * what a restart goes on with. Never rejects; what cannot be written was told when it began to fail.
   */
  async close(): Promise<void> {
    const guilds = [...this.#guilds.values()];
    this.#isClosed = true;
    await Promise.allSettled(guilds.map(({ state }) => state.durable()));
    await Promise.allSettled([this.#positions.durable()]);
    for (const { state } of guilds) state.close();
    this.#positions.close();
  }

  /** What was left by the process before. @throws StoreError when it cannot be read */
  async load(): Promise<readonly SavedGuild[]> {
    this.#left = read(await this.#parts.store.load(POSITIONS, ALL)) ?? {};
    return [...(await this.#records.load())].map(([guildId, record]) => {
      const position = this.#left[guildId];
      return { guildId, ...record, ...(position && { position }) };
    });
  }

  /** How many guilds are being kept; those of which nothing has to survive are not. */
  get size(): number {
    return this.#guilds.size;
  }

  #kept(guildId: string): KeptGuild {
    const known = this.#guilds.get(guildId);
    if (known) return known;
    const { read } = this.#parts;
    const words = {
      trouble: 'A session cannot be saved and would be lost in a crash; playback goes on',
      recovered: 'A session is saved again',
    };
    const guild: KeptGuild = {
      state: this.#writer(words, {
        guildId,
        read: () => read(guildId),
        save: (record) => this.#save(guildId, guild, record),
      }),
      savedPlay: null,
      latestPosition: undefined,
      safePosition: undefined,
    };
    this.#guilds.set(guildId, guild);
    return guild;
  }

  /** While it is written, what plays may change: then the position of before is the one that belongs to it. */
  async #save(guildId: string, guild: KeptGuild, record: GuildRecord | undefined): Promise<void> {
    if (record === undefined) {
      await this.#records.remove(guildId);
      return this.#forget(guildId);
    }
    const position = guild.latestPosition;
    await this.#records.save(guildId, record);
    guild.savedPlay = record.session?.playing ?? null;
    this.#keepPosition(guild, position);
    this.#keepPosition(guild, guild.latestPosition);
  }

  #keepPosition(guild: KeptGuild, position: PositionRecord | undefined): void {
    if (guild.safePosition === position || !isOfPlay(position, guild.savedPlay)) return;
    guild.safePosition = position;
    this.#positions.changed();
  }

  get #safePositions(): Positions {
    const known = [...this.#guilds].flatMap(([guildId, { safePosition }]) =>
      safePosition ? [[guildId, safePosition] as const] : [],
    );
    return { ...this.#left, ...Object.fromEntries(known) };
  }

  #writer<State>(
    words: WriterWords,
    { guildId, ...act }: WriterAct<State> & { readonly guildId?: string },
  ): LatestWriter<State> {
    const { clock, logger } = this.#parts;
    const whose = guildId !== undefined && { guildId };
    return new LatestWriter({
      ...act,
      clock,
      onTrouble: (error: TonearmError) => logger.error(words.trouble, { ...whose, error }),
      onRecovered: () => logger.info(words.recovered, { ...whose }),
    });
  }

  /** A change that came while the record was removed keeps its writer. */
  #forget(guildId: string): void {
    if (this.#parts.read(guildId)) return;
    this.#guilds.delete(guildId);
    const { [guildId]: _, ...left } = this.#left;
    this.#left = left;
  }
}

/** Whether that is how far this play has got. */
export function isOfPlay(
  position: PositionRecord | undefined,
  playing: PlayingRecord | null,
): position is PositionRecord {
  return !!position && position.entryId === playing?.entry.id && position.begunAtMs === playing.begunAtMs;
}

/** What the log says when writing begins to fail, and when it works again. */
interface WriterWords {
  readonly trouble: string;
  readonly recovered: string;
}

type WriterAct<State> = Pick<LatestWriterParts<State>, 'gatherMs' | 'read' | 'save'>;
type Positions = Readonly<Record<string, PositionRecord>>;

function toJson(value: Positions): Json {
  // Plain data by its type's promise; an interface has no index signature to show it.
  return { version: VERSION, value } as unknown as Json;
}

function read(json: Json | undefined): Positions | undefined {
  const isOurs = typeof json === 'object' && json !== null && 'version' in json && json['version'] === VERSION;
  // What has our version was written by toJson above.
  return isOurs && 'value' in json ? (json['value'] as unknown as Positions) : undefined;
}
