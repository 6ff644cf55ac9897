import { setTimeout as delay } from 'node:timers/promises';
import { SourceUnavailableError, TrackUnavailableError } from '../../../src/errors/source-errors.js';
import type { AudioStream } from '../../../src/model/audio-stream.js';
import type { Resolution } from '../../../src/model/resolution.js';
import type { Track } from '../../../src/model/track.js';
import type { OpenContext } from '../../../src/sources/audio-source.js';
import type { MediaStandIn } from '../../../src/testing/media/media-stand-in.js';
import { stoppableReadable } from '../../../src/transfer/stoppable-readable.js';
import type { Mutant } from './mutant.js';
import type { ShelfSource } from './shelf-source.js';

/** Sources that make the wrong thing of a network that fails. */
export const FAULT_MUTANTS: readonly Mutant[] = [
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

/** Reads JSON for as long as it comes. */
async function drain(media: MediaStandIn, path: string, signal: AbortSignal): Promise<void> {
  const { headers, body } = await media.fetch(`https://shelf.example${path}`, { signal });
  if (headers.get('content-type') !== 'application/json') return body?.cancel();
  for await (const _ of body ?? []);
}
