import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { Clock } from '../runtime/clock.js';
import { isLocked } from './sqlite-failures.js';

/** How patient a connection is. */
export interface SqliteConnectionOptions {
  readonly clock: Clock;
  /** How long a write tries again while another program holds the lock, in milliseconds. */
  readonly lockPatienceMs: number;
}

/** How long to wait before the next try for a lock. */
const RETRY_EVERY_MS = 20;

/**
 * One open database, as @keyv/sqlite wants its driver's connection to be. SQLite works synchronously and never waits
 * for a lock here: a lock is asked for again by our clock, while the event loop runs on. Writes keep their order.
 */
export class SqliteConnection {
  readonly #database: DatabaseSync;
  readonly #options: SqliteConnectionOptions;
  readonly #statements = new Map<string, StatementSync>();
  #lastWrite: Promise<unknown> = Promise.resolve();

  /** Takes over the database, which must have been opened with a timeout of 0. */
  constructor(database: DatabaseSync, options: SqliteConnectionOptions) {
    this.#database = database;
    this.#options = options;
  }

  /** The rows; none for a statement that gives none. Rejects with SQLite's error. */
  query(sql: string, ...parameters: unknown[]): Promise<unknown[]> {
    const untilMs = this.#options.clock.monotonic() + this.#options.lockPatienceMs;
    // What KeyvSqlite binds is strings, numbers and null.
    const values = parameters as SQLInputValue[];
    if (/^\s*(SELECT|PRAGMA)/i.test(sql)) return this.#tryUntil(untilMs, sql, values);
    const write = this.#lastWrite.then(() => this.#tryUntil(untilMs, sql, values));
    this.#lastWrite = write.catch(() => {});
    return write;
  }

  /** Waits for the writes under way; folds the write-ahead log into the file. */
  async close(): Promise<void> {
    await this.#lastWrite;
    this.#statements.clear();
    if (this.#database.isOpen) this.#database.close();
  }

  async #tryUntil(untilMs: number, sql: string, values: readonly SQLInputValue[]): Promise<unknown[]> {
    for (;;) {
      try {
        return this.#prepare(sql).all(...values);
      } catch (error) {
        if (!isLocked(error) || this.#options.clock.monotonic() >= untilMs) throw error;
      }
      await this.#options.clock.sleep(RETRY_EVERY_MS);
    }
  }

  /** KeyvSqlite has about ten texts for what we use of it, so the map stays small. */
  #prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}
