import type { KeyvStorageAdapter } from 'keyv';
import { SetupError } from '../errors/setup-errors.js';
import type { Clock } from '../runtime/clock.js';
import { expectWhole } from '../runtime/expect.js';
import type { Logger } from '../runtime/logger.js';
import { importAdapter } from './import-adapter.js';
import { KeyvStore } from './keyv-store.js';
import { openSqliteStore } from './sqlite-store.js';
import type { Store } from './store.js';

/** Which database, and how patient to be with it. */
export interface OpenStoreOptions {
  /** A file path or a `sqlite://` address for SQLite; `redis://`, `postgres://`, `mysql://` … for another database. */
  readonly uri: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** How long a SQLite write tries again while another program holds the lock, in milliseconds. */
  readonly lockPatienceMs?: number;
  /** A SQLite file never grows beyond this many bytes; writes then fail. No limit without it. */
  readonly maxBytes?: number;
}

const DEFAULTS = { lockPatienceMs: 1_000 };

interface AdapterPackage {
  readonly name: string;
  /** The release that fits our Keyv. */
  readonly version: string;
}

const REDIS: AdapterPackage = { name: '@keyv/redis', version: '6.0.0-rc.1' };
const POSTGRES: AdapterPackage = { name: '@keyv/postgres', version: '6.0.0-beta.4' };

/** Which Keyv adapter speaks to what. They are installed by who uses them. */
const ADAPTERS: Readonly<Record<string, AdapterPackage>> = {
  redis: REDIS,
  rediss: REDIS,
  postgres: POSTGRES,
  postgresql: POSTGRES,
};

/**
 * Opens the store that an address names. Who opens it closes it.
 * @throws SetupError when nothing here knows such an address, or its package is not installed
 * @throws StoreError when the database cannot be used; the message says what to do
 */
export async function openStore(options: OpenStoreOptions): Promise<Store> {
  const { uri, lockPatienceMs = 0, maxBytes = 1 } = options;
  if (uri.trim() === '') throw new SetupError('The store has to be a file path or the address of a database, not “”.');
  if (!(lockPatienceMs >= 0)) {
    throw new SetupError(`lockPatienceMs has to be a number of milliseconds of at least 0, not ${lockPatienceMs}.`);
  }
  expectWhole('maxBytes', maxBytes, 1);
  const scheme = /^([a-z][a-z+]+):\/\//i.exec(options.uri)?.[1]?.toLowerCase();
  if (scheme === undefined || scheme === 'sqlite') {
    return openSqliteStore({ ...DEFAULTS, ...options, path: options.uri.replace(/^sqlite:\/\//i, '') });
  }
  const adapter = ADAPTERS[scheme];
  if (adapter === undefined) {
    const known = ['sqlite', ...Object.keys(ADAPTERS)].map((name) => `${name}://`).join(', ');
    throw new SetupError(`No store opens an address like ${scheme}://… Use a file path, or one of: ${known}.`);
  }
  const Adapter = await importAdapter(`${adapter.name}@${adapter.version}`, () => loadClass(adapter.name));
  return new KeyvStore({
    ...options,
    adapter: () => new Adapter(options.uri),
    // The address may hold a password, so only its scheme is said.
    explain: () => `The ${scheme} database did not take or give a record. Is it running and reachable?`,
  });
}

type AdapterClass = new (uri: string) => KeyvStorageAdapter;

async function loadClass(packageName: string): Promise<AdapterClass> {
  const loaded: { readonly default?: unknown } = await import(packageName);
  if (typeof loaded.default !== 'function') throw new SetupError(`${packageName} is not a Keyv adapter.`);
  // Keyv's own adapters all export their class so, and take the address alone.
  return loaded.default as AdapterClass;
}
