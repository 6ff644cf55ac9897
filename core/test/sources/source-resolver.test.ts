import { englishOf } from '../../src/model/phrase.js';
import { expect } from 'chai';
import { UnknownLinkError } from '../../src/errors/request-errors.js';
import { SetupError } from '../../src/errors/setup-errors.js';
import { CircuitOpenError, SourceUnavailableError, TrackUnavailableError } from '../../src/errors/source-errors.js';
import type { Query } from '../../src/model/query.js';
import type { Resolution } from '../../src/model/resolution.js';
import { TieredCache } from '../../src/cache/tiered-cache.js';
import { exponentialBackoff } from '../../src/resilience/exponential-backoff.js';
import { WindowBreaker } from '../../src/resilience/window-breaker.js';
import { silentLogger } from '../../src/runtime/logger.js';
import { Registry } from '../../src/runtime/registry.js';
import { PriorityScheduler } from '../../src/scheduler/priority-scheduler.js';
import type { Source } from '../../src/sources/audio-source.js';
import type { CircuitReport } from '../../src/sources/circuit-report.js';
import { GuardedSources } from '../../src/sources/guarded-sources.js';
import { DEFAULT_DEADLINES } from '../../src/sources/guards/deadline-guard.js';
import { parseQuery } from '../../src/sources/parse-query.js';
import { type Lookup, SourceResolver } from '../../src/sources/source-resolver.js';
import { MemoryStore } from '../../src/store/memory-store.js';
import { aTrack } from '../../src/testing/a-track.js';
import { FakeClock } from '../../src/testing/fake-clock.js';
import { FakeMetadataSource } from '../../src/testing/fake-metadata-source.js';
import { rejection } from '../../src/testing/rejection.js';
import { FakeSource } from '../../src/testing/fake-source.js';

function aResolver(...fakes: Source[]) {
  const clock = new FakeClock();
  const registry = new Registry<Source>('source');
  for (const fake of fakes) registry.add(fake);
  const breaker = (name: string) => new WindowBreaker({ name, clock, minimumCalls: 1 });
  const sources = new GuardedSources({ sources: registry, clock, deadlines: DEFAULT_DEADLINES, breaker });
  const logger = silentLogger;
  const scheduler = new PriorityScheduler({ clock, logger });
  const store = new MemoryStore(clock);
  const cache = new TieredCache<Resolution>({ store, clock, logger, purpose: 'test', version: 1 });
  const retry = exponentialBackoff({ maxAttempts: 1 });
  const resolver = new SourceResolver({ sources, scheduler, cache, clock, logger, retry });
  const lookUp = (query: Query, tenant = 'guild') =>
    resolver.lookUp(resolver.identify(query), { name: 'it', priority: 'normal', tenant });
  return { resolver, lookUp, sources, clock, registry, scheduler };
}

const result = (lookup: Lookup) => (lookup.kind === 'task' ? lookup.task.result : Promise.resolve(lookup.resolution));
const words = (text: string, source?: string): Query => ({ kind: 'search', text, ...(source && { source }) });
const link = (path: string): Query => ({ kind: 'url', url: new URL(`https://music.example/${path}`) });

