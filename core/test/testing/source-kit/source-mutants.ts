import { spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { SourceUnavailableError, TrackUnavailableError } from '../../../src/errors/source-errors.js';
import type { AudioStream } from '../../../src/model/audio-stream.js';
import type { Playlist, Resolution } from '../../../src/model/resolution.js';
import type { Track } from '../../../src/model/track.js';
import { raceSignal } from '../../../src/runtime/abort.js';
import type { AudioSource, OpenContext } from '../../../src/sources/audio-source.js';
import type { MediaStandIn } from '../../../src/testing/media/media-stand-in.js';
import { stoppableReadable } from '../../../src/transfer/stoppable-readable.js';
import type { ShelfSource } from './shelf-source.js';

/** A source with one fault. */
export interface Mutant {
  /** Finishes “a source that …”. */
  readonly fault: string;
  /** The one check that it breaks. */
  readonly breaks: string;
  /** What it does otherwise than the good one. */
  spoil(good: ShelfSource, media: MediaStandIn): Partial<AudioSource>;
  /** Its name, where that is the fault. */
  readonly name?: string;
  /** What it leaves behind is the process's, so no other may be examined meanwhile. */
  readonly alone?: boolean;
}

const forever = new AbortController().signal;

export const MUTANTS: readonly Mutant[] = [
  { fault: 'has blanks in its name', breaks: 'has-a-name', name: 'My Shelf', spoil: () => ({}) },
  {
    fault: 'takes a spelling for another track',
    breaks: 'one-key-for-all-spellings',
    spoil: (good) => ({
      identify: (query) => {
        const found = good.identify(query);
        if (!found || query.kind === 'search') return found;
        // The same track, by a name that is not the canonical one.
        return { ...found, reference: { ...found.reference, id: found.reference.id + query.url.hash } };
      },
      resolve: (reference, context) => good.resolve({ ...reference, id: reference.id.replace(/#.*/, '') }, context),
    }),
  },
  {
    fault: 'changes the query',
    breaks: 'identifies-purely',
    spoil: (good) => ({
      identify: (query) => {
        const found = good.identify(query);
        if (query.kind === 'url') query.url.hash = 'seen';
        return found;
      },
    }),
  },
  {
    fault: 'asks the network what a link is',
    breaks: 'identifies-purely',
    spoil: (good, media) => ({
      identify: (query) => {
        glance(media);
        return good.identify(query);
      },
    }),
  },
  {
    fault: 'takes every link',
    breaks: 'leaves-what-is-foreign',
    spoil: (good) => ({
      identify: (query) => good.identify(query) ?? { reference: good.reference('track', 'none') },
    }),
  },
  {
    fault: 'tells the start in seconds',
    breaks: 'starts-in-milliseconds',
    spoil: (good) => ({
      identify: (query) => {
        const found = good.identify(query);
        return found?.startMs === undefined ? found : { ...found, startMs: found.startMs / 1000 };
      },
    }),
  },
  {
    fault: 'puts a date into its answers',
    breaks: 'survives-json',
    spoil: (good) => ({ resolve: onTracks(good, (track) => ({ ...track, ...{ seen: new Date(0) } })) }),
  },
  {
    fault: 'puts undefined into its answers',
    breaks: 'survives-json',
    spoil: (good) => ({ resolve: onTracks(good, (track) => Object.assign({}, track, { album: undefined })) }),
  },
  {
    fault: 'gives tracks no title',
    breaks: 'describes-tracks',
    spoil: (good) => ({ resolve: onTracks(good, (track) => ({ ...track, title: '' })) }),
  },
  {
    fault: 'says that another source opens its tracks',
    breaks: 'describes-tracks',
    spoil: (good) => ({ resolve: onTracks(good, (track) => ({ ...track, source: 'elsewhere' })) }),
  },
  {
    fault: 'tells lengths in seconds',
    breaks: 'knows-the-length',
    spoil: (good) => ({ resolve: onTracks(good, (track) => withLength(track, (ms) => ms / 1000)) }),
  },
  {
    fault: 'tells a length that is not the track’s',
    breaks: 'knows-the-length',
    spoil: (good) => ({ resolve: onTracks(good, (track) => withLength(track, (ms) => ms + 1_600)) }),
  },
  {
    fault: 'does not know its own ids',
    breaks: 'finds-its-tracks-again',
    spoil: (good) => {
      const known = (id: string) => id.replace(/^own-/, '');
      return {
        resolve: async (reference, context) =>
          reference.id.startsWith('own-')
            ? { kind: 'empty' }
            : mapTracks(await good.resolve(reference, context), (track) =>
                reference.kind === 'track' ? { ...track, id: `own-${track.id}` } : track,
              ),
        open: (track, context) => good.open({ ...track, id: known(track.id) }, context),
      };
    },
  },
  {
    fault: 'fails for a while when there is nothing',
    breaks: 'says-when-there-is-nothing',
    spoil: (good) => ({
      resolve: async (reference, context) => {
        const answer = await good.resolve(reference, context);
        if (answer.kind === 'empty') throw new SourceUnavailableError(good.name, 'There is nothing.');
        return answer;
      },
    }),
  },
  {
    fault: 'finds something else when there is nothing',
    breaks: 'says-when-there-is-nothing',
    spoil: (good) => ({
      resolve: async (reference, context) => {
        const answer = await good.resolve(reference, context);
        return answer.kind === 'empty' ? good.resolve(good.reference('track', 'r1'), context) : answer;
      },
    }),
  },
  {
    fault: 'lets what is locked be tried again and again',
    breaks: 'refuses-for-good',
    spoil: (good) => ({
      resolve: (reference, context) =>
        good.resolve(reference, context).catch((error: unknown) => {
          if (error instanceof TrackUnavailableError) throw new SourceUnavailableError(good.name, error.message);
          throw error;
        }),
    }),
  },
  {
    fault: 'gives a live stream a length',
    breaks: 'live-has-no-length',
    spoil: (good) => ({
      resolve: onTracks(good, (track) => ({ ...track, durationMs: track.durationMs ?? 86_400_000 })),
    }),
  },
  {
    fault: 'reports in percent',
    breaks: 'reports-in-order',
    spoil: (good) => ({
      resolve: (reference, context) => {
        context.report('searching', 50);
        return good.resolve(reference, { ...context, report: () => {} });
      },
    }),
  },
  {
    fault: 'reports stages as they come to its mind',
    breaks: 'reports-in-order',
    spoil: (good) => ({
      resolve: (reference, context) => {
        context.report('finishing');
        return good.resolve(reference, context);
      },
    }),
  },
  {
    fault: 'takes the first of what it found for the answer',
    breaks: 'answers-words',
    spoil: (good) => ({
      resolve: async (reference, context) => {
        const answer = await good.resolve(reference, context);
        const first = answer.kind === 'search' ? answer.tracks[0] : undefined;
        return first ? { kind: 'track', track: first } : answer;
      },
    }),
  },
  {
    fault: 'completes with all it has',
    breaks: 'completes-words',
    spoil: (good) => ({
      suggest: async (prefix, context) => {
        const lines = await good.suggest(prefix, context);
        return [...lines, ...lines, ...lines];
      },
    }),
  },
  {
    fault: 'gives the same page for ever',
    breaks: 'pages-end',
    spoil: (good) => ({ resolve: onPages(good, (page) => ({ ...page, next: page.next ?? '8' })) }),
  },
  {
    fault: 'stops after the first page',
    breaks: 'joins-pages',
    spoil: (good) => ({ resolve: onPages(good, ({ next: _, ...page }) => page) }),
  },
  {
    fault: 'gives the first track again on each page',
    breaks: 'joins-pages',
    spoil: (good) => ({
      resolve: onPages(good, (page, cursor) => {
        const again = { ...page.items[0], id: 'r0' } as Track; // The shelf's pages hold tracks.
        return cursor === undefined ? page : { ...page, items: [again, ...page.items] };
      }),
    }),
  },
  {
    fault: 'sorts a playlist by its own taste',
    breaks: 'keeps-the-order',
    spoil: (good) => ({ resolve: onPages(good, (page) => ({ ...page, items: page.items.toReversed() })) }),
  },
  {
    fault: 'begins a little later, whatever was asked for',
    breaks: 'sounds-from-the-start',
    spoil: (good) => ({
      open: (track, context) => good.open(track, { ...context, positionMs: Math.max(20, context.positionMs) }),
    }),
  },
  {
    fault: 'says Ogg of what is samples',
    breaks: 'names-its-format',
    spoil: (good) => ({
      open: async (track, context) => ({ ...(await good.open(track, context)), format: 'ogg/opus' }),
    }),
  },
  {
    fault: 'says that it begins behind the place',
    breaks: 'says-where-it-begins',
    spoil: (good) => ({
      open: async (track, context) => {
        const stream = await good.open(track, context);
        return { ...stream, positionMs: stream.positionMs * 3 };
      },
    }),
  },
  {
    fault: 'begins at the start and says it were the place',
    breaks: 'begins-where-it-says',
    spoil: (good) => ({
      open: async (track, context) => {
        const stream = await good.open(track, { ...context, positionMs: 0 });
        return { ...stream, positionMs: context.positionMs };
      },
    }),
  },
  {
    fault: 'takes the place for seconds',
    breaks: 'begins-where-it-says',
    spoil: (good) => ({
      open: async (track, context) => {
        const stream = await good.open(track, { ...context, positionMs: context.positionMs / 1000 });
        return { ...stream, positionMs: context.positionMs };
      },
    }),
  },
  {
    fault: 'gives everyone who listens the same stream',
    breaks: 'opens-independently',
    spoil: (good) => {
      const open = new Map<string, Promise<AudioStream>>();
      return {
        open: async (track, context) => {
          const key = `${track.id} ${context.positionMs}`;
          const shared = open.get(key) ?? good.open(track, context);
          open.set(key, shared);
          const forget = () => open.delete(key);
          shared.then(({ readable }) => readable.once('close', forget), forget);
          return shared;
        },
      };
    },
  },
  {
    fault: 'looks on when nobody waits',
    breaks: 'lookup-ends',
    spoil: (good) => ({ resolve: (reference, context) => good.resolve(reference, { ...context, signal: forever }) }),
  },
  {
    fault: 'answers the signal and forgets the request',
    breaks: 'lookup-leaves-nothing',
    spoil: (good) => ({
      resolve: (reference, context) =>
        raceSignal(good.resolve(reference, { ...context, signal: forever }), context.signal),
    }),
  },
  {
    fault: 'opens on when nobody waits',
    breaks: 'opening-ends',
    spoil: (good) => ({ open: (track, context) => good.open(track, { ...context, attemptSignal: forever }) }),
  },
  {
    fault: 'gives up opening and forgets the request',
    breaks: 'opening-leaves-nothing',
    spoil: (good) => ({
      open: (track, context) =>
        raceSignal(good.open(track, { ...context, attemptSignal: forever }), context.attemptSignal),
    }),
  },
  {
    fault: 'lets a stream be that is not wanted',
    breaks: 'stream-ends',
    spoil: (good) => ({ open: (track, context) => good.open(track, { ...context, streamSignal: forever }) }),
  },
  {
    fault: 'forgets the request behind a stream',
    breaks: 'stream-leaves-nothing',
    spoil: (good) => ({
      open: async (track, context) => {
        const { readable, ...stream } = await good.open(track, { ...context, streamSignal: forever });
        const front = () => readable.iterator({ destroyOnReturn: false }) as AsyncGenerator<Buffer>; // It holds bytes.
        return { ...stream, readable: stoppableReadable(front, context.streamSignal) };
      },
    }),
  },
  {
    fault: 'leaves a child process behind a stream',
    breaks: 'stream-leaves-nothing',
    alone: true,
    spoil: (good) => ({
      open: async (track, context) => {
        const stream = await good.open(track, context);
        spawn(process.execPath, ['-e', 'setTimeout(() => {}, 3_000)'], { stdio: 'ignore' });
        return stream;
      },
    }),
  },
  {
    fault: 'has no patience',
    breaks: 'bears-a-slow-network',
    spoil: (good) => ({
      resolve: (reference, context) =>
        hastily(3, context.signal, (signal) => good.resolve(reference, { ...context, signal })),
    }),
  },
  {
    fault: 'takes every failure for nothing found',
    breaks: 'takes-no-fault-for-an-answer',
    spoil: (good) => ({
      resolve: (reference, context) =>
        good.resolve(reference, context).catch((error: unknown) => {
          if (context.signal.aborted || error instanceof TrackUnavailableError) throw error;
          return { kind: 'empty' };
        }),
    }),
  },
  {
    fault: 'plays whatever comes',
    breaks: 'takes-no-fault-for-an-answer',
    spoil: (good) => ({
      open: async (track, context) =>
        good.open(track, context).catch((error: unknown) => {
          const isOther = error instanceof Error && error.message.includes('something else');
          return isOther ? rawStream(good, track, context) : Promise.reject(error);
        }),
    }),
  },
  {
    fault: 'lets foreign errors through',
    breaks: 'fails-in-types',
    spoil: (good) => ({
      resolve: (reference, context) =>
        good.resolve(reference, context).catch((error: unknown) => {
          throw error instanceof SourceUnavailableError && error.cause !== undefined ? error.cause : error;
        }),
    }),
  },
  {
    fault: 'gives up for good what may pass',
    breaks: 'says-what-may-pass',
    spoil: (good) => ({
      resolve: (reference, context) =>
        good.resolve(reference, context).catch((error: unknown) => {
          if (error instanceof SourceUnavailableError) throw new TrackUnavailableError(good.name, error.message);
          throw error;
        }),
    }),
  },
  {
    fault: 'keeps to itself how long it was asked to wait',
    breaks: 'passes-on-retry-after',
    spoil: (good) => ({
      resolve: (reference, context) => good.resolve(reference, context).catch(onWait(good, () => undefined)),
    }),
  },
  {
    fault: 'says in seconds how long it was asked to wait',
    breaks: 'passes-on-retry-after',
    spoil: (good) => ({
      resolve: (reference, context) => good.resolve(reference, context).catch(onWait(good, (ms) => ms / 1000)),
    }),
  },
  {
    fault: 'tries again for ever',
    breaks: 'gives-up-in-time',
    spoil: (good) => ({
      resolve: async (reference, context) => {
        for (;;) {
          try {
            return await good.resolve(reference, context);
          } catch (error) {
            const isBusy = error instanceof SourceUnavailableError && error.message.includes('503');
            if (context.signal.aborted || !isBusy) throw error;
            await delay(20);
          }
        }
      },
    }),
  },
  {
    fault: 'does not close the answer that it refuses',
    breaks: 'faults-leave-nothing',
    spoil: (good, media) => {
      // Held, or the collector of garbage would close them.
      const answers: Response[] = [];
      return {
        open: async (track, context) =>
          good.open(track, context).catch(async (error: unknown) => {
            const isOther = error instanceof Error && error.message.includes('something else');
            if (isOther) answers.push(await media.fetch(`https://shelf.example/media/${track.id}`));
            throw error;
          }),
      };
    },
  },
  {
    fault: 'takes a broken connection for the end',
    breaks: 'tells-a-cut-from-an-end',
    spoil: (good) => ({
      open: async (track, context) => {
        const { readable } = await good.open(track, context);
        readable.destroy();
        return rawStream(good, track, context);
      },
    }),
  },
  {
    fault: 'reads all that comes',
    breaks: 'reads-within-bounds',
    spoil: (good, media) => ({
      resolve: async (reference, context) => {
        const failure = await good.resolve(reference, context).catch((error: unknown) => error);
        const isEndless = failure instanceof Error && failure.message.includes('more than anybody');
        if (isEndless) await drain(media, `/api/${reference.kind}s/${reference.id}`, context.signal);
        if (failure instanceof Error) throw failure;
        return failure as Resolution; // What did not fail has answered.
      },
    }),
  },
];

type Resolve = AudioSource['resolve'];

/** The good answers with every track in them changed. */
function onTracks(good: ShelfSource, change: (track: Track) => Track): Resolve {
  return async (reference, context) => mapTracks(await good.resolve(reference, context), change);
}

function mapTracks(answer: Resolution, change: (track: Track) => Track): Resolution {
  switch (answer.kind) {
    case 'track':
      return { ...answer, track: change(answer.track) };
    case 'search':
      return { ...answer, tracks: answer.tracks.map(change) };
    default:
      return answer;
  }
}

function onPages(good: ShelfSource, change: (page: Playlist, cursor: string | undefined) => Playlist): Resolve {
  return async (reference, context) => {
    const answer = await good.resolve(reference, context);
    return answer.kind === 'playlist' ? { ...answer, playlist: change(answer.playlist, context.cursor) } : answer;
  };
}

function withLength(track: Track, change: (ms: number) => number): Track {
  return { ...track, durationMs: track.durationMs === null ? null : change(track.durationMs) };
}

function onWait(good: ShelfSource, change: (ms: number) => number | undefined): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof SourceUnavailableError) || error.retryAfterMs === null) throw error;
    const retryAfterMs = change(error.retryAfterMs);
    throw new SourceUnavailableError(good.name, error.message, retryAfterMs === undefined ? {} : { retryAfterMs });
  };
}

