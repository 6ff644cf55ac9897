import { chorus } from '../effects/chorus.js';
import { highPass, lowPass } from '../effects/tone.js';
import { bell } from '../instruments/bell.js';
import { cymbal, kick, rim } from '../instruments/drums.js';
import { pad } from '../instruments/pad.js';
import { pluck } from '../instruments/pluck.js';
import { roundBass } from '../instruments/bass.js';
import { riser } from '../instruments/texture.js';
import type { Channel } from '../mix/channel.js';
import { chords, voiced } from '../score/chord.js';
import { melody } from '../score/melody.js';
import { atBar, BAR, played, repeat } from '../score/note.js';
import { arpeggio, bassLine, beat, held } from '../score/rhythm.js';

/** Bars of the first half of the album. */
export const RUN_IN_BARS = 28;

const PULSE = 8;
const PROGRESSION = chords('Em9 Em9 Cmaj9 Gmaj9 Am9 Cmaj9 Em9 Bm7 Cmaj9 Gadd9 Am9 Bm7 Cmaj9');
/** The last two bars wait on the dominant, which the next record answers. */
const DOMINANT = chords('B7sus4 B7');

/** Slow, in E minor: a note or two for each chord. */
const TUNE = melody(
  `
  -:4 | -:4 | -:2 B4:2 | E5:3 -:1 | G5:3 F#5:1 | D5:2 E5:2 | B4:3 -:1 | A4:1 B4:1 D5:2 |
  C5:3 B4:1 | E5:3 -:1 | G4:1 B4:1 D5:2 | E5:3 -:1 | B5:3 A5:1 | G5:2 F#5:2 | D5:3 -:1 | F#5:2 A5:2 |
  G5:3 E5:1 | B4:3 -:1 | A4:1 B4:1 D5:2 | G5:3 -:1 | E5:2 C5:2 | B4:3 -:1 | D5:2 F#5:2 | A5:3 -:1 |
  B5:2 G5:2 | E5:1 G5:1 B5:2 | A5:3 F#5:1 | E5:2 D#5:2`,
  0.6,
);

/** Ambient in E minor, in half time: pads, bells and a pulse that gathers, towards a dominant that stays open. */
export function runIn(): Channel[] {
  const voicings = voiced([...PROGRESSION, ...DOMINANT], 55);
  const slow = voicings.slice(0, PROGRESSION.length);
  const waiting = voicings.slice(PROGRESSION.length);
  const everyBar = [...slow.flatMap((voicing) => [voicing, voicing]), ...waiting];
  const roots = [...PROGRESSION.flatMap((chord) => [chord, chord]), ...DOMINANT];
  return [
    {
      name: 'run-in pad',
      instrument: pad({ attackMs: 1400, releaseMs: 2600, cutoffHz: 1300, detuneCents: 8 }),
      notes: [...held(slow, 2, 0.7), ...atBar(2 * slow.length, held(waiting, 1, 0.75))],
      gainDb: -15.5,
      width: 0.6,
      inserts: [highPass(120), chorus(3, 0.21, 1)],
      roomDb: -8,
      fader: [
        { at: 0, value: -5 },
        { at: 3 * BAR, value: 0 },
      ],
    },
    {
      name: 'bells',
      instrument: bell,
      notes: TUNE,
      gainDb: -13.5,
      width: 0.35,
      looseMs: 14,
      roomDb: -6,
      echoDb: -9,
    },
    {
      name: 'harp',
      instrument: pluck({ sustain: 0.996, cutoffHz: 2600, releaseMs: 500 }),
      notes: atBar(
        4,
        arpeggio(everyBar.slice(4), [0, 2, 1, 3, 2, 4, 3, 1], 0.5).filter((_, index) => index % 2 === 0),
      ),
      gainDb: -13,
      width: 0.8,
      looseMs: 8,
      roomDb: -8,
      echoDb: -8,
      fader: [
        { at: 4 * BAR, value: -10 },
        { at: 10 * BAR, value: 0 },
        { at: RUN_IN_BARS * BAR, value: 0 },
      ],
    },
    {
      name: 'deep bass',
      instrument: roundBass,
      notes: atBar(2, bassLine(roots.slice(2), 35, [[0, 3.7, 0, 0.7]])),
      gainDb: -10.5,
      inserts: [lowPass(900)],
    },
    {
      name: 'heartbeat',
      instrument: kick({ restHz: 48, dropHz: 60, decayMs: 320, click: 0.05 }),
      notes: atBar(PULSE, repeat(beat('x.......o.......'), 1, RUN_IN_BARS - PULSE - 1)),
      gainDb: -10,
      inserts: [lowPass(1200)],
    },
    {
      name: 'shaker',
      instrument: cymbal(70, 6000, 0),
      notes: atBar(PULSE + 4, repeat(played(0.8, beat('o.xoo.xoo.xoo.xo')), 1, RUN_IN_BARS - PULSE - 4)),
      gainDb: -11,
      pan: -0.4,
      looseMs: 7,
      roomDb: -14,
      fader: [
        { at: (PULSE + 4) * BAR, value: -12 },
        { at: RUN_IN_BARS * BAR, value: 2 },
      ],
    },
    {
      name: 'wood',
      instrument: rim,
      notes: atBar(PULSE + 8, repeat(beat('........x..... o.'), 1, RUN_IN_BARS - PULSE - 8)),
      gainDb: -10,
      pan: 0.35,
      looseMs: 6,
      roomDb: -6,
      echoDb: -10,
    },
    {
      name: 'run-in riser',
      instrument: riser,
      notes: [{ atBeat: (RUN_IN_BARS - 4) * BAR, beats: 4 * BAR, pitch: 60, velocity: 0.8 }],
      gainDb: -23,
      roomDb: -10,
    },
  ];
}
