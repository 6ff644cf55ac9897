import type { QueueEntry } from '../playback/queue-entry.js';
import type { RequestRecord } from '../playback/request-record.js';
import type { SessionRecord } from '../playback/session-record.js';
import type { Logger } from '../runtime/logger.js';
import type { Json, Store } from '../store/store.js';
import { piecesOf, type QueuePiece } from './queue-pieces.js';

/** Everything of one guild that changes together. */
export interface GuildRecord {
  /** `null` once the session is over and only last words have to arrive. */
  readonly session: SessionRecord | null;
  readonly requests: readonly RequestRecord[];
}

export interface GuildRecordsParts {
  readonly store: Store;
  readonly logger: Logger;
}

/** The one record in which all of a guild changes. A long queue is not in it: it names the pieces that make it up. */
interface Head extends GuildRecord {
  /** In order; behind what the session's own queue holds. */
  readonly pieces?: readonly string[];
}

interface OnDisk {
  /** Those that the head names. */
  readonly pieces: readonly QueuePiece[];
  /** Everything that may lie there, also what no head names. */
  readonly names: Set<string>;
}

/** The first version had every queue in its head; what it wrote is read as a head without pieces. */
const VERSION = 2;
const READABLE = [1, VERSION];
const HEADS = 'sessions';
const PIECES = 'queues';

/**
 * The records of guilds in the store. Of a long queue only the pieces that changed are written, then the head that names
 * them, then the old ones are removed: a piece never changes, so whichever head a crash leaves finds the queue it had.
 * Calls for one guild have to follow each other.
 */
export class GuildRecords {
  readonly #parts: GuildRecordsParts;
  readonly #onDisk = new Map<string, OnDisk>();

  constructor(parts: GuildRecordsParts) {
    this.#parts = parts;
  }

  /** Resolves once all of it is durable. @throws StoreError when it is not; then the last one that was is still whole */
  async save(guildId: string, record: GuildRecord): Promise<void> {
    const { store } = this.#parts;
    const before = this.#onDisk.get(guildId);
    const pieces = piecesOf(record.session?.upcoming ?? [], before?.pieces ?? []);
    const names = before?.names ?? new Set();
    if (pieces.length > 0) this.#onDisk.set(guildId, { pieces: before?.pieces ?? [], names });
    const isNew = (piece: QueuePiece) => !before?.pieces.includes(piece);
    await Promise.all(
      pieces.filter(isNew).map(({ name, entries }) => {
        names.add(name);
        return store.save(PIECES, keyOf(guildId, name), asJson(entries));
      }),
    );
    await store.save(HEADS, guildId, headOf(record, pieces));
    this.#onDisk.set(guildId, { pieces, names });
    await this.#removePieces(guildId, names, new Set(pieces.map(({ name }) => name)));
    if (names.size === 0) this.#onDisk.delete(guildId);
  }

  /** @throws StoreError when it is still there */
  async remove(guildId: string): Promise<void> {
    await this.#parts.store.remove(HEADS, guildId);
    await this.#removePieces(guildId, this.#onDisk.get(guildId)?.names ?? new Set(), new Set());
    this.#onDisk.delete(guildId);
  }

  /** What was left by the process before, by guild. Pieces that belong to none of it are removed. @throws StoreError */
  async load(): Promise<ReadonlyMap<string, GuildRecord>> {
    const { store, logger } = this.#parts;
    const guildIds = await store.keys(HEADS);
    const heads = await Promise.all(
      guildIds.map(async (guildId) => [guildId, readHead(await store.load(HEADS, guildId))] as const),
    );
    for (const [guildId, head] of heads) {
      if (!head) logger.warn('A saved session is of another version and is left alone', { guildId });
    }
    await this.#sweep(new Map(heads));
    const records = heads.map(
      async ([guildId, head]) => head && ([guildId, await this.#whole(guildId, head)] as const),
    );
    return new Map((await Promise.all(records)).filter((record) => record !== undefined));
  }

  async #whole(guildId: string, { pieces: names = [], ...record }: Head): Promise<GuildRecord> {
    const { session } = record;
    if (!session || names.length === 0) return record;
    const { store, logger } = this.#parts;
    const loaded = await Promise.all(
      names.map(async (name): Promise<QueuePiece | undefined> => {
        const entries = await store.load(PIECES, keyOf(guildId, name));
        // What lies under such a name was written by `save` above.
        return entries === undefined ? undefined : { name, entries: entries as unknown as readonly QueueEntry[] };
      }),
    );
    const pieces = loaded.filter((piece) => piece !== undefined);
    const lost = names.length - pieces.length;
    if (lost > 0) logger.error('A part of a saved queue is missing; the rest of it goes on', { guildId, pieces: lost });
    this.#onDisk.set(guildId, { pieces, names: new Set(names) });
    const upcoming = [...session.upcoming, ...pieces.flatMap(({ entries }) => entries)];
    return { ...record, session: { ...session, upcoming } };
  }

  /** A crash leaves pieces whose head was not written yet, or which an older head had named. */
  async #sweep(heads: ReadonlyMap<string, Head | undefined>): Promise<void> {
    const { store } = this.#parts;
    for (const key of await store.keys(PIECES)) {
      const { guildId, name } = partsOf(key);
      const isUnreadable = heads.has(guildId) && !heads.get(guildId);
      if (isUnreadable || heads.get(guildId)?.pieces?.includes(name)) continue;
      await store.remove(PIECES, key);
    }
  }

  /** What cannot be removed now is, the next time: nothing that is named depends on it. */
  async #removePieces(guildId: string, names: Set<string>, except: ReadonlySet<string>): Promise<void> {
    for (const name of [...names].filter((one) => !except.has(one))) {
      try {
        await this.#parts.store.remove(PIECES, keyOf(guildId, name));
        names.delete(name);
      } catch (error) {
        this.#parts.logger.debug('A piece of an older queue could not be removed yet', { guildId, error });
      }
    }
  }
}

function headOf(record: GuildRecord, pieces: readonly QueuePiece[]): Json {
  const { session } = record;
  if (!session || pieces.length === 0) return asJson({ version: VERSION, value: record });
  const value: Head = { ...record, session: { ...session, upcoming: [] }, pieces: pieces.map(({ name }) => name) };
  return asJson({ version: VERSION, value });
}

function readHead(json: Json | undefined): Head | undefined {
  if (typeof json !== 'object' || json === null || !('version' in json) || !('value' in json)) return undefined;
  // What has one of our versions was written by headOf, or by the version before it.
  return READABLE.some((version) => version === json['version']) ? (json['value'] as unknown as Head) : undefined;
}

/** Records are plain data by their types' promise; an interface has no index signature to show it. */
function asJson(value: object): Json {
  return value as unknown as Json;
}

function keyOf(guildId: string, name: string): string {
  return `${guildId}/${name}`;
}

function partsOf(key: string): { readonly guildId: string; readonly name: string } {
  const at = key.lastIndexOf('/');
  return { guildId: key.slice(0, at), name: key.slice(at + 1) };
}
