import type { Cache, CacheHit, CacheStats } from '../../../src/cache/cache.js';
import { TieredCache } from '../../../src/cache/tiered-cache.js';
import type { Clock } from '../../../src/runtime/clock.js';
import { silentLogger } from '../../../src/runtime/logger.js';
import { MemoryStore } from '../../../src/store/memory-store.js';
import type { Json } from '../../../src/store/store.js';
import type { CacheExam, CacheParts } from '../../../src/testing/cache-kit/cache-exam.js';

type Methods = Partial<Cache<Json>>;
/** What takes the place of some of an honest cache's methods. */
type Fault = (inner: Cache<Json>, clock: Clock) => Methods;

/** A cache that keeps every promise. */
export const HONEST_CACHE: CacheExam = { ...withFault(() => ({})), name: 'honest' };

/** For each check a cache that breaks that promise and no other: the check, what it does, and the cache. */
export const MUTANT_CACHES: readonly (readonly [string, string, CacheExam])[] = [
  ['gives-back', 'knows no letters beyond English ones', withFault(asciiOnly)],
  ['knows-nothing-of-strangers', 'answers whatever it is asked', withFault(answeringStrangers)],
  [
    'remembers-nothing',
    'does not take nothing for an answer',
    withFault((inner) => ({
      set: async (key, value, options) => (value === null ? undefined : inner.set(key, value, options)),
    })),
  ],
  ['keeps-its-own-copy', 'keeps what belongs to others', withFault(keepingReferences)],
  ['ends-on-time', 'ends a millisecond late', withFault(lateByOne)],
  [
    'serves-stale',
    'serves nothing stale',
    withFault((inner) => ({ get: async (key) => onlyFresh(await inner.get(key)) })),
  ],
  ['is-fresh-again', 'takes what was stale for stale for ever', withFault(staleForEver)],
  ['keeps-the-last', 'keeps the first of several', withFault(firstOfSeveral)],
  ['deletes', 'deletes nothing', withFault(() => ({ delete: async () => {} }))],
  ['clears', 'clears nothing', withFault((inner) => ({ clear: async () => inner.stats().entries }))],
  [
    'counts-what-it-clears',
    'says nothing of what it clears',
    withFault((inner) => ({ clear: async () => (await inner.clear()) * 0 })),
  ],
  [
    'follows-an-alias',
    'takes aliases only for what is there',
    withFault((inner) => ({
      alias: async (from, to, lifetime) => ((await inner.get(to)) ? inner.alias(from, to, lifetime) : undefined),
    })),
  ],
  [
    'ends-an-alias',
    'keeps aliases for a day',
    withFault((inner) => ({ alias: (from, to) => inner.alias(from, to, { ttlMs: 86_400_000 }) })),
  ],
  ['ends-an-alias-by-a-value', 'sets what an alias leads to', withFault(settingThroughAliases)],
  [
    'walks-in-no-circle',
    'stumbles where an alias leads to itself',
    withFault((inner) => ({
      alias: (from, to, lifetime) =>
        from === to ? Promise.reject(new RangeError('Round and round.')) : inner.alias(from, to, lifetime),
    })),
  ],
  [
    'knows-what-is-popular',
    'takes it by the alphabet',
    withFault((inner) => ({
      popular: async () => (await inner.popular()).toSorted((one, other) => one.key.localeCompare(other.key)),
    })),
  ],
  ['knows-what-is-popular', 'counts what was set', withFault(countingSets)],
  ['counts-an-alias-for-its-target', 'calls an alias popular', withFault(popularAliases)],
  ['forgets-what-was-popular', 'remembers old fame', withFault(oldFame)],
  ['counts-hits', 'counts no misses', withFault(withStats(() => ({ misses: 0 })))],
  [
    'counts-hits',
    'counts stale hits apart',
    withFault(withStats(({ hits, staleHits }) => ({ hits: hits - staleHits }))),
  ],
  ['counts-the-time-saved', 'saves twice as much', withFault(withStats(({ savedMs }) => ({ savedMs: savedMs * 2 })))],
  [
    'counts-renewals',
    'renews like anybody',
    withFault((inner) => ({ set: (key, value, { ahead: _, ...options }) => inner.set(key, value, options) })),
  ],
  [
    'stays-in-bounds',
    'knows no bounds',
    withFault(
      () => ({}),
      (parts) => ({ ...parts, maxEntries: 1_000 }),
    ),
  ],
  ['survives-a-restart', 'begins anew each time', withFault(() => ({}), anewEachTime())],
  [
    'keeps-purposes-apart',
    'throws everything into one box',
    withFault(
      () => ({}),
      (parts) => ({ ...parts, purpose: 'all' }),
    ),
  ],
  ['goes-on-without-its-store', 'gives up with its store', withFault(() => ({}), undefined, askingTheStore)],
  [
    'tells-of-a-failing-store',
    'keeps the trouble to itself',
    withFault(
      () => ({}),
      (parts) => ({ ...parts, logger: silentLogger }),
    ),
  ],
];

/** @param parts what an honest one is made of instead @param over what is done to one over a store besides */
function withFault(
  fault: Fault,
  change: (parts: CacheParts) => CacheParts = (parts) => parts,
  over: (inner: Cache<Json>, parts: CacheParts) => Methods = () => ({}),
): CacheExam {
  return {
    name: 'mutant',
    make: (clock) => {
      const store = new MemoryStore(clock);
      const inner = aCache({ clock, store, purpose: 'test', logger: silentLogger, maxEntries: 100 });
      return override(inner, fault(inner, clock));
    },
    over: (parts) => {
      const inner = aCache(change(parts));
      return override(inner, over(inner, parts));
    },
  };
}

