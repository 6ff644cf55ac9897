import { expect } from 'chai';
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
    expect(await store.load('settings', 'guild')).to.deep.equal(value);
  });

  for (const value of [null, false, 0, '', ':base64:AAAA', ':bigint:1', [], {}] satisfies Json[]) {
    it(`gives back ${JSON.stringify(value)} unchanged`, async () => {
      await store.save('settings', 'guild', value);
      expect(await store.load('settings', 'guild')).to.deep.equal(value);
    });
  }

  it('knows nothing of a key that was never saved', async () => {
    expect(await store.load('settings', 'nobody')).to.equal(undefined);
  });

  it('replaces a record, and keeps the order of saves that nobody waited for', async () => {
    await Promise.all([1, 2, 3].map((value) => store.save('settings', 'guild', value)));
    expect(await store.load('settings', 'guild')).to.equal(3);
  });

  it('keeps namespaces apart', async () => {
    await store.save('a', 'key', 1);
    await store.save('b', 'key', 2);
    await store.remove('a', 'key');
    expect([await store.load('a', 'key'), await store.load('b', 'key')]).to.deep.equal([undefined, 2]);
  });

  it('takes any text as a key, also one that looks like its namespace', async () => {
    const keys = ['', 'plain', 'ns:plain', 'ns::plain', "o'clock; --", '%', 'ключ 🎵', 'x'.repeat(1_000)];
    for (const key of keys) await store.save('ns', key, key);
    for (const key of keys) expect(await store.load('ns', key)).to.equal(key);
    expect([...(await store.keys('ns'))].sort()).to.deep.equal([...keys].sort());
  });

  it('lists more keys than fit into one page', async () => {
    const keys = Array.from({ length: 1_201 }, (_, index) => `k${index}`);
    await Promise.all(keys.map((key) => store.save('many', key, null)));
    expect([...(await store.keys('many'))].sort()).to.deep.equal([...keys].sort());
  });

  it('lists the keys of an unknown namespace as none', async () => {
    expect(await store.keys('nothing')).to.deep.equal([]);
  });

  it('forgets a removed record, and does not mind removing what is not there', async () => {
    await store.save('settings', 'guild', 1);
    await store.remove('settings', 'guild');
    await store.remove('settings', 'guild');
    expect(await store.load('settings', 'guild')).to.equal(undefined);
    expect(await store.keys('settings')).to.deep.equal([]);
  });

  it('forgets a record when its time is up, not before', async () => {
    await store.save('brief', 'key', 1, 1_000);
    clock.jump(999);
    expect(await store.load('brief', 'key')).to.equal(1);
    expect(await store.keys('brief')).to.deep.equal(['key']);
    clock.jump(1);
    expect(await store.load('brief', 'key')).to.equal(undefined);
    expect(await store.keys('brief')).to.deep.equal([]);
  });

  it('keeps a record for ever that was saved again without an end', async () => {
    await store.save('brief', 'key', 1, 1_000);
    await store.save('brief', 'key', 2);
    clock.jump(365 * 86_400_000);
    expect(await store.load('brief', 'key')).to.equal(2);
  });

  it('is not changed by what happens to a value after it was saved or loaded', async () => {
    const list = [1];
    await store.save('settings', 'guild', list);
    list.push(2);
    expect(await store.load('settings', 'guild')).to.deep.equal([1]);
  });

  it('rejects everything once it is closed, and may be closed twice', async () => {
    await store.close();
    await store.close();
    expect(await rejection(store.save('settings', 'guild', 1))).to.have.property('code', 'store');
    expect(await rejection(store.load('settings', 'guild'))).to.have.property('code', 'store');
    expect(await rejection(store.keys('settings'))).to.have.property('code', 'store');
  });
}
