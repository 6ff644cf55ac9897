import { SourceUnavailableError, TrackUnavailableError } from '../../../src/errors/source-errors.js';
import type { Resolution } from '../../../src/model/resolution.js';
import type { Track } from '../../../src/model/track.js';
import type { AudioSource } from '../../../src/sources/audio-source.js';
import type { Mutant } from './mutant.js';
import type { ShelfSource } from './shelf-source.js';

/** Sources that find or describe wrongly. */
export const ANSWER_MUTANTS: readonly Mutant[] = [
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
    fault: 'looks for an ISRC as if it were a title',
    breaks: 'finds-by-isrc',
    spoil: (good) => ({ isrcSearch: (isrc) => good.reference('search', isrc) }),
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
    fault: 'completes words to what it does not take',
    breaks: 'completes-words',
    spoil: (good) => ({
      suggest: async (prefix, context) =>
        (await good.suggest(prefix, context)).map(({ label }) => ({ label, query: label })),
    }),
  },
];

/** The good answers with every track in them changed. */
function onTracks(good: ShelfSource, change: (track: Track) => Track): AudioSource['resolve'] {
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

function withLength(track: Track, change: (ms: number) => number): Track {
  return { ...track, durationMs: track.durationMs === null ? null : change(track.durationMs) };
}
