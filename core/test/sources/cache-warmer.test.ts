import { expect } from 'chai';
import { TieredCache } from '../../src/cache/tiered-cache.js';
import { SetupError } from '../../src/errors/setup-errors.js';
import { SourceUnavailableError } from '../../src/errors/source-errors.js';
import type { Query } from '../../src/model/query.js';
import type { Resolution } from '../../src/model/resolution.js';
import { exponentialBackoff } from '../../src/resilience/exponential-backoff.js';
import { WindowBreaker } from '../../src/resilience/window-breaker.js';
import { silentLogger } from '../../src/runtime/logger.js';
import { Registry } from '../../src/runtime/registry.js';
import { PriorityScheduler } from '../../src/scheduler/priority-scheduler.js';
import type { AudioSource } from '../../src/sources/audio-source.js';
import { CacheWarmer } from '../../src/sources/cache-warmer.js';
import { GuardedSources } from '../../src/sources/guarded-sources.js';
import { DEFAULT_DEADLINES } from '../../src/sources/guards/deadline-guard.js';
import { SourceResolver } from '../../src/sources/source-resolver.js';
import { MemoryStore } from '../../src/store/memory-store.js';
import { aTrack } from '../../src/testing/a-track.js';
import { FakeClock } from '../../src/testing/fake-clock.js';
import { FakeSource } from '../../src/testing/fake-source.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const TRACKS = ['a', 'b', 'c', 'd', 'e'].map((id) => aTrack({ id, title: id }));

/** A cache, who fills it by asking, and who keeps it warm. */
function aRig({ perMinute = 6, sources = [new FakeSource({ tracks: TRACKS })] } = {}) {
  const clock = new FakeClock();
  const logger = silentLogger;
  const registry = new Registry<AudioSource>('source');
  for (const source of sources) registry.add(source);
  const breaker = (name: string) => new WindowBreaker({ name, clock, minimumCalls: 1 });
  const guarded = new GuardedSources({ sources: registry, clock, deadlines: DEFAULT_DEADLINES, breaker });
  const scheduler = new PriorityScheduler({ clock, logger });
  const cache = new TieredCache<Resolution>({
    store: new MemoryStore(clock),
    clock,
    logger,
    purpose: 'test',
    version: 1,
  });
  const retry = exponentialBackoff({ maxAttempts: 1 });
  const resolver = new SourceResolver({ sources: guarded, scheduler, cache, clock, logger, retry });
  const warmer = new CacheWarmer({ cache, resolver, scheduler, clock, logger, perMinute });
  const ask = async (query: Query) => {
    const lookup = await resolver.lookUp(resolver.identify(query), { name: 'it', priority: 'normal', tenant: 'guild' });
    if (lookup.kind === 'task') await lookup.task.result;
    return lookup.kind;
  };
  const track = (id: string): Query => ({ kind: 'url', url: new URL(`https://music.example/${id}`) });
  const [source = new FakeSource()] = sources;
  /** Asks for tracks so often that each of them is wanted again, then lets nearly a day pass. */
  const age = async (...ids: string[]) => {
    for (const [index, id] of ids.entries()) {
      for (let time = 0; time < 10 - index; time++) await ask(track(id));
    }
    source.resolved.length = 0;
    clock.jump(DAY_MS - 5 * MINUTE_MS);
  };
  const resolvedIds = () => source.resolved.map(({ id }) => id);
  return { clock, scheduler, cache, resolver, warmer, guarded, source, ask, track, age, resolvedIds };
}

const down = { error: new SourceUnavailableError('fake', 'Down.') };
const never = () => ({ until: new Promise<never>(() => {}) });

