import { expect } from 'chai';
import { TieredCache } from '../../src/cache/tiered-cache.js';
import type { Resolution } from '../../src/model/resolution.js';
import type { Track } from '../../src/model/track.js';
import { exponentialBackoff } from '../../src/resilience/exponential-backoff.js';
import { WindowBreaker } from '../../src/resilience/window-breaker.js';
import { silentLogger } from '../../src/runtime/logger.js';
import { Registry } from '../../src/runtime/registry.js';
import { PriorityScheduler } from '../../src/scheduler/priority-scheduler.js';
import type { AudioSource } from '../../src/sources/audio-source.js';
import { GuardedSources } from '../../src/sources/guarded-sources.js';
import { DEFAULT_DEADLINES } from '../../src/sources/guards/deadline-guard.js';
import { SourceResolver } from '../../src/sources/source-resolver.js';
import { StandIns } from '../../src/sources/stand-ins.js';
import { MemoryStore } from '../../src/store/memory-store.js';
import { aTrack } from '../../src/testing/a-track.js';
import { FakeClock } from '../../src/testing/fake-clock.js';
import { FakeSource } from '../../src/testing/fake-source.js';

const SONG = aTrack({ source: 'one' });
const at = (source: string, facts: Partial<Track> = {}) => aTrack({ source, id: source, ...facts });

function standIns(...sources: readonly AudioSource[]) {
  const clock = new FakeClock();
  const logger = silentLogger;
  const registry = new Registry<AudioSource>('source');
  for (const source of sources) registry.add(source);
  const breaker = (name: string) => new WindowBreaker({ name, clock });
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
  const search = { signal: new AbortController().signal, tenant: 'guild', priority: 'urgent', logger } as const;
  const standIns = new StandIns({ sources: guarded, resolver });
  return { find: (track: Track) => standIns.find(track, search), hasOthers: standIns.hasOthers };
}

describe('StandIns', () => {
  it('asks the other sources in search order, and takes the first that has a good match', async () => {
    const one = new FakeSource({ name: 'one', tracks: [SONG] });
    const two = new FakeSource({ name: 'two', tracks: [at('two', { title: 'Needle Drop (Live)' })] });
    const [three, four] = ['three', 'four'].map((name) => new FakeSource({ name, tracks: [at(name)] }));
    if (!three || !four) throw new Error('There are two of them.');
    const { find } = standIns(one, two, three, four);
    expect(await find(SONG)).to.deep.equal({
      track: at('three'),
      detour: { answeredBy: 'three', insteadOf: 'one', score: 1 },
    });
    expect([one, four].flatMap(({ resolved }) => resolved)).to.deep.equal([]);
  });

  it('takes the best of what a source has', async () => {
    const longer = at('two', { id: 'longer', durationMs: 187_000 });
    const two = new FakeSource({ name: 'two', tracks: [longer, at('two')] });
    expect((await standIns(two).find(SONG))?.track).to.deep.equal(at('two'));
  });

  it('asks by artist and title first, and by the title where that finds nothing', async () => {
    const two = new FakeSource({ name: 'two', tracks: [at('two')] });
    await standIns(two).find(SONG);
    expect(two.resolved.map(({ id }) => id)).to.deep.equal(['the tonearms needle drop', 'needle drop']);
  });

  it('finds nothing for a live stream, nor where nobody else is', async () => {
    const live = aTrack({ source: 'one', durationMs: null });
    const { find, hasOthers } = standIns(new FakeSource({ name: 'two', tracks: [{ ...live, source: 'two' }] }));
    expect(await find(live)).to.equal(undefined);
    expect(hasOthers).to.equal(false);
    expect(await standIns(new FakeSource({ name: 'one', tracks: [SONG] })).find(SONG)).to.equal(undefined);
  });
});
