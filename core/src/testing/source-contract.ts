import { expect } from 'chai';
import { TonearmError } from '../errors/tonearm-error.js';
import { type Identified, type Query, referenceKey } from '../model/query.js';
import type { Resolution } from '../model/resolution.js';
import type { Track } from '../model/track.js';
import type { AudioSource, OpenContext, SourceContext } from '../sources/audio-source.js';

/** What the suite asks the source about. */
export interface SourceSamples {
  /** Queries for one track that exists, in every spelling the source knows. The first byte of sound of it is opened. */
  readonly track: readonly [Query, ...Query[]];
  /** A query that the source takes, and for which there is nothing. */
  readonly missing?: Query;
  /** Queries that belong to other sources. */
  readonly foreign: readonly Query[];
}

/** How long a source may take to notice that nobody waits any more, in milliseconds. */
const ABORT_MS = 1_000;

/** What every source has to do, whoever wrote it. Calls mocha's `describe`; needs mocha and chai. */
export function itBehavesLikeASource(make: () => AudioSource | Promise<AudioSource>, samples: SourceSamples): void {
  describe('behaves like a source', () => {
    let source: AudioSource;
    before(async () => {
      source = await make();
    });

    it('has a name in lower case', () => {
      expect(source.name).to.match(/^[a-z][a-z0-9-]*$/);
    });

    it('identifies every spelling of a track as the same thing', () => {
      const keys = samples.track.map((query) => referenceKey(identified(source, query).reference));
      expect(new Set(keys), `one key for all of ${keys.join(', ')}`).to.have.property('size', 1);
      expect(keys[0]).to.match(new RegExp(`^${source.name}:`));
    });

    it('identifies without touching the query, and alike each time', () => {
      for (const query of samples.track) {
        const before = describeQuery(query);
        expect(source.identify(query)).to.deep.equal(source.identify(query));
        expect(describeQuery(query)).to.equal(before);
      }
    });

    it('leaves what belongs to others to them', () => {
      for (const query of samples.foreign) expect(source.identify(query), describeQuery(query)).to.equal(undefined);
    });

    it('resolves to plain data that survives JSON', async () => {
      const resolution = await resolve(source, samples.track[0]);
      expect(JSON.parse(JSON.stringify(resolution))).to.deep.equal(resolution);
    });

    it('describes tracks in full: its own name, an id, a title, a length in milliseconds or null', async () => {
      const track = await aTrackOf(source, samples.track[0]);
      expect(track.source).to.equal(source.name);
      expect(track.id).to.be.a('string').and.not.equal('');
      expect(track.title).to.be.a('string').and.not.equal('');
      if (track.durationMs !== null) expect(track.durationMs, 'milliseconds, not seconds').to.be.at.least(1_000);
    });

    const { missing } = samples;
    if (missing) {
      it('says empty, or why not, when there is nothing', async () => {
        const outcome = await resolve(source, missing).catch((error: unknown) => error);
        if (outcome instanceof Error) {
          expect(outcome, 'a typed error').to.be.instanceOf(TonearmError).and.have.property('retryable', false);
        } else {
          expect(outcome).to.satisfy(isNothing);
        }
      });
    }

    it('opens a track: sound comes, from the start', async () => {
      const opened = await open(source, await aTrackOf(source, samples.track[0]));
      expect(opened.stream.positionMs).to.equal(0);
      expect(await firstChunk(opened.stream.readable))
        .to.have.property('length')
        .above(0);
      opened.close();
    });

    it('says honestly where a stream begins that was asked for in the middle', async () => {
      const track = await aTrackOf(source, samples.track[0]);
      const opened = await open(source, track, 1_000);
      expect(opened.stream.positionMs).to.be.within(0, 1_000);
      opened.close();
    });

    it('opens twice, independently', async () => {
      const track = await aTrackOf(source, samples.track[0]);
      const [one, other] = await Promise.all([open(source, track), open(source, track)]);
      one.close();
      expect(await firstChunk(other.stream.readable))
        .to.have.property('length')
        .above(0);
      other.close();
    });

    it('frees the stream when it is no longer wanted', async () => {
      const opened = await open(source, await aTrackOf(source, samples.track[0]));
      const closed = new Promise((done) => opened.stream.readable.once('close', done));
      opened.close();
      await within(ABORT_MS, closed, 'closing the stream');
      expect(opened.stream.readable.destroyed).to.equal(true);
    });

    it('ends a lookup that nobody waits for any more', async () => {
      const signal = AbortSignal.abort(new Error('Nobody waits.'));
      const { reference } = identified(source, samples.track[0]);
      const settled = source.resolve(reference, { signal, report: () => {} }).then(
        () => {},
        () => {},
      );
      await within(ABORT_MS, settled, 'ending the lookup');
    });
  });
}

function isNothing(resolution: Resolution): boolean {
  return resolution.kind === 'empty' || (resolution.kind === 'search' && resolution.tracks.length === 0);
}

function identified(source: AudioSource, query: Query): Identified {
  const found = source.identify(query);
  if (!found) throw new Error(`The source does not identify ${describeQuery(query)}.`);
  return found;
}

function resolve(source: AudioSource, query: Query): Promise<Resolution> {
  const context: SourceContext = { signal: new AbortController().signal, report: () => {} };
  return source.resolve(identified(source, query).reference, context);
}

async function aTrackOf(source: AudioSource, query: Query): Promise<Track> {
  const resolution = await resolve(source, query);
  const track = resolution.kind === 'track' ? resolution.track : undefined;
  const first = resolution.kind === 'search' ? resolution.tracks[0] : track;
  if (!first) throw new Error(`${describeQuery(query)} resolves to ${resolution.kind}, not to a track.`);
  return first;
}

async function open(source: AudioSource, track: Track, positionMs = 0) {
  const attempt = new AbortController();
  const life = new AbortController();
  const context: OpenContext = { positionMs, attemptSignal: attempt.signal, streamSignal: life.signal };
  const stream = await source.open(track, context);
  stream.readable.on('error', () => {});
  return {
    stream,
    close: () => {
      life.abort();
      stream.readable.destroy();
    },
  };
}

async function firstChunk(readable: AsyncIterable<unknown>): Promise<unknown> {
  for await (const chunk of readable) return chunk;
  throw new Error('The stream ended without a byte.');
}

async function within(ms: number, what: Promise<unknown>, name: string): Promise<void> {
  const late = Symbol('late');
  const { promise, resolve: giveUp } = Promise.withResolvers<typeof late>();
  const signal = AbortSignal.timeout(ms);
  signal.addEventListener('abort', () => giveUp(late), { once: true });
  if ((await Promise.race([what, promise])) === late) throw new Error(`${name} took longer than ${ms} ms.`);
}

function describeQuery(query: Query): string {
  return query.kind === 'url' ? query.url.href : `${query.source ?? ''} ${query.text}`.trim();
}
