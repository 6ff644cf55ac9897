import { Readable } from 'node:stream';
import { expect } from 'chai';
import { mpegFrames } from '../../../src/audio/mpeg-frames.js';
import type { AudioSource } from '../../../src/sources/audio-source.js';
import type { Query } from '../../../src/model/query.js';
import { type Grade, gradeText } from '../../../src/testing/conformance/grade.js';
import type { MediaStandIn } from '../../../src/testing/media/media-stand-in.js';
import { aTrack } from '../../../src/testing/a-track.js';
import { FakeMetadataSource } from '../../../src/testing/fake-metadata-source.js';
import { FaultyFetch } from '../../../src/testing/media/faulty-fetch.js';
import { anAac, anMp3 } from '../../../src/testing/media/sounds.js';
import { queriesOf } from '../../../src/testing/source-kit/identity-checks.js';
import { gradeSource, itBehavesLikeASource, SOURCE_KIT } from '../../../src/testing/source-kit/source-kit.js';
import { aShelf, shelfSamples } from './a-shelf.js';
import { ShelfSource } from './shelf-source.js';
import { ANSWER_MUTANTS } from './answer-mutants.js';
import { EXTRA_MUTANTS } from './extra-mutants.js';
import { FAULT_MUTANTS } from './fault-mutants.js';
import { IDENTITY_MUTANTS } from './identity-mutants.js';
import { LIST_MUTANTS } from './list-mutants.js';
import type { Mutant } from './mutant.js';
import { SOUND_MUTANTS } from './sound-mutants.js';

const MUTANTS = [
  ...IDENTITY_MUTANTS,
  ...ANSWER_MUTANTS,
  ...LIST_MUTANTS,
  ...EXTRA_MUTANTS,
  ...SOUND_MUTANTS,
  ...FAULT_MUTANTS,
];

/** How many are examined at once. */
const AT_ONCE = 3;

describe('itBehavesLikeASource', () => {
  it('has a mutant for every check, and a check for every mutant', () => {
    const ids = SOURCE_KIT.checks.map(({ id }) => id);
    expect(new Set(ids).size).to.equal(ids.length);
    expect([...new Set(MUTANTS.map(({ breaks }) => breaks))].sort()).to.deep.equal(ids.sort());
  });

  it('gives a source that keeps everything an A', async function () {
    this.timeout(20_000);
    const count = SOURCE_KIT.checks.length;
    expect(gradeText(await graded())).to.equal(`A: the source “shelf” keeps ${count} of ${count} promises.`);
  });

  it('takes faults from a fetch as well as from a server', async function () {
    this.timeout(20_000);
    const media = await aShelf();
    const network = new FaultyFetch(media.fetch);
    const grade = await gradeSource(() => new ShelfSource(network.fetch), { ...shelfSamples(media), network });
    await media.close();
    expect(gradeText(grade)).to.match(/^A:/);
  });

  it('says that the samples have another network than the source', async function () {
    this.timeout(20_000);
    const [media, other] = [await aShelf(), await aShelf()];
    const grade = await gradeSource(() => new ShelfSource(media.fetch), shelfSamples(other));
    await Promise.all([media.close(), other.close()]);
    expect(gradeText(grade)).to.contain('The source never asked the network of the samples.');
  });

  it('asks what every query of the samples is, whatever else it is for', async () => {
    const media = await aShelf();
    const samples = shelfSamples(media);
    await media.close();
    const { missing, unplayable, live, timed, playlist, longPlaylist, search } = samples;
    const others = [missing, unplayable, live, timed?.query, playlist?.query, longPlaylist?.query, search];
    expect(queriesOf(samples)).to.include.members([...samples.track, ...samples.foreign, ...others]);
    expect(others).not.to.include(undefined);
  });

  for (const [how, offMs, broken] of [
    ['believes a source that begins where it says', 0, []],
    ['hears a source that begins a tenth of a second beside it', 104, ['begins-where-it-says']],
  ] as const) {
    it(`knows MP3 and AAC by their frames: it ${how}`, async function () {
      this.timeout(20_000);
      for (const sound of [anMp3(4), anAac(4)]) {
        const grade = await gradeSource(() => mpegSource(sound, offMs), { track: [MPEG_QUERY], foreign: [] });
        expect(grade.verdicts.flatMap(({ kind, id }) => (kind === 'broken' ? [id] : []))).to.deep.equal(broken);
      }
    });
  }

  for (const [what, spoil, words] of [
    ['a promise of what a query means', { identify: async () => undefined }, 'identify gives a promise for'],
    ['an answer that is none', { resolve: async () => null }, 'Its answer has the kind undefined'],
    ['a bare stream', { open: async () => Readable.from([]) }, 'an object with a readable of Node'],
    [
      'a track without what it needs',
      { resolve: async () => ({ kind: 'track', track: { id: 'song', title: undefined } }) },
      'answer.track.title is undefined, which JSON cannot hold.',
    ],
  ] as const) {
    it(`says in words what is wrong with ${what}`, async function () {
      this.timeout(20_000);
      // As a source in JavaScript may be, which nothing holds to its types.
      const source = { ...mpegSource(anMp3(2), 0), ...spoil } as unknown as AudioSource;
      const text = gradeText(await gradeSource(() => source, { track: [MPEG_QUERY], foreign: [] }));
      expect(text)
        .to.contain(words)
        .and.not.match(/of undefined|of null|is not a function|strictly/);
    });
  }

  it('asks nothing about sound of a source that has none, nor about faults without a network', async () => {
    const track = aTrack({ source: 'service', id: 'song' });
    const query: Query = { kind: 'url', url: new URL('https://service.example/song') };
    const source = new FakeMetadataSource({ tracks: [track] });
    const text = gradeText(await gradeSource(() => source, { track: [query], foreign: [] }));
    expect(text).to.match(/^A:/).and.contain('not asked, as it has no sound: sound, ');
    expect(text).to.contain('not asked, as there is no network in the samples: faults');
  });

  describe('with mutants', () => {
    const grades = new Map<Mutant, Grade>();
    before(async function () {
      this.timeout(120_000);
      const waiting = MUTANTS.filter(({ alone }) => !alone);
      const examine = async () => {
        for (let mutant = waiting.pop(); mutant; mutant = waiting.pop()) grades.set(mutant, await graded(mutant));
      };
      await Promise.all(Array.from({ length: AT_ONCE }, examine));
      for (const mutant of MUTANTS) if (mutant.alone) grades.set(mutant, await graded(mutant));
    });

    for (const mutant of MUTANTS) {
      it(`catches a source that ${mutant.fault}, by one check: ${mutant.breaks}`, () => {
        const grade = grades.get(mutant);
        const broken = grade?.verdicts.filter(({ kind }) => kind === 'broken').map(({ id }) => id);
        expect(broken, grade && gradeText(grade)).to.deep.equal([mutant.breaks]);
      });
    }
  });
});

