import type { TonearmError } from '../errors/tonearm-error.js';
import type { PositionRecord, SessionRecord } from '../playback/session-record.js';
import type { RequestRecord } from '../playback/request-record.js';
import type { SessionKeeper } from '../playback/session-keeper.js';
import type { Clock } from '../runtime/clock.js';
import type { Logger } from '../runtime/logger.js';
import type { Json, Store } from '../store/store.js';
import { LatestWriter } from './latest-writer.js';

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

interface GuildWriters {
  readonly state: LatestWriter;
  readonly position: LatestWriter;
  latestPosition: PositionRecord | undefined;
}

/**
 * Keeps on disk what every guild would lose in a crash: one record of all that changes together, and a small one of
 * the position, each second. Playback never waits for it; a request is accepted once {@link durable} has resolved.
 */
export class SessionJournal {
  readonly #parts: SessionJournalParts;
  readonly #guilds = new Map<string, GuildWriters>();
  #isClosed = false;

  constructor(parts: SessionJournalParts) {
    this.#parts = parts;
  }

  /** The guild is not any more as it was last written. */
  changed(guildId: string): void {
    if (this.#isClosed) return;
    this.#writers(guildId).state.changed();
  }

  /** What plays has got so far. It is written after the record of what plays: before, nobody would know whose it is. */
  moved(guildId: string, position: PositionRecord): void {
    if (this.#isClosed) return;
    const writers = this.#writers(guildId);
    writers.latestPosition = position;
    if (writers.state.isClean) writers.position.changed();
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
    await Promise.allSettled(guilds.map(({ position }) => position.durable()));
    for (const { state, position } of guilds) {
      state.close();
      position.close();
    }
  }

  /** What was left by the process before. @throws StoreError when it cannot be read */
  async load(): Promise<readonly SavedGuild[]> {
    const guildIds = await this.#parts.store.keys(SESSIONS);
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
    const position = read<PositionRecord>(await store.load(POSITIONS, guildId));
    return { guildId, ...saved, ...(position && { position }) };
  }

  #writers(guildId: string): GuildWriters {
    const known = this.#guilds.get(guildId);
    if (known) return known;
    const { store, read } = this.#parts;
    const writers: GuildWriters = {
      state: this.#writer(guildId, {
        read: () => toJson(read(guildId)),
        save: async (state) => {
          if (state !== undefined) {
            await store.save(SESSIONS, guildId, state);
            return writers.latestPosition && writers.position.changed();
          }
          await store.remove(SESSIONS, guildId);
          await store.remove(POSITIONS, guildId);
          this.#forget(guildId);
        },
      }),
      position: this.#writer(guildId, {
        read: () => toJson(writers.latestPosition),
        save: (position) => store.save(POSITIONS, guildId, position ?? null),
      }),
      latestPosition: undefined,
    };
    this.#guilds.set(guildId, writers);
    return writers;
  }

  #writer(guildId: string, act: Pick<ConstructorParameters<typeof LatestWriter>[0], 'read' | 'save'>): LatestWriter {
    const { clock, logger } = this.#parts;
    return new LatestWriter({
      ...act,
      clock,
      onTrouble: (error: TonearmError) =>
        logger.error('A session cannot be saved and would be lost in a crash; playback goes on', { guildId, error }),
      onRecovered: () => logger.info('A session is saved again', { guildId }),
    });
  }

  /** A change that came while the records were removed keeps its writers. */
  #forget(guildId: string): void {
    if (!this.#parts.read(guildId)) this.#guilds.delete(guildId);
  }
}

function toJson(value: GuildRecord | PositionRecord | undefined): Json | undefined {
  // Both are plain data by their types' promise; an interface has no index signature to show it.
  return value && ({ version: VERSION, value } as unknown as Json);
}

function read<T>(json: Json | undefined): T | undefined {
  const isOurs = typeof json === 'object' && json !== null && 'version' in json && json['version'] === VERSION;
  // What has our version was written by toJson above.
  return isOurs && 'value' in json ? (json['value'] as unknown as T) : undefined;
}
