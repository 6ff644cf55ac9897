import { expect } from 'chai';
import { PLAIN_SOUND } from '../../src/audio/sound.js';
import { StoreError } from '../../src/errors/store-errors.js';
import { type GuildRecord, GuildRecords } from '../../src/journal/guild-records.js';
import type { QueueEntry } from '../../src/playback/queue-entry.js';
import { NO_RULES } from '../../src/playback/queue-rules.js';
import { silentLogger } from '../../src/runtime/logger.js';
import { MemoryStore } from '../../src/store/memory-store.js';
import type { Json } from '../../src/store/store.js';
import { FakeClock } from '../../src/testing/fake-clock.js';
import { aTrackEntry } from './a-track-entry.js';

const MODES = { loop: 'off', autoplay: false, stay: false, rules: NO_RULES } as const;
const QUEUE = Array.from({ length: 1_000 }, (_, index) => aTrackEntry(`entry-${index}`));

function aRecord(upcoming: readonly QueueEntry[]): GuildRecord {
  const session = { channelId: 'lounge', playing: null, sound: PLAIN_SOUND, upcoming, history: [], modes: MODES };
  return { session, requests: [] };
}

/** A store that counts what is written, and may die before or after any of it. */
class CountingStore extends MemoryStore {
  written: { readonly namespace: string; readonly bytes: number }[] = [];
  /** How many more writes and removals take place; after that, the disk is gone. */
  left = Number.POSITIVE_INFINITY;

  override save(namespace: string, key: string, value: Json): Promise<void> {
    this.#spend();
    this.written.push({ namespace, bytes: JSON.stringify(value).length });
    return super.save(namespace, key, value);
  }

  override remove(namespace: string, key: string): Promise<void> {
    this.#spend();
    return super.remove(namespace, key);
  }

  #spend(): void {
    if (this.left === 0) throw new StoreError('The disk is gone.');
    this.left -= 1;
  }
}

describe('GuildRecords', () => {
  let store: CountingStore;
  let records: GuildRecords;
  const begin = () => new GuildRecords({ store, logger: silentLogger });
  const idsOf = (record: GuildRecord | undefined) => record?.session?.upcoming.map(({ id }) => id);
  const loaded = async () => idsOf((await begin().load()).get('guild'));
  const ids = (queue: readonly QueueEntry[]) => queue.map(({ id }) => id);

  beforeEach(() => {
    store = new CountingStore(new FakeClock());
    records = begin();
  });

  /** What saving this writes, in bytes. */
  async function bytesOf(queue: readonly QueueEntry[], by = records): Promise<number> {
    store.written = [];
    await by.save('guild', aRecord(queue));
    return store.written.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  it('keep a short queue in one record', async () => {
    await records.save('guild', aRecord(QUEUE.slice(0, 64)));
    expect(store.written.map(({ namespace }) => namespace)).to.deep.equal(['sessions']);
    expect(await loaded()).to.deep.equal(ids(QUEUE.slice(0, 64)));
  });

  it('give a long queue back whole, and write of it only what changed', async () => {
    const whole = await bytesOf(QUEUE);
    expect(await loaded()).to.deep.equal(ids(QUEUE));
    const changes: readonly (readonly QueueEntry[])[] = [
      QUEUE.slice(1),
      QUEUE.slice(2),
      QUEUE.slice(2).toSpliced(400, 1),
      [aTrackEntry('urgent'), ...QUEUE.slice(2)],
      [...QUEUE.slice(2), aTrackEntry('last')],
    ];
    for (const queue of changes) {
      expect(await bytesOf(queue)).to.be.below(whole / 5);
      expect(await loaded()).to.deep.equal(ids(queue));
    }
  });

  it('write nothing anew of what the process before has left', async () => {
    const whole = await bytesOf(QUEUE);
    const next = begin();
    const left = (await next.load()).get('guild')?.session?.upcoming ?? [];
    expect(await bytesOf(left.slice(1), next)).to.be.below(whole / 5);
    expect(await loaded()).to.deep.equal(ids(QUEUE.slice(1)));
  });

  it('are the queue of before or the one of after, wherever a crash comes between', async () => {
    const after = [...QUEUE.slice(300), ...QUEUE.slice(0, 300).toReversed()];
    let seen = '';
    for (let writes = 0, isOver = false; !isOver; writes += 1) {
      store = new CountingStore(new FakeClock());
      await begin().save('guild', aRecord(QUEUE));
      const dying = begin();
      await dying.load();
      store.left = writes;
      await dying.save('guild', aRecord(after)).catch(() => {});
      isOver = store.left > 0;
      store.left = Number.POSITIVE_INFINITY;
      const found = String(await loaded());
      if (found === String(ids(QUEUE))) seen += 'before ';
      else seen += found === String(ids(after)) ? 'after ' : 'torn ';
    }
    expect(seen).to.match(/^(before ){10,}(after ){10,}$/);
  });

  it('leave no piece behind that nothing names', async () => {
    await records.save('guild', aRecord(QUEUE));
    await records.save('guild', aRecord(QUEUE.slice(500)));
    const named = (await store.keys('queues')).length;
    await records.save('guild', aRecord(QUEUE.slice(990)));
    expect(named).to.be.within(5, 40);
    expect(await store.keys('queues')).to.deep.equal([]);
    await records.save('guild', aRecord(QUEUE));
    await records.remove('guild');
    expect([await store.keys('queues'), await store.keys('sessions')]).to.deep.equal([[], []]);
  });

  it('remove what a crash has left behind, but nothing of a guild whose record they cannot read', async () => {
    await store.save('queues', 'guild/orphan', []);
    await store.save('queues', 'other/piece', []);
    await store.save('sessions', 'other', { version: 99, value: {} });
    await begin().load();
    expect(await store.keys('queues')).to.deep.equal(['other/piece']);
  });

  it('read what the version before wrote, which had every queue in one record', async () => {
    // As it was written: plain data.
    const value = aRecord(QUEUE) as unknown as Json;
    await store.save('sessions', 'guild', { version: 1, value });
    const next = begin();
    const [[, record] = []] = await next.load();
    expect(idsOf(record)).to.deep.equal(ids(QUEUE));
    if (record) await next.save('guild', record);
    expect((await store.keys('queues')).length).to.be.above(10);
    expect(await loaded()).to.deep.equal(ids(QUEUE));
  });

  it('go on with the rest of a queue when a piece of it is gone', async () => {
    await records.save('guild', aRecord(QUEUE));
    const [first = ''] = await store.keys('queues');
    await store.remove('queues', first);
    const rest = (await loaded()) ?? [];
    expect(rest.length).to.be.within(800, 999);
    expect(ids(QUEUE)).to.include.members(rest);
  });
});
