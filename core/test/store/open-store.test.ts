import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import { expect } from 'chai';
import { SetupError } from '../../src/errors/setup-errors.js';
import type { StoreError } from '../../src/errors/store-errors.js';
import { SystemClock } from '../../src/runtime/clock.js';
import { type Logger, silentLogger } from '../../src/runtime/logger.js';
import { openStore, type OpenStoreOptions } from '../../src/store/open-store.js';
import type { Store } from '../../src/store/store.js';
import { FakeClock } from '../../src/testing/fake-clock.js';
import { rejection } from '../../src/testing/rejection.js';
import { itBehavesLikeAStore } from '../../src/testing/store-contract.js';
import { aTemporaryFolder } from './temporary-folder.js';

describe('openStore with SQLite', () => {
  const folder = aTemporaryFolder();
  const opened: Store[] = [];
  let path: string;
  let count = 0;

  beforeEach(() => {
    count += 1;
    path = join(folder, `${count}`, 'data', 'store.sqlite');
  });

  afterEach(async () => {
    for (const store of opened.splice(0)) await store.close();
  });

  async function open(options: Partial<OpenStoreOptions> = {}): Promise<Store> {
    const store = await openStore({ uri: path, clock: new SystemClock(), logger: silentLogger, ...options });
    opened.push(store);
    return store;
  }

  describe('as a store', () => {
    itBehavesLikeAStore((clock) => open({ clock }));
  });

  it('has the records again after it was closed and opened', async () => {
    const first = await open({ uri: `sqlite://${path}` });
    await first.save('sessions', 'guild', { queue: ['a', 'b'] });
    await first.save('settings', 'guild', { volume: 40 });
    await first.close();
    const second = await open();
    expect(await second.load('sessions', 'guild')).to.deep.equal({ queue: ['a', 'b'] });
    expect(await second.keys('settings')).to.deep.equal(['guild']);
  });

  it('remembers across a restart when a record ends', async () => {
    const clock = new FakeClock();
    const first = await open({ clock });
    await first.save('brief', 'key', 1, 5_000);
    await first.close();
    clock.jump(4_999);
    const second = await open({ clock });
    expect(await second.load('brief', 'key')).to.equal(1);
    clock.jump(1);
    expect(await second.load('brief', 'key')).to.equal(undefined);
  });

  it('has what was saved before the process was killed', async () => {
    const script = fileURLToPath(new URL('save-and-hang.js', import.meta.url));
    const child = spawn(process.execPath, [script, path], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const store = await open();
    expect(await store.load('sessions', 'guild')).to.deep.equal({ position: 42 });
  });

  it('keeps the database and its log for its owner alone', async () => {
    const store = await open();
    await store.save('sessions', 'guild', 'token');
    const modes = readdirSync(join(path, '..')).map((name) => statSync(join(path, '..', name)).mode & 0o777);
    expect(modes).to.deep.equal([0o600, 0o600, 0o600]);
  });

  it('takes a database that others could read away from them', async () => {
    await (await open()).close();
    chmodSync(path, 0o644);
    await open();
    expect(statSync(path).mode & 0o777).to.equal(0o600);
  });

  it('rejects a save in bounded time while another program holds the lock, and never stops the event loop', async () => {
    const store = await open({ lockPatienceMs: 200 });
    await store.save('settings', 'guild', 1);
    const other = new DatabaseSync(path);
    other.exec('BEGIN IMMEDIATE');
    const startedMs = performance.now();
    const longestPause = watchEventLoop();
    const saves = Array.from({ length: 50 }, (_, index) => rejection(store.save('settings', 'guild', index)));
    expect(await store.load('settings', 'guild')).to.equal(1);
    const errors = await Promise.all(saves);
    const tookMs = performance.now() - startedMs;
    const pauseMs = longestPause();
    other.exec('ROLLBACK');
    other.close();
    expect(errors.map((error) => (error as StoreError).code)).to.deep.equal(Array(50).fill('store'));
    expect((errors[0] as StoreError).message).to.contain('locked by another program');
    expect(tookMs).to.be.within(200, 1_500);
    expect(pauseMs).to.be.lessThan(50);
    await store.save('settings', 'guild', 2);
    expect(await store.load('settings', 'guild')).to.equal(2);
  });

  it('saves in the order asked for, also when the first has to wait for a lock and the second would not', async () => {
    const store = await open();
    const other = new DatabaseSync(path);
    other.exec('BEGIN IMMEDIATE');
    const first = store.save('settings', 'guild', 1);
    expect(await store.load('settings', 'guild')).to.equal(undefined);
    other.exec('ROLLBACK');
    other.close();
    const second = store.save('settings', 'guild', 2);
    await Promise.all([first, second]);
    expect(await store.load('settings', 'guild')).to.equal(2);
  });

  it('rejects a save that no longer fits, and still gives what it has', async () => {
    const store = await open({ maxBytes: 64 * 1024 });
    await store.save('settings', 'guild', 'small');
    const error = await rejection(store.save('settings', 'big', 'x'.repeat(100_000)));
    expect(error).to.have.property('code', 'store');
    expect((error as StoreError).message).to.contain('the disk is full');
    expect(await store.load('settings', 'guild')).to.equal('small');
  });

  it('rejects a load when it could not look, instead of saying that there is nothing', async () => {
    const store = await open();
    await store.save('settings', 'guild', 1);
    const other = new DatabaseSync(path);
    other.exec('DROP TABLE keyv');
    other.close();
    expect(await rejection(store.load('settings', 'guild'))).to.have.property('code', 'store');
    expect(await rejection(store.keys('settings'))).to.have.property('code', 'store');
    expect(await rejection(store.remove('settings', 'guild'))).to.have.property('code', 'store');
  });

  it('rejects a value that is not JSON', async () => {
    const store = await open();
    const circle: Record<string, never> = {};
    Object.assign(circle, { circle });
    expect(await rejection(store.save('settings', 'guild', circle))).to.have.property('code', 'store');
  });

  it('moves a file that is no database aside, says so, and opens a fresh one', async () => {
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, 'not a database, '.repeat(1_000));
    const said: string[] = [];
    const logger: Logger = { ...silentLogger, error: (message) => said.push(message) };
    const store = await open({ clock: new FakeClock(Date.UTC(2026, 0, 2, 3, 4, 5)), logger });
    await store.save('settings', 'guild', 1);
    expect(await store.load('settings', 'guild')).to.equal(1);
    expect(said).to.have.length(1);
    const aside = `${path}.corrupt-2026-01-02T03-04-05-000Z`;
    expect(readFileSync(aside, 'utf8')).to.match(/^not a database/);
  });

  it('moves a database with damaged pages aside', async () => {
    const first = await open();
    for (let index = 0; index < 200; index++) await first.save('settings', `${index}`, 'x'.repeat(500));
    await first.close();
    const bytes = readFileSync(path);
    bytes.fill(0xa5, 8_192, 40_960);
    writeFileSync(path, bytes);
    const second = await open();
    expect(await second.keys('settings')).to.deep.equal([]);
    expect(readdirSync(join(path, '..')).some((name) => name.includes('.corrupt-'))).to.equal(true);
  });

  it('says what to do when the folder cannot be made', async () => {
    writeFileSync(join(folder, 'a-file'), '');
    const error = await rejection(open({ uri: join(folder, 'a-file', 'data', 'store.sqlite') }));
    expect(error).to.have.property('code', 'store');
    expect((error as StoreError).message).to.contain('choose another folder');
  });

  it('says what to do when the file cannot be opened', async () => {
    mkdirSync(path, { recursive: true });
    const error = await rejection(open());
    expect(error).to.have.property('code', 'store');
    expect((error as StoreError).message).to.contain('choose another data folder');
  });

  for (const [options, words] of [
    [{ uri: '  ' }, 'The store has to be a file path or the address of a database'],
    [{ lockPatienceMs: Number.NaN }, 'lockPatienceMs has to be a number of milliseconds of at least 0, not NaN.'],
    [{ maxBytes: 0.5 }, 'maxBytes has to be a whole number of at least 1, not 0.5.'],
  ] as const) {
    it(`refuses ${inspect(options)}, saying what was expected and what came`, async () => {
      const clock = new FakeClock();
      const error = await rejection(openStore({ uri: path, clock, logger: silentLogger, ...options }));
      expect(error).to.be.instanceOf(SetupError).with.property('message').that.includes(words);
    });
  }
});

describe('openStore with another address', () => {
  const clock = new FakeClock();

  it('names the package to install', async () => {
    const error = await rejection(openStore({ uri: 'redis://user:secret@localhost:1', clock, logger: silentLogger }));
    expect(error).to.have.property('code', 'setup');
    expect((error as Error).message).to.match(/npm install @keyv\/redis@6/);
    expect((error as Error).message).not.to.contain('secret');
  });

  it('refuses what it does not know, and lists what it does', async () => {
    const error = await rejection(openStore({ uri: 'ftp://example', clock, logger: silentLogger }));
    expect(error).to.have.property('code', 'setup');
    expect((error as Error).message)
      .to.contain('sqlite://')
      .and.to.contain('redis://');
  });
});

/** Measures the longest time in milliseconds for which the event loop stood still, until the returned function asks. */
function watchEventLoop(): () => number {
  let lastMs = performance.now();
  let longestMs = 0;
  const timer = setInterval(() => {
    const nowMs = performance.now();
    longestMs = Math.max(longestMs, nowMs - lastMs);
    lastMs = nowMs;
  }, 1);
  return () => {
    clearInterval(timer);
    return Math.max(longestMs, performance.now() - lastMs);
  };
}
