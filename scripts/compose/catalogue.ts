import { leadInGrooveCover, needleDropCover, neonSleeveCover } from './cover/covers.js';
import type { Cut } from './encode/opus-file.js';
import type { Piece } from './mix/channel.js';
import { JOINT_SAMPLE, leadInGroove } from './pieces/lead-in-groove.js';
import { needleDrop } from './pieces/needle-drop.js';
import { neonSleeve } from './pieces/neon-sleeve.js';

/** One file of ours. */
export interface Track {
  /** Where it lies in the music folder. */
  readonly file: string;
  readonly title: string;
  readonly album: string;
  /** Its place on the album, such as `1/2`. */
  readonly number: string;
  readonly genre: string;
  /** What is heard, for the table. */
  readonly key: string;
  readonly tempoBpm: number;
}

/** One render and the tracks it is cut into, in order; at the samples in `joints` one track runs on into the next. */
export interface Release {
  readonly piece: () => Piece;
  readonly cover: () => Buffer;
  readonly tracks: readonly Track[];
  readonly joints: readonly number[];
}

/** Who plays. */
export const ARTIST = 'The Tonearms';

const SINGLES = 'First Pressing';
const ALBUM = 'Lead-In Groove';

/** All our music. */
export const CATALOGUE: readonly Release[] = [
  {
    piece: needleDrop,
    cover: needleDropCover,
    joints: [],
    tracks: [
      {
        file: '01 Needle Drop.opus',
        title: 'Needle Drop',
        album: SINGLES,
        number: '1/2',
        genre: 'Lo-fi',
        key: 'D minor',
        tempoBpm: 76,
      },
    ],
  },
  {
    piece: neonSleeve,
    cover: neonSleeveCover,
    joints: [],
    tracks: [
      {
        file: '02 Neon Sleeve.opus',
        title: 'Neon Sleeve',
        album: SINGLES,
        number: '2/2',
        genre: 'Synth-pop',
        key: 'A major',
        tempoBpm: 118,
      },
    ],
  },
  {
    piece: leadInGroove,
    cover: leadInGrooveCover,
    joints: [JOINT_SAMPLE],
    tracks: [
      {
        file: `${ALBUM}/1 Run-In.opus`,
        title: 'Run-In',
        album: ALBUM,
        number: '1/2',
        genre: 'Ambient',
        key: 'E minor',
        tempoBpm: 96,
      },
      {
        file: `${ALBUM}/2 Locked Groove.opus`,
        title: 'Locked Groove',
        album: ALBUM,
        number: '2/2',
        genre: 'Funk',
        key: 'E dorian',
        tempoBpm: 96,
      },
    ],
  },
];

/** Where each track of a release lies in its render of so many samples. */
export function cutsOf(release: Release, samples: number): Cut[] {
  const ends = [...release.joints, samples];
  return ends.map((to, index) => ({ from: index === 0 ? 0 : ends[index - 1], to }));
}
