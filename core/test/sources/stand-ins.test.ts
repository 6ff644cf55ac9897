import { expect } from 'chai';
import { TieredCache } from '../../src/cache/tiered-cache.js';
import { SourceUnavailableError } from '../../src/errors/source-errors.js';
import type { Reference } from '../../src/model/query.js';
import type { Resolution } from '../../src/model/resolution.js';
import type { Track } from '../../src/model/track.js';
import { exponentialBackoff } from '../../src/resilience/exponential-backoff.js';
import { WindowBreaker } from '../../src/resilience/window-breaker.js';
import { silentLogger } from '../../src/runtime/logger.js';
import { Registry } from '../../src/runtime/registry.js';
import { PriorityScheduler } from '../../src/scheduler/priority-scheduler.js';
import type { Source, SourceContext } from '../../src/sources/audio-source.js';
import { GuardedSources } from '../../src/sources/guarded-sources.js';
import { DEFAULT_DEADLINES } from '../../src/sources/guards/deadline-guard.js';
import { SourceResolver } from '../../src/sources/source-resolver.js';
import { type ChosenStandIns, type StandIn, StandIns } from '../../src/sources/stand-ins.js';
import { MemoryStore } from '../../src/store/memory-store.js';
import { aTrack } from '../../src/testing/a-track.js';
import { FakeClock } from '../../src/testing/fake-clock.js';
import { FakeMetadataSource } from '../../src/testing/fake-metadata-source.js';
import { FakeSource } from '../../src/testing/fake-source.js';

const SONG = aTrack({ source: 'one' });
const at = (source: string, facts: Partial<Track> = {}) => aTrack({ source, id: source, ...facts });

function standIns(...sources: readonly Source[]) {
  return standInsWith(undefined, ...sources);
}