/** Several tries of a fifth of a second each: one that a busy machine makes late is no failure yet. */
async function hastily<T>(tries: number, signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const hurry = AbortSignal.timeout(200);
  try {
    return await work(AbortSignal.any([signal, hurry]));
  } catch (error) {
    if (!hurry.aborted || signal.aborted) throw error;
    if (tries > 1) return hastily(tries - 1, signal, work);
    throw new SourceUnavailableError('shelf', 'That took too long.', { cause: error });
  }
}

/** Whatever is at the place of the sound, until it ends or breaks off. */
async function rawStream(
  good: ShelfSource,
  { id }: Track,
  { positionMs, streamSignal }: OpenContext,
): Promise<AudioStream> {
  const url = new URL(`https://shelf.example/media/${id}`);
  async function* bytes(signal: AbortSignal): AsyncGenerator<Buffer> {
    const part = await good.transfer.fetch(url, { signal, range: { from: positionMs * 192 } });
    try {
      yield* part.bytes;
    } catch {
      // Let it be the end.
    } finally {
      part.close();
    }
  }
  return { readable: stoppableReadable(bytes, streamSignal), format: 's16le', positionMs };
}

/** A request of no use. */
function glance(media: MediaStandIn): void {
  const signal = AbortSignal.timeout(100);
  const asked = media.fetch('https://shelf.example/api/search', { signal });
  asked.then(({ body }) => body?.cancel()).catch(() => {});
}

/** Reads JSON for as long as it comes. */
async function drain(media: MediaStandIn, path: string, signal: AbortSignal): Promise<void> {
  const { headers, body } = await media.fetch(`https://shelf.example${path}`, { signal });
  if (headers.get('content-type') !== 'application/json') return body?.cancel();
  for await (const _ of body ?? []);
}
