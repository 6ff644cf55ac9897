import assert from 'node:assert/strict';
import type { Cache } from '../../cache/cache.js';
import { MemoryStore } from '../../store/memory-store.js';
import type { Json } from '../../store/store.js';
import type { Check } from '../conformance/check.js';
import { FailingStore } from '../failing-store.js';
import { FakeClock } from '../fake-clock.js';
import { RecordingLogger } from '../recording-logger.js';
import { type CacheExam, type CacheParts, LONG } from './cache-exam.js';

/** One store and its clock, over which caches are opened. */
interface Shelf {
  readonly store: FailingStore;
  readonly logger: RecordingLogger;
  open(parts?: Partial<CacheParts>): Promise<Cache<Json>>;
}

/** What a cache and its store are to each other. */
export const STORE_CHECKS: readonly Check<CacheExam>[] = [
  overAStore('stays-in-bounds', 'holds no more entries than it may, and lets the oldest go', async ({ open }) => {
    const cache = await open({ maxEntries: 5 });
    for (let number = 1; number <= 8; number++) await cache.set(`k${number}`, number, LONG);
    const { entries, evictions } = cache.stats();
    assert.deepEqual({ entries, evictions }, { entries: 5, evictions: 3 });
    const [first, last] = [await cache.get('k1'), await cache.get('k8')];
    assert.deepEqual([first?.value, last?.value], [undefined, 8], 'the first and the last that was set');
  }),
  overAStore('survives-a-restart', 'finds after a restart what it held before', async ({ open }) => {
    await (await open()).set('key', { title: 'Für Elise 🎵' }, LONG);
    assert.deepEqual((await (await open()).get('key'))?.value, { title: 'Für Elise 🎵' });
  }),
  overAStore('keeps-purposes-apart', 'knows nothing of another purpose in the same store', async ({ open }) => {
    const [one, other] = [await open({ purpose: 'one' }), await open({ purpose: 'other' })];
    await one.set('key', 1, LONG);
    assert.equal(await other.get('key'), undefined, 'what the other one holds');
    await other.set('key', 2, LONG);
    await one.clear();
    assert.equal((await (await open({ purpose: 'other' })).get('key'))?.value, 2, 'after the first was cleared');
  }),
  overAStore('goes-on-without-its-store', 'goes on when its store fails: smaller, without an error', async (shelf) => {
    const cache = await shelf.open();
    shelf.store.failing = true;
    await cache.set('key', 1, LONG);
    await cache.get('nobody');
    await cache.delete('key');
    await cache.popular();
    await cache.clear();
  }),
  overAStore('tells-of-a-failing-store', 'tells the log that its store fails, with the error', async (shelf) => {
    const cache = await shelf.open();
    shelf.store.failing = true;
    await cache.set('key', 1, LONG).catch(() => {});
    await cache.get('nobody').catch(() => {});
    const told = shelf.logger.lines.filter(({ level, fields }) => level !== 'debug' && fields.error !== undefined);
    assert.ok(told.length > 0, 'nothing was told');
  }),
];

function overAStore(id: string, title: string, ask: (shelf: Shelf) => Promise<void>): Check<CacheExam> {
  return {
    id,
    title,
    whyNot: ({ over }) => (over ? undefined : 'it is not examined over a store'),
    run: async ({ over }) => {
      if (!over) return;
      const clock = new FakeClock();
      const store = new FailingStore(new MemoryStore(clock));
      const logger = new RecordingLogger();
      const usual = { clock, store, purpose: 'exam', logger, maxEntries: 100 };
      await ask({ store, logger, open: async (parts) => over({ ...usual, ...parts }) });
    },
  };
}
