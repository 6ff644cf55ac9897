import { StoreError } from '../errors/store-errors.js';
import { KeyvStore } from './keyv-store.js';
import { importAdapter } from './import-adapter.js';
import { SqliteConnection } from './sqlite-connection.js';
import { openSqliteDatabase, type SqliteDatabaseOptions } from './sqlite-database.js';
import { explainSqliteFailure } from './sqlite-failures.js';
import type { Store } from './store.js';

/** docs/contributing/decisions/sqlite.md says why. */
const INSTALL =
  '@keyv/sqlite@6.0.0-beta.4, with "overrides": {"@keyv/sqlite": {"better-sqlite3": "13.2.0"}} in your package.json, so that nothing is compiled.';

/**
 * A store in one SQLite file, by @keyv/sqlite on Node's own SQLite. A record that was saved survives the death of the
 * process. @throws SetupError when @keyv/sqlite is not installed @throws StoreError when the file cannot be used
 */
export async function openSqliteStore(options: SqliteDatabaseOptions): Promise<Store> {
  const { KeyvSqlite } = await importAdapter(INSTALL, () => import('@keyv/sqlite'));
  const { path, clock, logger } = options;
  const connection = new SqliteConnection(await openSqliteDatabase(options), options);
  // Every namespace has an adapter, all share the connection, and the store closes it.
  const shared = { query: connection.query.bind(connection), close: async () => {} };
  const driver = { name: 'custom' as const, connect: async () => shared };
  const adapter = () => new KeyvSqlite({ uri: `sqlite://${path}`, driver, iterationLimit: 500 });
  const explain = (error: unknown) => explainSqliteFailure(error, path);
  try {
    const first = adapter();
    await first.ready;
    await first.clearExpired();
  } catch (cause) {
    await connection.close();
    throw new StoreError(explain(cause), { cause });
  }
  return new KeyvStore({ adapter, explain, clock, logger, close: () => connection.close() });
}
