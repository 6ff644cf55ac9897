import type { TonearmError } from '../errors/tonearm-error.js';
import type { PositionRecord, SessionRecord } from '../playback/session-record.js';
import type { RequestRecord } from '../playback/request-record.js';
import type { SessionKeeper } from '../playback/session-keeper.js';
import type { Clock } from '../runtime/clock.js';
import type { Logger } from '../runtime/logger.js';
import type { Json, Store } from '../store/store.js';
import { LatestWriter, type LatestWriterParts } from './latest-writer.js';

/** Everything of one guild that changes together, and so is one record. */
export interface GuildRecord {
  /** `null` once the session is over and only last words have to arrive. */
  readonly session: SessionRecord | null;
  readonly requests: readonly RequestRecord[];
}

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

/** Records of another version are left alone: an upgrade never reads an old shape. */
const VERSION = 1;
const SESSIONS = 'sessions';
const POSITIONS = 'positions';
/** The key of the one record of all positions. */
const ALL = 'all';
/** Guilds tell their positions each second, at a moment of their own: so few writes take them all. */
const GATHER_POSITIONS_MS = 400;

interface KeptGuild {
  readonly state: LatestWriter;
  latestPosition: PositionRecord | undefined;
  /** The latest one of which the disk knows whose it is. */
  safePosition: PositionRecord | undefined;
}

/**
 * Keeps on disk what every guild would lose in a crash: one record of all that changes together for each, and one of all
 * positions, a few times a second. Playback never waits for it; a request is accepted once {@link durable} has resolved.
 */
export class SessionJournal {
  readonly #parts: SessionJournalParts;
  readonly #guilds = new Map<string, KeptGuild>();
  readonly #positions: LatestWriter;
  /** What the process before has left of guilds that have told nothing yet, and may still be waiting to go on. */
  #left: Positions = {};
  #isClosed = false;

  constructor(parts: SessionJournalParts) {
    this.#parts = parts;
    const words = {
      trouble: 'How far everything has played cannot be saved; playback goes on',
      recovered: 'How far everything has played is saved again',
    };
    this.#positions = this.#writer(words, {
      gatherMs: GATHER_POSITIONS_MS,
      read: () => toJson(this.#safePositions),
      save: (positions) => parts.store.save(POSITIONS, ALL, positions ?? null),
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
    if (guild.state.isClean) this.#keepPosition(guild);
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
    const { store } = this.#parts;
    const guildIds = await store.keys(SESSIONS);
    this.#left = read<Positions>(await store.load(POSITIONS, ALL)) ?? {};
    const saved = await Promise.all(guildIds.map((guildId) => this.#loadGuild(guildId)));
    return saved.filter((guild) => guild !== undefined);
  }

  /** How many guilds are being kept; those of which nothing has to survive are not. */
  get size(): number {
    return this.#guilds.size;
  }

  async #loadGuild(guildId: string): Promise<SavedGuild | undefined> {
    const { store, logger } = this.#parts;
    const saved = read<GuildRecord>(await store.load(SESSIONS, guildId));
    if (!saved) {
      logger.warn('A saved session is of another version and is left alone', { guildId });
      return undefined;
    }
    const position = this.#left[guildId];
    return { guildId, ...saved, ...(position && { position }) };
  }

  #kept(guildId: string): KeptGuild {
    const known = this.#guilds.get(guildId);
    if (known) return known;
    const { store, read } = this.#parts;
    const words = {
      trouble: 'A session cannot be saved and would be lost in a crash; playback goes on',
      recovered: 'A session is saved again',
    };
    const guild: KeptGuild = {
      state: this.#writer(words, {
        guildId,
        read: () => toJson(read(guildId)),
        save: async (state) => {
          if (state !== undefined) {
            await store.save(SESSIONS, guildId, state);
            return this.#keepPosition(guild);
          }
          await store.remove(SESSIONS, guildId);
          this.#forget(guildId);
        },
      }),
      latestPosition: undefined,
      safePosition: undefined,
    };
    this.#guilds.set(guildId, guild);
    return guild;
  }

  #keepPosition(guild: KeptGuild): void {
    if (guild.safePosition === guild.latestPosition) return;
    guild.safePosition = guild.latestPosition;
    this.#positions.changed();
  }

  get #safePositions(): Positions {
    const known = [...this.#guilds].flatMap(([guildId, { safePosition }]) =>
      safePosition ? [[guildId, safePosition] as const] : [],
    );
    return { ...this.#left, ...Object.fromEntries(known) };
  }

  #writer(words: WriterWords, { guildId, ...act }: WriterAct & { readonly guildId?: string }): LatestWriter {
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

/** What the log says when writing begins to fail, and when it works again. */
interface WriterWords {
  readonly trouble: string;
  readonly recovered: string;
}

type WriterAct = Pick<LatestWriterParts, 'gatherMs' | 'read' | 'save'>;
type Positions = Readonly<Record<string, PositionRecord>>;

function toJson(value: GuildRecord | Positions | undefined): Json | undefined {
  // Both are plain data by their types' promise; an interface has no index signature to show it.
  return value && ({ version: VERSION, value } as unknown as Json);
}

function read<T>(json: Json | undefined): T | undefined {
  const isOurs = typeof json === 'object' && json !== null && 'version' in json && json['version'] === VERSION;
  // What has our version was written by toJson above.
  return isOurs && 'value' in json ? (json['value'] as unknown as T) : undefined;
}