describe('SourceResolver', () => {
  it('gives a link to the first source that knows it, and refuses one that nobody knows', () => {
    const { resolver } = aResolver(new FakeSource({ name: 'one' }), new FakeSource({ name: 'two' }));
    expect(resolver.identify(link('needle-drop')).map(({ reference }) => reference.source)).to.deep.equal(['one']);
    const foreign: Query = { kind: 'url', url: new URL('https://elsewhere.example/') };
    expect(() => resolver.identify(foreign)).to.throw(UnknownLinkError, 'one, two');
  });

  it('asks who takes any link last, wherever it stands, and about searches in its place', () => {
    const greedy = Object.assign(new FakeSource({ name: 'greedy' }), { takesAnyLink: true });
    const { resolver } = aResolver(greedy, new FakeSource({ name: 'one' }));
    expect(resolver.identify(link('needle-drop')).map(({ reference }) => reference.source)).to.deep.equal(['one']);
    greedy.identify = () => ({ reference: { source: 'greedy', kind: 'track', id: 'x' } });
    const foreign: Query = { kind: 'url', url: new URL('https://elsewhere.example/') };
    expect(resolver.identify(foreign).map(({ reference }) => reference.source)).to.deep.equal(['greedy']);
    expect(resolver.identify(words('needle')).map(({ reference }) => reference.source)).to.deep.equal([
      'greedy',
      'one',
    ]);
  });

  it('lets the next source answer a search when the first has failed for the last time, and marks the answer', async () => {
    const failing = new FakeSource({ name: 'one' });
    failing.resolveTroubles.push({ error: new SourceUnavailableError('one', 'It is down.') });
    const { lookUp } = aResolver(failing, new FakeSource({ name: 'two' }));
    const lookup = await lookUp(words('needle'));
    expect(await result(lookup)).to.deep.include({ detour: { answeredBy: 'two', insteadOf: 'one' } });
  });

  it('does not ask another source what the first knows that it may not play', async () => {
    const refusing = new FakeSource({ name: 'one' });
    refusing.resolveTroubles.push({ error: new TrackUnavailableError('one', 'It is private.') });
    const other = new FakeSource({ name: 'two' });
    const { lookUp } = aResolver(refusing, other);
    expect(await rejection(result(await lookUp(words('needle'))))).to.be.instanceOf(TrackUnavailableError);
    expect(other.resolved).to.deep.equal([]);
  });

  it('searches the named source alone, else all in their order until one knows something', async () => {
    const empty = new FakeSource({ name: 'one', tracks: [] });
    const full = new FakeSource({ name: 'two' });
    const { lookUp } = aResolver(empty, full);
    expect(await result(await lookUp(words('needle')))).to.include({ kind: 'search' });
    expect(await result(await lookUp(words('needle', 'one')))).to.deep.equal({ kind: 'empty' });
    expect([empty.resolved.length, full.resolved.length]).to.deep.equal([2, 1]);
  });

  it('answers from the cache without a task the second time', async () => {
    const source = new FakeSource();
    const { lookUp, scheduler } = aResolver(source);
    const first = await result(await lookUp(link('needle-drop')));
    const second = await lookUp(link('needle-drop'));
    expect(second).to.deep.equal({ kind: 'known', resolution: first });
    expect(source.resolved).to.have.length(1);
    expect(scheduler.stats().succeeded).to.equal(1);
  });

  it('asks once for five equal requests, from whichever guilds', async () => {
    const source = new FakeSource();
    const { lookUp } = aResolver(source);
    const lookups = await Promise.all([1, 2, 3, 4, 5].map((guild) => lookUp(words('needle'), `guild-${guild}`)));
    await Promise.all(lookups.map(result));
    expect(source.resolved).to.have.length(1);
  });

  it('serves a stale answer at once and renews it behind', async () => {
    const source = new FakeSource();
    const { lookUp, clock } = aResolver(source);
    await result(await lookUp(words('needle')));
    await clock.advance(7 * 3_600_000);
    expect((await lookUp(words('needle'))).kind).to.equal('known');
    await clock.advance(0);
    expect(source.resolved).to.have.length(2);
  });

  it('serves a stale answer, and keeps it, while its source is failing: a stand-in’s would be a lesser one', async () => {
    const [one, two] = [new FakeSource({ name: 'one' }), new FakeSource({ name: 'two' })];
    const { lookUp, clock } = aResolver(one, two);
    const known = await result(await lookUp(words('needle')));
    await clock.advance(7 * 3_600_000);
    one.resolveTroubles.push({ error: new SourceUnavailableError('one', 'Down.') });
    await result(await lookUp(words('other', 'one'))).catch(() => {});
    for (let time = 0; time < 2; time++) {
      expect(await lookUp(words('needle'))).to.deep.equal({ kind: 'known', resolution: known });
      await clock.advance(0);
    }
    expect(two.resolved).to.deep.equal([]);
  });

  it('lets the next source answer while one is failing, and says so at once when all are', async () => {
    const failing = new FakeSource({ name: 'one' });
    failing.resolveTroubles.push({ error: new SourceUnavailableError('one', 'Down.') });
    const healthy = new FakeSource({ name: 'two', tracks: [aTrack({ title: 'Other', source: 'two' })] });
    const { lookUp } = aResolver(failing, healthy);
    const outcome = await result(await lookUp(words('needle', 'one'))).catch((error: unknown) => error);
    expect(outcome).to.be.instanceOf(SourceUnavailableError);
    expect(await result(await lookUp(words('other')))).to.include({ kind: 'search' });
    const refused = await lookUp(words('needle', 'one')).catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(CircuitOpenError).and.have.property('message').that.includes('one is failing');
  });

  it('says while it asks that another source stands in, and marks the answer, which is not good for long', async () => {
    const failing = new FakeSource({ name: 'one' });
    failing.resolveTroubles.push({ error: new SourceUnavailableError('one', 'Down.') });
    const healthy = new FakeSource({ name: 'two', tracks: [aTrack({ source: 'two' })] });
    const { lookUp, clock, sources } = aResolver(failing, healthy);
    const reports: CircuitReport[] = [];
    const stop = sources.onCircuit((report) => reports.push(report));
    await result(await lookUp(words('other', 'one'))).catch(() => {});
    const lookup = await lookUp(words('needle'));
    const notices: string[] = [];
    if (lookup.kind === 'task')
      lookup.task.onEvent((event) => event.type === 'notice' && notices.push(englishOf(event.words)));
    const detour = { answeredBy: 'two', insteadOf: 'one' };
    expect(await result(lookup)).to.deep.include({ detour });
    expect(notices).to.deep.equal(['one is failing, next try in 10 s; trying two']);
    const open = { source: 'one', status: 'open', nextTryAtMs: clock.now() + 10_000, reason: 'Down.' };
    expect(reports).to.deep.equal([open]);
    expect(sources.circuits()).to.deep.equal([
      open,
      { source: 'two', status: 'closed', nextTryAtMs: null, reason: null },
    ]);
    expect(await result(await lookUp(words('needle')))).to.deep.include({ detour });
    await clock.advance(300_000);
    expect(await result(await lookUp(words('needle')))).not.to.have.property('detour');
    expect(reports.map(({ status }) => status)).to.deep.equal(['open', 'half-open', 'closed']);
    stop();
  });

  it('reports the upstreams of a source that are left alone behind the source', () => {
    const at = (source: string, status: CircuitReport['status']) => ({
      source,
      status,
      nextTryAtMs: null,
      reason: null,
    });
    const upstreams = [at('one: X', 'half-open'), at('one: Y', 'closed')];
    for (const source of [new FakeSource({ name: 'one' }), new FakeMetadataSource({ name: 'one' })]) {
      const { sources } = aResolver(Object.assign(source, { circuits: () => upstreams }));
      expect(sources.circuits()).to.deep.equal([at('one', 'closed'), at('one: X', 'half-open')]);
    }
  });

  it('goes on to the next source when one is set up wrongly', async () => {
    const broken = new FakeSource({ name: 'one' });
    broken.resolveTroubles.push({ error: new SetupError('No such folder.') });
    const { lookUp } = aResolver(broken, new FakeSource({ name: 'two' }));
    expect(await result(await lookUp(words('needle')))).to.include({ kind: 'search' });
  });

  it('does not ask another source when one knows that the track may not be played', async () => {
    const source = new FakeSource({ name: 'one' });
    source.resolveTroubles.push({ error: new TrackUnavailableError('one', 'It is private.') });
    const other = new FakeSource({ name: 'two' });
    const { lookUp } = aResolver(source, other);
    const outcome = await result(await lookUp(words('needle'))).catch((error: unknown) => error);
    expect(outcome).to.be.instanceOf(TrackUnavailableError);
    expect(other.resolved).to.deep.equal([]);
  });

  it('asks who searches for something between the keys of others for just that', async () => {
    const [one, two] = [new FakeSource({ name: 'one' }), new FakeSource({ name: 'two' })];
    const { resolver, lookUp } = aResolver(one, two);
    await result(await lookUp(parseQuery('one: needle\ntwo:search:needle', ['one', 'two'])));
    await result(await lookUp(parseQuery('one: needle | two:search:needle', ['one', 'two'])));
    const honest = await lookUp(words('needle'));
    expect(honest.kind, 'nobody has asked for this before').to.equal('task');
    expect(await result(honest)).to.include({ kind: 'search' });
    expect(resolver.renew('no key at all')).to.equal(undefined);
  });

  it('uses a source that was replaced, with a breaker of its own', async () => {
    const { lookUp, registry, sources } = aResolver(new FakeSource({ name: 'one' }));
    const before = sources.breaker('one');
    const replacement = new FakeSource({ name: 'one', tracks: [aTrack({ title: 'New', source: 'one' })] });
    registry.replace(replacement);
    await result(await lookUp(words('new')));
    expect(replacement.resolved).to.have.length(1);
    expect(sources.breaker('one')).not.to.equal(before);
  });

  it('does not leave a request waiting for ever while its source fails', async () => {
    const source = new FakeSource();
    const { lookUp, clock, scheduler } = aResolver(source);
    for (let tries = 0; tries < 100; tries += 1) {
      source.resolveTroubles.push({ error: new SourceUnavailableError('fake', 'Down.') });
    }
    // The first to fail open the circuit; the others have been accepted already, and wait for it to close.
    const texts = Array.from({ length: 20 }, (_, index) => `${index}`);
    const lookups = await Promise.all(texts.map((text) => lookUp({ kind: 'search', text })));
    const outcomes = lookups.map((lookup) => result(lookup).catch((error: unknown) => error));
    await clock.advance(15 * 60_000);
    expect(await Promise.all(outcomes)).to.satisfy((errors: unknown[]) => errors.every((one) => one instanceof Error));
    expect(scheduler.stats()).to.include({ pending: 0, running: 0 });
  });
});
