import { spawn } from 'node:child_process';
import type { AudioStream } from '../../../src/model/audio-stream.js';
import { raceSignal } from '../../../src/runtime/abort.js';
import { stoppableReadable } from '../../../src/transfer/stoppable-readable.js';
import type { Mutant } from './mutant.js';

const forever = new AbortController().signal;

/** Sources that sound wrongly, or do not end. */
export const SOUND_MUTANTS: readonly Mutant[] = [
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
];
