import assert from 'node:assert/strict';
import { StoreError } from '../errors/store-errors.js';
import type { Clock } from '../runtime/clock.js';
import type { Json, Store } from '../store/store.js';
import { FakeClock } from './fake-clock.js';
import { rejection } from './rejection.js';

/**
 * What every store promises. Call it inside a `describe`; it closes the stores that it asks for.
 * @param make a fresh, empty store that tells the time by the clock
 */
export function itBehavesLikeAStore(make: (clock: Clock) => Promise<Store>): void {
  let clock: FakeClock;
  let store: Store;

  beforeEach(async () => {
    clock = new FakeClock();
    store = await make(clock);
  });

  afterEach(() => store.close());

  it('gives back what was saved', async () => {
    const value: Json = {
      name: 'Überraschung 🎵 \u0000 ’',
      nested: [{ a: [1, 2.5, null, true] }, ''],
      deep: { er: {} },
    };
    await store.save('settings', 'guild', value);
    assert.deepEqual(await store.load('settings', 'guild'), value);
  });

  for (const value of [null, false, 0, '', ':base64:AAAA', ':bigint:1', [], {}] satisfies Json[]) {
    it(`gives back ${JSON.stringify(value)} unchanged`, async () => {
      await store.save('settings', 'guild', value);
      assert.deepEqual(await store.load('settings', 'guild'), value);
    });
  }

  it('knows nothing of a key that was never saved', async () => {
    assert.equal(await store.load('settings', 'nobody'), undefined);
  });

  it('replaces a record, and keeps the order of saves that nobody waited for', async () => {
    await Promise.all([1, 2, 3].map((value) => store.save('settings', 'guild', value)));
    assert.equal(await store.load('settings', 'guild'), 3);
  });

  it('keeps namespaces apart', async () => {
    await store.save('a', 'key', 1);
    await store.save('b', 'key', 2);
    await store.remove('a', 'key');
    assert.deepEqual([await store.load('a', 'key'), await store.load('b', 'key')], [undefined, 2]);
  });

  it('takes any text as a key, also one that looks like its namespace', async () => {
    const keys = ['', 'plain', 'ns:plain', 'ns::plain', "o'clock; --", '%', 'ключ 🎵', 'x'.repeat(1_000)];
    for (const key of keys) await store.save('ns', key, key);
    for (const key of keys) assert.equal(await store.load('ns', key), key);
    assert.deepEqual([...(await store.keys('ns'))].sort(), [...keys].sort());
  });

  it('lists more keys than fit into one page', async () => {
    const keys = Array.from({ length: 1_201 }, (_, index) => `k${index}`);
    await Promise.all(keys.map((key) => store.save('many', key, null)));
    assert.deepEqual([...(await store.keys('many'))].sort(), [...keys].sort());
  });

  it('lists the keys of an unknown namespace as none', async () => {
    assert.deepEqual(await store.keys('nothing'), []);
  });

  it('forgets a removed record, and does not mind removing what is not there', async () => {
    await store.save('settings', 'guild', 1);
    await store.remove('settings', 'guild');
    await store.remove('settings', 'guild');
    assert.equal(await store.load('settings', 'guild'), undefined);
    assert.deepEqual(await store.keys('settings'), []);
  });

  it('forgets a record when its time is up, not before', async () => {
    await store.save('brief', 'key', 1, 1_000);
    clock.jump(999);
    assert.equal(await store.load('brief', 'key'), 1);
    assert.deepEqual(await store.keys('brief'), ['key']);
    clock.jump(1);
    assert.equal(await store.load('brief', 'key'), undefined);
    assert.deepEqual(await store.keys('brief'), []);
  });

  it('keeps a record for ever that was saved again without an end', async () => {
    await store.save('brief', 'key', 1, 1_000);
    await store.save('brief', 'key', 2);
    clock.jump(365 * 86_400_000);
    assert.equal(await store.load('brief', 'key'), 2);
  });

  it('is not changed by what happens to a value after it was saved or loaded', async () => {
    const list = [1];
    await store.save('settings', 'guild', list);
    list.push(2);
    assert.deepEqual(await store.load('settings', 'guild'), [1]);
  });

  it('rejects everything once it is closed, and may be closed twice', async () => {
    await store.close();
    await store.close();
    assert.ok((await rejection(store.save('settings', 'guild', 1))) instanceof StoreError);
    assert.ok((await rejection(store.load('settings', 'guild'))) instanceof StoreError);
    assert.ok((await rejection(store.keys('settings'))) instanceof StoreError);
  });
}
