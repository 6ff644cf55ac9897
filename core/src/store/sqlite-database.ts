import { chmodSync, closeSync, existsSync, mkdirSync, openSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreError } from '../errors/store-errors.js';
import type { Clock } from '../runtime/clock.js';
import type { Logger } from '../runtime/logger.js';
import { explainSqliteFailure, isCorrupt, isLocked } from './sqlite-failures.js';

/** Which file, and how patient to be with it. */
export interface SqliteDatabaseOptions {
  /** The file; its folder is made when it is missing. */
  readonly path: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly lockPatienceMs: number;
  /** The file never grows beyond this many bytes; writes then fail. */
  readonly maxBytes?: number;
}

const RETRY_EVERY_MS = 20;
/** Its owner may read and write. */
const PRIVATE = 0o600;

/**
 * Opens the database, ready for use. A damaged file is moved aside, with a line in the log, and a fresh one opened.
 * The caller closes it. @throws StoreError that says what to do
 */
export async function openSqliteDatabase(options: SqliteDatabaseOptions): Promise<DatabaseSync> {
  makeFolder(dirname(options.path));
  try {
    return await openPatiently(options);
  } catch (error) {
    if (!isCorrupt(error)) throw asStoreError(error, options.path);
    moveAside(options, error);
  }
  try {
    return await openPatiently(options);
  } catch (error) {
    throw asStoreError(error, options.path);
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    throw new StoreError(
      `The data folder “${folder}” cannot be made. Give this user the right to write there, or choose another folder.`,
      { cause },
    );
  }
}

async function openPatiently(options: SqliteDatabaseOptions): Promise<DatabaseSync> {
  const untilMs = options.clock.monotonic() + options.lockPatienceMs;
  for (;;) {
    try {
      return open(options);
    } catch (error) {
      if (!isLocked(error) || options.clock.monotonic() >= untilMs) throw error;
    }
    await options.clock.sleep(RETRY_EVERY_MS);
  }
}

function open(options: SqliteDatabaseOptions): DatabaseSync {
  const { path, maxBytes } = options;
  keepPrivate(options);
  // Without a timeout SQLite never blocks the event loop to wait for a lock.
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    database.exec('PRAGMA journal_mode = WAL');
    // With WAL a commit survives the death of the process; losing power may lose the last commits, never the file.
    database.exec('PRAGMA synchronous = NORMAL');
    if (maxBytes !== undefined) database.exec(`PRAGMA max_page_count = ${pagesIn(maxBytes, database)}`);
    const [finding] = database.prepare('PRAGMA quick_check(1)').all();
    if (finding?.['quick_check'] !== 'ok') throw new DamagedPagesError(String(finding?.['quick_check']));
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** For its owner alone: it holds tokens of interactions. SQLite gives its log and its index the mode of the database. */
function keepPrivate({ path, logger }: SqliteDatabaseOptions): void {
  try {
    closeSync(openSync(path, 'a', PRIVATE));
    chmodSync(path, PRIVATE);
  } catch (error) {
    // Where the file cannot be used at all, SQLite says so next.
    logger.debug('The database could not be made private', { path, error });
  }
}

function pagesIn(bytes: number, database: DatabaseSync): number {
  const row = database.prepare('PRAGMA page_size').get();
  return Math.max(1, Math.floor(bytes / Number(row?.['page_size'] ?? 4096)));
}

function moveAside({ path, clock, logger }: SqliteDatabaseOptions, error: unknown): void {
  const time = new Date(clock.now()).toISOString().replaceAll(/[:.]/g, '-');
  const aside = `${path}.corrupt-${time}`;
  try {
    // SQLite takes its log away when it closes the file. If another process kept it, a fresh file must not find it.
    for (const suffix of ['', '-wal', '-shm']) {
      if (existsSync(path + suffix)) renameSync(path + suffix, aside + suffix);
    }
  } catch (cause) {
    throw new StoreError(`The database “${path}” is damaged and cannot be moved aside. Move or delete it yourself.`, {
      cause,
    });
  }
  logger.error('The database is damaged; it was moved aside and a fresh one takes its place', { path, aside, error });
}

function asStoreError(error: unknown, path: string): StoreError {
  return error instanceof StoreError ? error : new StoreError(explainSqliteFailure(error, path), { cause: error });
}

/** SQLite reads the file, but pages in it contradict each other. */
class DamagedPagesError extends Error {
  /** SQLITE_CORRUPT */
  readonly errcode = 11;
}
