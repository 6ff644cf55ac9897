import { TonearmError } from './tonearm-error.js';

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

function inWords(problem: PlaylistProblem): string {
  switch (problem.kind) {
    case 'unknown':
      return `There is no playlist “${problem.name}” here.`;
    case 'name-taken':
      return `There is a playlist “${problem.name}” already. Choose another name.`;
    case 'bad-name':
      return `A name has 1 to ${problem.most} characters that can be read, on one line.`;
    case 'not-yours':
      return `Only who made “${problem.name}”, or a DJ, may change it.`;
    case 'too-many-playlists':
      return `There are ${problem.most} playlists already, which is the most. Delete one first.`;
    case 'full':
      return `It holds ${problem.most} tracks already, which is the most.`;
    case 'no-such-place':
      return problem.last === 0
        ? 'There are no tracks in it.'
        : `There is no place ${problem.place}; the last is ${problem.last}.`;
    case 'no-list':
      return 'There is no list of tracks behind that link.';
    case 'bad-file':
      return `${FAULTS[problem.fault]}${problem.place === undefined ? '' : ` (track ${problem.place})`}`;
  }
}

const FAULTS: Readonly<Record<FileFault, string>> = {
  'too-large': 'That file is too large for a playlist.',
  'not-json': 'That file is not JSON.',
  'other-format': 'That file is not a playlist that I have exported.',
  'other-version': 'That playlist was exported by another version of me, which I cannot read.',
  'too-many-tracks': 'There are more tracks in that file than a playlist can hold.',
  'bad-track': 'A track in that file is not described as it should be.',
};