function standInsWith(chosen: ChosenStandIns | undefined, ...sources: readonly Source[]) {
  const clock = new FakeClock();
  const logger = silentLogger;
  const registry = new Registry<Source>('source');
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
  const standIns = new StandIns({ sources: guarded, resolver, ...(chosen && { chosen }) });
  return {
    /** All of them, until an error ends it. */
    async all(track: Track) {
      const found: StandIn[] = [];
      let failed: unknown;
      try {
        for await (const one of standIns.find(track, search)) found.push(one);
      } catch (error) {
        failed = error;
      }
      return { found, failed, ids: found.map(({ track: { id } }) => id) };
    },
    find: async (track: Track) => (await standIns.find(track, search).next()).value ?? undefined,
    candidates: (track: Track) => standIns.candidates(track, search),
    hasOthers: standIns.hasOthers,
  };
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
      detour: { answeredBy: 'three', insteadOf: 'one', score: 1, wanted: SONG },
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

describe('StandIns, by ISRC', () => {
  const ISRC = 'GBAYE0601498';
  const wanted = { ...SONG, isrc: ISRC };

  /** Finds one track by its ISRC, and the others by words. It tells no ISRC itself. */
  class Catalogue extends FakeSource {
    constructor(
      readonly byIsrc: Track | undefined,
      ...byWords: readonly Track[]
    ) {
      super({ name: 'two', tracks: byWords });
    }

    isrcSearch(isrc: string): Reference {
      return { source: this.name, kind: 'search', id: `isrc ${isrc}` };
    }

    override async resolve(reference: Reference, context: SourceContext): Promise<Resolution> {
      const other = await super.resolve(reference, context);
      if (reference.id !== `isrc ${ISRC}`) return other;
      return this.byIsrc ? { kind: 'search', tracks: [this.byIsrc] } : { kind: 'empty' };
    }
  }
  const asked = ({ resolved }: FakeSource) => resolved.map(({ id }) => id);

  it('asks a source that can be searched by it for that alone when that will do', async () => {
    const two = new Catalogue(at('two'), at('two', { id: 'words' }));
    expect((await standIns(two).find(wanted))?.track.id).to.equal('two');
    expect(asked(two)).to.deep.equal([`isrc ${ISRC}`]);
  });

  it('goes on by words where that finds nothing, or another recording', async () => {
    const others = [
      undefined,
      at('two', { title: 'Another' }),
      at('two', { durationMs: 1_000 }),
      at('two', { author: '針' }),
    ];
    for (const other of others) {
      const two = new Catalogue(other, at('two', { id: 'words', title: 'Needle Drop (Official Audio)' }));
      expect((await standIns(two).all(wanted)).ids).to.deep.equal(['words']);
      expect(asked(two)).to.deep.equal([`isrc ${ISRC}`, 'the tonearms needle drop', 'needle drop']);
    }
  });

  it('offers what it finds with the score that it deserves', async () => {
    const two = new Catalogue(at('two', { title: 'Needle Drop (Live)' }));
    const [offered] = await standIns(two).candidates(wanted);
    expect(offered).to.deep.include({ track: two.byIsrc }).and.to.have.nested.property('detour.score', 0);
  });

  it('asks no source that cannot, and none for what is no ISRC', async () => {
    const [plain, two] = [new FakeSource({ name: 'two', tracks: [] }), new Catalogue(undefined)];
    await standIns(plain).find(wanted);
    await standIns(two).find({ ...SONG, isrc: 'https://evil.example' });
    for (const source of [plain, two]) expect(asked(source)[0]).to.equal('the tonearms needle drop');
  });
});

describe('StandIns, of several', () => {
  const near = (source: string, author: string, facts: Partial<Track> = {}) =>
    at(source, { author, durationMs: 187_000, ...facts });

  it('gives the best of all sources first when none is very good', async () => {
    const two = new FakeSource({ name: 'two', tracks: [near('two', 'The Tonearms')] });
    const three = new FakeSource({ name: 'three', tracks: [near('three', 'The Tonearms', { durationMs: 186_500 })] });
    const { found, ids } = await standIns(new FakeSource({ name: 'one' }), two, three).all(SONG);
    expect(ids).to.deep.equal(['three', 'two']);
    expect(found.map(({ detour }) => detour.score)).to.satisfy((all: number[]) => all.every((score) => score < 0.95));
  });

  it('does not ask sources without sound', async () => {
    const service = new FakeMetadataSource({ tracks: [at('service')] });
    const { all, hasOthers } = standIns(service, new FakeSource({ name: 'one', tracks: [SONG] }));
    expect((await all(SONG)).ids).to.deep.equal([]);
    expect(hasOthers).to.equal(false);
  });

  it('says why a source could not look, after what the others have', async () => {
    const two = new FakeSource({ name: 'two' });
    const down = new SourceUnavailableError('two', 'Closed.');
    two.resolveTroubles.push({ error: down }, { error: down });
    const three = new FakeSource({ name: 'three', tracks: [near('three', 'The Tonearms')] });
    expect(await standIns(two, three).all(SONG)).to.deep.include({ ids: ['three'], failed: down });
  });

  it('begins with what the guild has chosen, and asks nobody as long as that will do', async () => {
    const two = new FakeSource({ name: 'two', tracks: [at('two')] });
    const mine = at('two', { id: 'mine', title: 'Something Else' });
    const asked: string[] = [];
    const chosen: ChosenStandIns = {
      find: async (guildId, { id }) => {
        asked.push(`${guildId} ${id}`);
        return mine;
      },
    };
    const { find, all } = standInsWith(chosen, two);
    expect(await find(SONG)).to.deep.equal({
      track: mine,
      detour: { answeredBy: 'two', insteadOf: 'one', score: 1, wanted: SONG, chosen: true },
    });
    expect(two.resolved).to.deep.equal([]);
    expect(asked).to.deep.equal(['guild needle-drop']);
    expect((await all(SONG)).ids, 'then what is found').to.deep.equal(['mine', 'two']);
  });

  it('goes on without what was chosen when that cannot be read', async () => {
    const two = new FakeSource({ name: 'two', tracks: [at('two')] });
    const { all } = standInsWith({ find: () => Promise.reject(new Error('disk')) }, two);
    expect((await all(SONG)).ids).to.deep.equal(['two']);
  });

  it('offers all that might be meant, the best first and at most ten, good enough or not', async () => {
    const live = at('two', { id: 'live', title: 'Needle Drop (Live)' });
    const others = Array.from({ length: 15 }, (_, index) =>
      at('two', { id: `${index}`, title: `Needle Drop ${index}` }),
    );
    const two = new FakeSource({ name: 'two', tracks: [live, ...others] });
    const three = new FakeSource({ name: 'three', tracks: [at('three')] });
    const offered = await standIns(two, three).candidates(SONG);
    expect(offered).to.have.length(10);
    expect(offered.slice(0, 2).map(({ track }) => track.id)).to.deep.equal(['three', 'live']);
  });

  it('takes nothing that the track’s own source would have to open, whoever found it', async () => {
    const two = new FakeSource({ name: 'two', tracks: [at('one', { id: 'same' }), at('two')] });
    expect((await standIns(new FakeSource({ name: 'one' }), two).all(SONG)).ids).to.deep.equal(['two']);
  });

  it('asks for words alone, whatever a stranger calls a track', async () => {
    const two = new FakeSource({ name: 'two', tracks: [] });
    const names = [
      'https://evil.example/feed.xml',
      'feed://evil.example',
      'two: https://evil.example',
      'evil.example x',
      'a@b.example',
    ];
    for (const title of names) await standIns(two).find({ ...SONG, title, author: title });
    expect(two.resolved).to.have.length.above(4);
    for (const { id } of two.resolved) expect(id).not.to.match(/:\/\/|\w[.:@/]\w/);
  });

  it('gives what two sources both know once', async () => {
    const shared = at('two', { durationMs: 187_000 });
    const names = ['two', 'two-music'];
    const sources = names.map(
      (name) =>
        new FakeSource({ name, tracks: [shared, at(name, { id: `${name} live`, title: 'Needle Drop (Live)' })] }),
    );
    const { all, candidates } = standIns(...sources);
    expect((await all(SONG)).ids).to.deep.equal(['two']);
    const offered = (await candidates(SONG)).map(({ track }) => `${track.source}:${track.id}`);
    expect(offered)
      .to.have.length(3)
      .and.deep.equal([...new Set(offered)]);
  });
});
