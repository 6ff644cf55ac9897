import { Readable } from 'node:stream';
import { raceSignal } from '../../runtime/abort.js';
import type { AudioStream } from '../../model/audio-stream.js';
import type { Identified, Query } from '../../model/query.js';
import { type Resolution, tracksOf } from '../../model/resolution.js';
import type { Track } from '../../model/track.js';
import { type AudioSource, hasSound, type Source, type SourceContext } from '../../sources/audio-source.js';
import { hear, type Heard, listeningTo } from './heard.js';
import { Leftovers } from './leftovers.js';
import type { SourceSamples } from './source-samples.js';

/** How long a source may take to notice that nobody waits any more, in milliseconds. */
export const ABORT_MS = 1_000;

const PATIENCE_MS = 5_000;
const ANSWERS: readonly Resolution['kind'][] = ['track', 'playlist', 'search', 'empty'];

/** An opened stream, with the signals that it was given. */
export interface Opened {
  readonly stream: AudioStream;
  /** Fires its `streamSignal`, and nothing else. */
  abort(): void;
}

/** A source that is being examined. What costs time and is asked by several checks is asked once. */
export class SourceExam {
  readonly source: Source;
  readonly samples: SourceSamples;
  readonly #make: () => Source | Promise<Source>;
  readonly #known = new Map<string, Promise<unknown>>();

  static async begin(make: () => Source | Promise<Source>, samples: SourceSamples): Promise<SourceExam> {
    return new SourceExam(await make(), make, samples);
  }

  private constructor(source: Source, make: () => Source | Promise<Source>, samples: SourceSamples) {
    this.source = source;
    this.samples = samples;
    this.#make = make;
  }

  get patienceMs(): number {
    return this.samples.patienceMs ?? PATIENCE_MS;
  }

  /** One more like it, which remembers nothing of this one. */
  async another(): Promise<Source> {
    return this.#make();
  }

  /** What is open now and is to be gone later. */
  leftovers(): Leftovers {
    return new Leftovers(this.samples.network);
  }

  /** The work, done once; later calls get what came of it. */
  once<T>(key: string, work: () => Promise<T>): Promise<T> {
    const known = this.#known.get(key) ?? work();
    this.#known.set(key, known);
    return known as Promise<T>; // Each key is used for one kind of thing.
  }

  /** What the source found for the track of the samples. */
  answer(): Promise<Resolution> {
    return this.once('answer', () => resolve(this.source, this.samples.track[0]));
  }

  /** The track of the samples. */
  async track(): Promise<Track> {
    return firstTrackOf(await this.answer(), this.samples.track[0]);
  }

  /** Its sound, from the start to the end, where it has one. */
  sound(): Promise<Heard> {
    return this.once('sound', async () => this.listen((await open(this.source, await this.track())).stream));
  }

  /** Listens to a stream of the track of the samples, for as long as makes sense. */
  async listen(stream: AudioStream): Promise<Heard> {
    return hear(stream, listeningTo(await this.track()));
  }

  /** Where in the track to start for a look at the middle, in milliseconds. */
  async middleMs(): Promise<number> {
    const { durationMs } = await this.track();
    return durationMs === null ? 1_000 : Math.floor(durationMs / 40) * 20;
  }
}

/** Looks a query up, as the resolver does. */
export async function resolve(source: Source, query: Query, context: Partial<SourceContext> = {}): Promise<Resolution> {
  const { reference } = identified(source, query);
  const answer = await source.resolve(reference, {
    signal: new AbortController().signal,
    report: () => {},
    ...context,
  });
  const { kind } = Object(answer) as Partial<Resolution>; // A source in JavaScript may give anything.
  if (kind !== undefined && ANSWERS.includes(kind)) return answer;
  throw new Error(`Its answer has the kind ${String(kind)}: it has to be one of ${ANSWERS.join(', ')}.`);
}

/** Opens a track, as the session does. */
export async function open(
  source: Source,
  track: Track,
  {
    positionMs = 0,
    attemptSignal = new AbortController().signal,
  }: { positionMs?: number; attemptSignal?: AbortSignal } = {},
): Promise<Opened> {
  const life = new AbortController();
  const stream = await soundOf(source).open(track, { positionMs, attemptSignal, streamSignal: life.signal });
  if (!(stream?.readable instanceof Readable)) {
    throw new Error('What it opens has to be an object with a readable of Node, a format and a positionMs.');
  }
  // Destroyed on purpose, it may say so; who reads it meets the error again.
  stream.readable.on('error', () => {});
  return { stream, abort: () => life.abort(new Error('The stream is no longer wanted.')) };
}

export function identified(source: Source, query: Query): Identified {
  const found = source.identify(query);
  if (found instanceof Promise)
    throw new Error(`identify gives a promise for ${describeQuery(query)}: it has to answer at once.`);
  if (!found) throw new Error(`The source does not take ${describeQuery(query)}.`);
  return found;
}

/** @throws when the answer holds no track */
export function firstTrackOf(answer: Resolution, query: Query): Track {
  const [first] = tracksOf(answer);
  if (!first) throw new Error(`${describeQuery(query)} leads to ${answer.kind}, not to a track.`);
  return first;
}

export function describeQuery(query: Query): string {
  return query.kind === 'url'
    ? query.url.href
    : `“${query.source === undefined ? '' : `${query.source}: `}${query.text}”`;
}

/** Whether it settles in that time, however. */
export async function settlesWithin(ms: number, work: Promise<unknown>): Promise<boolean> {
  const limit = AbortSignal.timeout(ms);
  const settled = work.then(
    () => true,
    () => true,
  );
  return raceSignal(settled, limit).catch(() => false);
}

function soundOf(source: Source): AudioSource {
  if (!hasSound(source)) throw new Error(`The source “${source.name}” has no sound to open.`);
  return source;
}