describe('itBehavesLikeASource with a source that keeps everything', () => {
  let media: MediaStandIn;
  before(async () => {
    media = await aShelf();
  });
  after(() => media.close());

  itBehavesLikeASource(
    () => new ShelfSource(media.fetch),
    () => shelfSamples(media),
  );
});

const MPEG_QUERY: Query = { kind: 'url', url: new URL('https://shelf.example/mpeg') };

/** A file in memory that is opened at its frames. @param offMs so far from where it says */
function mpegSource(sound: Buffer, offMs: number): AudioSource {
  const frames = mpegFrames(sound);
  const msEach = frames[0]?.ms ?? 0;
  const track = aTrack({ source: 'mpeg', id: 'song', durationMs: Math.round(frames.length * msEach) });
  return {
    name: 'mpeg',
    identify: () => ({ reference: { source: 'mpeg', kind: 'track', id: 'song' } }),
    resolve: async (_, { signal }) => {
      signal.throwIfAborted();
      return { kind: 'track', track };
    },
    open: async (_, { positionMs, streamSignal }) => {
      const skipped = Math.floor(positionMs / msEach);
      const from = positionMs === 0 ? 0 : skipped + Math.round(offMs / msEach);
      const readable = Readable.from(frames.slice(from).map(({ data }) => data));
      streamSignal.addEventListener('abort', () => readable.destroy(), { once: true });
      return { readable, format: 'arbitrary', positionMs: skipped * msEach };
    },
  };
}

async function graded(mutant?: Mutant): Promise<Grade> {
  const media = await aShelf();
  try {
    const search: Query = { kind: 'search', source: mutant?.name ?? 'shelf', text: 'record' };
    return await gradeSource(() => made(media, mutant), shelfSamples(media, { search }));
  } finally {
    await media.close();
  }
}

function made(media: MediaStandIn, mutant?: Mutant): AudioSource {
  const good = new ShelfSource(media.fetch, mutant?.name);
  return {
    name: good.name,
    identify: (query) => good.identify(query),
    resolve: (reference, context) => good.resolve(reference, context),
    open: (track, context) => good.open(track, context),
    isrcSearch: (isrc) => good.isrcSearch(isrc),
    suggest: (prefix, context) => good.suggest(prefix, context),
    related: (track, context) => good.related(track, context),
    lyrics: (track, context) => good.lyrics(track, context),
    artwork: (id, context) => good.artwork(id, context),
    ...mutant?.spoil(good, media),
  };
}