function aCache({ maxEntries: entries, ...parts }: CacheParts): Cache<Json> {
  return new TieredCache<Json>({ ...parts, version: 1, memory: { entries }, disk: { entries } });
}

function override(inner: Cache<Json>, methods: Methods): Cache<Json> {
  return {
    get: (key) => inner.get(key),
    set: (key, value, options) => inner.set(key, value, options),
    alias: (from, to, lifetime) => inner.alias(from, to, lifetime),
    delete: (key) => inner.delete(key),
    clear: () => inner.clear(),
    popular: () => inner.popular(),
    stats: () => inner.stats(),
    ...methods,
  };
}

function withStats(change: (stats: CacheStats) => Partial<CacheStats>): Fault {
  return (inner) => ({ stats: () => ({ ...inner.stats(), ...change(inner.stats()) }) });
}

function asciiOnly(inner: Cache<Json>): Methods {
  return {
    set: (key, value, options) => {
      const text = JSON.stringify(value).replace(/[^\x20-\x7e]/g, '?');
      return inner.set(key, JSON.parse(text), options);
    },
  };
}

function answeringStrangers(inner: Cache<Json>): Methods {
  const known = new Set<string>();
  return {
    set: (key, value, options) => {
      known.add(key);
      return inner.set(key, value, options);
    },
    alias: (from, to, lifetime) => {
      known.add(from);
      return inner.alias(from, to, lifetime);
    },
    get: async (key) => {
      const hit = await inner.get(key);
      return known.has(key) ? hit : { value: 'whatever', freshness: 'fresh', tier: 'memory' };
    },
  };
}

function keepingReferences(inner: Cache<Json>): Methods {
  const kept = new Map<string, Json>();
  return {
    set: (key, value, options) => {
      kept.set(key, value);
      return inner.set(key, value, options);
    },
    get: async (key) => {
      const hit = await inner.get(key);
      return hit && { ...hit, value: kept.get(key) ?? hit.value };
    },
  };
}

/** Only where it may serve nothing stale. */
function lateByOne(inner: Cache<Json>, clock: Clock): Methods {
  const ends = new Map<string, { readonly atMs: number; readonly value: Json }>();
  return {
    set: (key, value, options) => {
      if (options.staleMs === undefined) ends.set(key, { atMs: clock.now() + options.ttlMs, value });
      return inner.set(key, value, options);
    },
    get: async (key) => {
      const end = ends.get(key);
      const hit = await inner.get(key);
      return end?.atMs === clock.now() ? { value: end.value, freshness: 'fresh', tier: 'memory' } : hit;
    },
  };
}

function onlyFresh(hit: CacheHit<Json> | undefined): CacheHit<Json> | undefined {
  return hit?.freshness === 'fresh' ? hit : undefined;
}

function staleForEver(inner: Cache<Json>, clock: Clock): Methods {
  const ends = new Map<string, number>();
  const old = new Set<string>();
  return {
    set: (key, value, options) => {
      const endMs = ends.get(key);
      if (endMs !== undefined && endMs <= clock.now()) old.add(key);
      ends.set(key, clock.now() + options.ttlMs);
      return inner.set(key, value, options);
    },
    get: async (key) => {
      const hit = await inner.get(key);
      return hit && old.has(key) ? { ...hit, freshness: 'stale' } : hit;
    },
  };
}

function firstOfSeveral(inner: Cache<Json>): Methods {
  const busy = new Set<string>();
  return {
    set: async (key, value, options) => {
      if (busy.has(key)) return;
      busy.add(key);
      await inner.set(key, value, options);
      busy.delete(key);
    },
  };
}

function settingThroughAliases(inner: Cache<Json>): Methods {
  const targets = new Map<string, string>();
  return {
    alias: (from, to, lifetime) => {
      targets.set(from, to);
      return inner.alias(from, to, lifetime);
    },
    set: (key, value, options) => inner.set(targets.get(key) ?? key, value, options),
  };
}

function countingSets(inner: Cache<Json>): Methods {
  const set = new Map<string, number>();
  return {
    set: (key, value, options) => {
      set.set(key, (set.get(key) ?? 0) + 1);
      return inner.set(key, value, options);
    },
    popular: async () => {
      const popular = await inner.popular();
      const [like] = popular;
      if (!like) return popular;
      const keys = new Set(popular.map(({ key }) => key));
      const more = [...set.keys()].filter((key) => !keys.has(key)).map((key) => ({ ...like, key, expectedHits: 0 }));
      return [...popular, ...more];
    },
  };
}

function popularAliases(inner: Cache<Json>): Methods {
  const names = new Map<string, string>();
  return {
    alias: (from, to, lifetime) => {
      names.set(to, from);
      return inner.alias(from, to, lifetime);
    },
    popular: async () => (await inner.popular()).map((entry) => ({ ...entry, key: names.get(entry.key) ?? entry.key })),
  };
}

function oldFame(inner: Cache<Json>): Methods {
  let famous: Awaited<ReturnType<Cache<Json>['popular']>> = [];
  return {
    popular: async () => {
      const popular = await inner.popular();
      if (popular.length > 0) famous = popular;
      return famous;
    },
  };
}

function anewEachTime(): (parts: CacheParts) => CacheParts {
  let opened = 0;
  return (parts) => (parts.purpose === 'exam' ? { ...parts, purpose: `exam-${++opened}` } : parts);
}

function askingTheStore(inner: Cache<Json>, { store, purpose }: CacheParts): Methods {
  return {
    delete: async (key) => {
      await store.remove(purpose, key);
      await inner.delete(key);
    },
  };
}
