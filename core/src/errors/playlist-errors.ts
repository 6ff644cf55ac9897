import type { Phrase } from '../model/phrase.js';
import { TonearmError } from './tonearm-error.js';
import { phrase } from '../texts/phrase.js';

/** What is wrong with a file that should be a playlist. */
export type FileFault = 'too-large' | 'not-json' | 'other-format' | 'other-version' | 'too-many-tracks' | 'bad-track';

/** Why nothing was done about a saved playlist, for front ends that say it in other languages. */
export type PlaylistProblem =
  /** There is none of that name, or not for who asks. */
  | { readonly kind: 'unknown'; readonly name: string }
  | { readonly kind: 'name-taken'; readonly name: string }
  | { readonly kind: 'bad-name'; readonly most: number }
  | { readonly kind: 'not-yours'; readonly name: string }
  | { readonly kind: 'too-many-playlists'; readonly most: number }
  | { readonly kind: 'full'; readonly most: number }
  | { readonly kind: 'no-such-place'; readonly place: number; readonly last: number }
  /** A link leads to something, but not to a list of tracks, or to an empty one. */
  | { readonly kind: 'no-list' }
  | { readonly kind: 'bad-file'; readonly fault: FileFault; readonly place?: number };

/** A saved playlist cannot be had or changed so; nothing was. */
export class PlaylistError extends TonearmError {
  readonly code = 'playlist';
  readonly retryable = false;

  constructor(readonly problem: PlaylistProblem) {
    super(inWords(problem));
  }
}

function inWords(problem: PlaylistProblem): Phrase {
  switch (problem.kind) {
    case 'unknown':
    case 'name-taken':
    case 'not-yours':
      return phrase(`playlist-problem.${problem.kind}`, { name: problem.name });
    case 'bad-name':
    case 'too-many-playlists':
    case 'full':
      return phrase(`playlist-problem.${problem.kind}`, { most: problem.most });
    case 'no-such-place': {
      const { place, last } = problem;
      return last === 0
        ? phrase('playlist-problem.no-tracks')
        : phrase('playlist-problem.no-such-place', { place, last });
    }
    case 'no-list':
      return phrase('playlist-problem.no-list');
    case 'bad-file': {
      const { fault, place } = problem;
      if (fault !== 'bad-track') return phrase(`playlist-problem.file-${fault}`);
      return place === undefined
        ? phrase('playlist-problem.file-bad-tracks')
        : phrase('playlist-problem.file-bad-track', { place });
    }
  }
}
