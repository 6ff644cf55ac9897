import { EventEmitter } from 'node:events';
import { expect } from 'chai';
import { type KeyvStorageAdapter, type KeyvStorageCapability, keyvStorageCapability } from 'keyv';
import { type Logger, silentLogger } from '../../src/runtime/logger.js';
import { KeyvStore } from '../../src/store/keyv-store.js';
import { FakeClock } from '../../src/testing/fake-clock.js';
import { rejection } from '../../src/testing/rejection.js';

/** An adapter as Keyv's own are: a refused write is `false` and an event, a failed read throws. */
class MoodyAdapter extends EventEmitter {
  namespace: string | undefined;
  mood: 'good' | 'refuses silently' | 'fails' = 'good';
  readonly #records = new Map<string, unknown>();

  get capabilities(): KeyvStorageCapability {
    return keyvStorageCapability(this);
  }

  async get(key: string): Promise<unknown> {
    if (this.mood === 'fails' && key === '=bad') throw new Error('read failed');
    return this.#records.get(key);
  }

  async set(key: string, value: unknown): Promise<boolean> {
    if (this.mood === 'refuses silently') return false;
    if (this.mood === 'fails' && key === '=bad') {
      this.emit('error', new Error('write failed'));
      return false;
    }
    this.#records.set(key, value);
    return true;
  }

  async delete(key: string): Promise<boolean> {
    return this.#records.delete(key);
  }

  async *iterator(): AsyncGenerator<[string, unknown]> {
    yield* this.#records;
  }
}

describe('KeyvStore', () => {
  const warnings: string[] = [];
  const logger: Logger = { ...silentLogger, warn: (message) => warnings.push(message) };
  let adapter: MoodyAdapter;
  let store: KeyvStore;

  beforeEach(() => {
    warnings.length = 0;
    adapter = new MoodyAdapter();
    store = new KeyvStore({
      // The rest of the adapter's interface is for methods that the store does not call.
      adapter: () => adapter as unknown as KeyvStorageAdapter,
      explain: (error) => `No luck: ${error instanceof Error ? error.message : 'no reason given'}`,
      clock: new FakeClock(),
      logger,
    });
  });

  it('rejects a save that the adapter refuses without a word', async () => {
    adapter.mood = 'refuses silently';
    const error = await rejection(store.save('settings', 'guild', 1));
    expect(error).to.include({ code: 'store', message: 'No luck: no reason given' });
  });

  it('gives an error to the operation that it belongs to, and to no other that runs at the same time', async () => {
    await store.save('settings', 'good', 1);
    adapter.mood = 'fails';
    const [read, bad, missing, failedSave, goodSave] = await Promise.allSettled([
      store.load('settings', 'good'),
      store.load('settings', 'bad'),
      store.load('settings', 'missing'),
      store.save('settings', 'bad', 1),
      store.save('settings', 'other', 1),
    ]);
    expect(read).to.deep.equal({ status: 'fulfilled', value: 1 });
    expect(bad).to.have.nested.property('reason.message', 'No luck: read failed');
    expect(missing).to.deep.equal({ status: 'fulfilled', value: undefined });
    expect(failedSave).to.have.nested.property('reason.cause.message', 'write failed');
    expect(goodSave).to.have.property('status', 'fulfilled');
  });

  it('leaves the event loop to others while it reads many keys', async () => {
    for (let number = 0; number < 100; number++) await store.save('settings', `${number}`, number);
    let turns = 0;
    let going = true;
    const count = () => {
      turns += 1;
      if (going) setImmediate(count);
    };
    setImmediate(count);
    expect(await store.keys('settings')).to.have.length(100);
    going = false;
    expect(turns).to.be.at.least(5);
  });

  it('logs an error that belongs to no operation, and lives on', async () => {
    await store.save('settings', 'guild', 1);
    adapter.emit('error', new Error('connection lost'));
    expect(warnings).to.have.length(1);
    expect(await store.load('settings', 'guild')).to.equal(1);
  });
});