describe('CacheWarmer', () => {
  it('renews what is popular before it ages, so that the next listener hits a fresh answer', async () => {
    const { warmer, age, ask, track, clock, cache, resolvedIds } = aRig();
    await age('a');
    expect(await warmer.warm()).to.deep.equal({ renewed: 1, failed: 0, left: 0, because: null });
    clock.jump(HOUR_MS);
    expect(await cache.get('fake:track:a')).to.have.property('freshness', 'fresh');
    expect(await ask(track('a'))).to.equal('known');
    expect(resolvedIds()).to.deep.equal(['a']);
    expect(cache.stats()).to.include({ renewed: 1, renewedThenHit: 1 });
  });

  it('leaves alone what hardly anyone asks for, however often it was set, and what is fresh for long', async () => {
    const { warmer, ask, track, clock, source, cache } = aRig();
    for (let time = 0; time < 2; time++) await ask(track('a'));
    for (let time = 0; time < 50; time++) await cache.set('fake:track:b', { kind: 'empty' }, { ttlMs: DAY_MS });
    clock.jump(DAY_MS - 5 * MINUTE_MS);
    for (let time = 0; time < 10; time++) await ask(track('c'));
    source.resolved.length = 0;
    expect(await warmer.warm()).to.deep.equal({ renewed: 0, failed: 0, left: 0, because: null });
    expect(source.resolved).to.deep.equal([]);
  });

  it('puts first what will serve most until it ages again, not what is asked for most just now', async () => {
    const { warmer, ask, track, clock, resolvedIds, source } = aRig({ perMinute: 1 });
    for (let time = 0; time < 11; time++) await ask(track('b'));
    clock.jump(18 * HOUR_MS);
    for (let time = 0; time < 9; time++) await ask({ kind: 'search', text: 'a' });
    clock.jump(6 * HOUR_MS - 5 * MINUTE_MS);
    source.resolved.length = 0;
    expect(await warmer.warm()).to.deep.equal({ renewed: 1, failed: 0, left: 1, because: 'budget' });
    expect(resolvedIds()).to.deep.equal(['b']);
  });

  it('looks every minute by itself once it is started, and no more once it is closed', async () => {
    const { warmer, age, clock, resolvedIds, cache } = aRig();
    await age('a');
    warmer.start();
    await clock.advance(MINUTE_MS);
    expect(resolvedIds()).to.deep.equal(['a']);
    await warmer.close();
    await cache.close();
    expect(clock.pendingTimers).to.equal(0);
    warmer.start();
    expect(await warmer.warm()).to.include({ renewed: 0 });
    expect(clock.pendingTimers).to.equal(0);
  });

  it('begins no more than its budget within a minute, the most wanted first, and the rest in the next', async () => {
    const { warmer, age, clock, resolvedIds } = aRig({ perMinute: 2 });
    await age('b', 'a', 'd', 'c', 'e');
    expect(await warmer.warm()).to.deep.equal({ renewed: 2, failed: 0, left: 3, because: 'budget' });
    expect(await warmer.warm()).to.deep.equal({ renewed: 0, failed: 0, left: 3, because: 'budget' });
    warmer.start();
    await clock.advance(MINUTE_MS);
    expect(resolvedIds()).to.deep.equal(['b', 'a', 'd', 'c']);
    await clock.advance(MINUTE_MS);
    expect(resolvedIds()).to.deep.equal(['b', 'a', 'd', 'c', 'e']);
    await warmer.close();
  });

  it('does nothing with a budget of nothing', async () => {
    const { warmer, age, clock, resolvedIds } = aRig({ perMinute: 0 });
    await age('a');
    const timers = clock.pendingTimers;
    warmer.start();
    expect(clock.pendingTimers).to.equal(timers);
    expect(await warmer.warm()).to.deep.equal({ renewed: 0, failed: 0, left: 1, because: 'budget' });
    expect(resolvedIds()).to.deep.equal([]);
  });

  it('waits while lookups are busy, and leaves a worker free for who comes meanwhile', async () => {
    const { warmer, age, source, ask, track, clock } = aRig();
    await age('a', 'b');
    source.resolveTroubles.push(never(), never());
    const requests = ['x', 'y'].map((id) => ask(track(id)).catch(() => {}));
    await clock.advance(0);
    expect(await warmer.warm()).to.deep.equal({ renewed: 0, failed: 0, left: 2, because: 'busy' });
    await clock.advance(HOUR_MS);
    await Promise.all(requests);
    expect(await warmer.warm()).to.include({ because: null });
  });

  it('keeps out of the way: at low priority, one at a time', async () => {
    const { warmer, age, source, scheduler, clock } = aRig();
    await age('a', 'b', 'c');
    const renewals = ['a', 'b', 'c'].map(() => Promise.withResolvers<void>());
    source.resolveTroubles.push(...renewals.map(({ promise }) => ({ until: promise })));
    const round = warmer.warm();
    for (const { resolve } of renewals) {
      await clock.advance(0);
      expect(scheduler.stats()).to.include({ running: 1, pending: 0 });
      const [task] = scheduler.tasksOf('renewals');
      expect(task).to.have.property('priority', 'low');
      expect(warmer.warm(), 'a second round joins the first').to.equal(round);
      resolve();
    }
    expect(await round).to.include({ renewed: 3 });
  });

  it('asks no source whose circuit is open, and keeps what it has', async () => {
    const { warmer, age, source, ask, track, cache, resolvedIds, guarded } = aRig();
    await age('a');
    source.resolveTroubles.push(down);
    await ask(track('x')).catch(() => {});
    expect(guarded.breaker('fake').state.status).to.equal('open');
    expect(await warmer.warm()).to.deep.equal({ renewed: 0, failed: 1, left: 0, because: null });
    expect(resolvedIds()).to.deep.equal(['x']);
    expect(await cache.get('fake:track:a')).to.have.property('freshness', 'fresh');
  });

  it('asks nobody for a search while one of its sources is failing: the answer would be a lesser one', async () => {
    const [one, two] = [new FakeSource({ name: 'one' }), new FakeSource({ name: 'two' })];
    const { warmer, ask, clock } = aRig({ sources: [one, two] });
    const search: Query = { kind: 'search', text: 'needle' };
    for (let time = 0; time < 20; time++) await ask(search);
    one.resolveTroubles.push(down);
    await ask({ kind: 'search', text: 'other', source: 'one' }).catch(() => {});
    clock.jump(6 * HOUR_MS - 5 * MINUTE_MS);
    await ask({ kind: 'search', text: 'another', source: 'one' }); // The probe.
    one.resolveTroubles.push(down);
    await ask({ kind: 'search', text: 'a third', source: 'one' }).catch(() => {});
    expect(await warmer.warm()).to.include({ renewed: 0, failed: 1 });
    expect(two.resolved).to.deep.equal([]);
  });

  it('keeps a good answer when its source fails between the decision and the renewal', async () => {
    const [one, two] = [new FakeSource({ name: 'one' }), new FakeSource({ name: 'two' })];
    const { resolver, ask, clock, scheduler, cache, guarded } = aRig({ sources: [one, two] });
    await ask({ kind: 'search', text: 'needle' });
    const key = 'one:search:needle\ntwo:search:needle';
    const known = (await cache.get(key))?.value;
    const gate = Promise.withResolvers<void>();
    const busy = Array.from({ length: 20 }, (_, index) => ({ name: `${index}`, run: () => gate.promise }));
    for (const work of busy) scheduler.submit({ ...work, priority: 'urgent', tenant: 'guild' });
    const renewal = resolver.renew(key);
    const probe = guarded.breaker('one').execute(() => Promise.reject(down.error));
    await probe.catch(() => {});
    gate.resolve();
    await clock.advance(0);
    expect(await renewal?.result).to.have.nested.property('detour.answeredBy', 'two');
    expect((await cache.get(key))?.value).to.deep.equal(known);
  });

  it('renews a search with the sources it was asked of', async () => {
    const [one, two] = [new FakeSource({ name: 'one', tracks: [] }), new FakeSource({ name: 'two' })];
    const { warmer, ask, clock } = aRig({ sources: [one, two] });
    const search: Query = { kind: 'search', text: 'needle' };
    for (let time = 0; time < 20; time++) await ask(search);
    clock.jump(6 * HOUR_MS - 5 * MINUTE_MS);
    expect(await warmer.warm()).to.include({ renewed: 1 });
    expect([one.resolved.length, two.resolved.length]).to.deep.equal([2, 2]);
    clock.jump(10 * MINUTE_MS);
    expect(await ask(search)).to.equal('known');
    expect(two.resolved).to.have.length(2);
  });

  it('tries what failed once, lets it rest, and keeps the answer that it has', async () => {
    const { warmer, age, source, clock, cache, resolvedIds } = aRig();
    await age('a');
    source.resolveTroubles.push(down);
    warmer.start();
    await clock.advance(29 * MINUTE_MS);
    expect(resolvedIds()).to.deep.equal(['a']);
    expect(await cache.get('fake:track:a')).to.have.property('freshness', 'stale');
    await clock.advance(10 * MINUTE_MS);
    expect(resolvedIds()).to.deep.equal(['a', 'a']);
    expect(await cache.get('fake:track:a')).to.have.property('freshness', 'fresh');
    await warmer.close();
  });

  it('gives up what it does when it is closed', async () => {
    const { warmer, age, source, scheduler, clock } = aRig();
    await age('a', 'b');
    source.resolveTroubles.push(never());
    const round = warmer.warm();
    await clock.advance(0);
    await warmer.close();
    expect(await round).to.deep.equal({ renewed: 0, failed: 1, left: 1, because: 'closed' });
    expect(scheduler.stats()).to.include({ running: 0, pending: 0 });
  });

  it('is closed only when nothing of it is under way', async () => {
    const { warmer, age, source, cache, clock } = aRig();
    await age('a');
    const popular = Promise.withResolvers<Awaited<ReturnType<typeof cache.popular>>>();
    const known = await cache.popular();
    cache.popular = () => popular.promise;
    const round = warmer.warm();
    let closed = false;
    const closing = warmer.close().then(() => {
      closed = true;
    });
    await clock.advance(0);
    expect(closed).to.equal(false);
    popular.resolve(known);
    await closing;
    expect(await round).to.deep.equal({ renewed: 0, failed: 0, left: 1, because: 'closed' });
    expect(source.resolved).to.deep.equal([]);
  });

  it('refuses a budget that makes no sense', () => {
    expect(() => aRig({ perMinute: -1 })).to.throw(SetupError, 'warmPerMinute');
    expect(() => aRig({ perMinute: 0.5 })).to.throw(SetupError, '0.5');
  });
});
