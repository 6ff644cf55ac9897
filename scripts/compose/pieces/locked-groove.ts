import { autoPan } from '../effects/auto-pan.js';
import { chorus } from '../effects/chorus.js';
import { highPass, lowPass, saturation } from '../effects/tone.js';
import { synthBass } from '../instruments/bass.js';
import { brass } from '../instruments/brass.js';
import { clavinet } from '../instruments/clavinet.js';
import { cymbal, kick, snare } from '../instruments/drums.js';
import { electricPiano } from '../instruments/electric-piano.js';
import { lead } from '../instruments/lead.js';
import type { Channel } from '../mix/channel.js';
import { chords, voiced } from '../score/chord.js';
import { melody } from '../score/melody.js';
import { atBar, BAR, type Note, repeat, transposed } from '../score/note.js';
import { type BassStroke, bassLine, beat, held, strokes } from '../score/rhythm.js';

/** Bars of the second half of the album. */
export const LOCKED_GROOVE_BARS = 28;

const VERSE = 4;
const BRIDGE = 12;
const RETURN = 20;
const OUTRO = 24;
const LAST = LOCKED_GROOVE_BARS - 1;

const VAMP = chords('Em9 A13');
const BRIDGE_CHORDS = chords('Cmaj9 D Em9 Em9 Am9 Bm7 Cmaj9 B7');
const PROGRESSION = [
  ...Array.from({ length: 6 }, () => VAMP).flat(),
  ...BRIDGE_CHORDS,
  ...VAMP,
  ...VAMP,
  ...VAMP,
  ...VAMP,
];

/** The riff that carries the vamp: E dorian, two bars. */
const RIFF = melody(`
  E1:.5! -:.25 E1:.25 -:.25 E2:.25! D2:.25 E2:.25 -:.5 G1:.25 A1:.25 B1:.5 D2:.5 |
  A1:.5! -:.25 A1:.25 -:.25 A2:.25! G2:.25 A2:.25 -:.5 E1:.25 F#1:.25 G1:.5 F#1:.5`);

const BRIDGE_BASS: readonly BassStroke[] = [
  [0, 0.7, 0],
  [0.75, 0.2, 0, 0.55],
  [1.5, 0.3, 12, 0.7],
  [2.25, 0.25, 0, 0.6],
  [2.5, 0.6, 7, 0.75],
  [3.5, 0.4, 'lead', 0.65],
];

const VERSE_TUNE = melody(`
  -:.5 B4:.25 D5:.25 E5:.5! -:.25 E5:.25 G5:.5! E5:.5 D5:.5 B4:.5 | C#5:.75 B4:.25 A4:.5 -:.5 F#4:.5 A4:.5 B4:1 |
  -:.5 B4:.25 D5:.25 E5:.5! -:.25 E5:.25 G5:.5 A5:.5 B5:.5! A5:.5 | G5:.75 F#5:.25 E5:.5 -:.5 C#5:.5 E5:.5 -:1 |
  -:.5 B4:.25 D5:.25 E5:.5! -:.25 E5:.25 G5:.5! E5:.5 D5:.5 B4:.5 | C#5:.75 B4:.25 A4:.5 -:.5 F#4:.5 A4:.5 B4:1 |
  -:.5 E5:.25 G5:.25 A5:.5! -:.25 A5:.25 B5:.5 D6:.5! B5:.5 A5:.5 | G5:.5 E5:.5 D5:.25 E5:.25 -:.5 B4:.5 E5:.5 -:1`);

const BRIDGE_TUNE = melody(`
  E5:1 G5:.5 B5:1.5! A5:.5 G5:.5 | F#5:1 A5:.5 F#5:1.5 E5:.5 D5:.5 | E5:1.5 D5:.25 E5:.25 G5:1! -:1 | -:1 B4:.5 D5:.5 E5:1 -:1 |
  C5:1 E5:.5 G5:1.5! E5:.5 C5:.5 | D5:1 F#5:.5 A5:1.5! F#5:.5 D5:.5 | E5:.5 G5:.5 B5:1! A5:.5 G5:.5 E5:1 | D#5:1 F#5:.5 A5:.5 B5:1! -:1`);

const KICK = beat('X..x..x...x..... X..x..x...xo....');
const SNARE = beat('....X..o.o..X..o ....X..o.o..X.xo');
const HATS = beat('x.xox.xox.xox.xo');

/** Funk in E dorian: the riff, a clavinet, brass and a lead; it begins on the first beat, in the sound of what came before. */
export function lockedGroove(): Channel[] {
  const voicings = voiced(PROGRESSION, 57);
  const played = (notes: readonly Note[], patternBars: number) => repeat(notes, patternBars, LAST);
  return [
    {
      name: 'riff',
      instrument: synthBass({ cutoffHz: 380, snapHz: 2300, resonance: 2.2, decayMs: 110 }),
      notes: [
        ...repeat(RIFF, 2, BRIDGE),
        ...atBar(BRIDGE, bassLine(BRIDGE_CHORDS, 28, BRIDGE_BASS)),
        ...atBar(RETURN, repeat(RIFF, 2, LAST - RETURN)),
        { atBeat: LAST * BAR, beats: 3, pitch: 28, velocity: 0.9 },
      ],
      gainDb: -5,
      looseMs: 3,
      inserts: [saturation(1.3)],
      ducking: 0.25,
    },
    {
      name: 'clavinet',
      instrument: clavinet,
      notes: [
        ...strokes(voicings.slice(0, BRIDGE), '..x..o.x..x.o..x', 0.22),
        ...atBar(RETURN, strokes(voicings.slice(RETURN, LAST), '..x..o.x..x.o..x', 0.22)),
      ],
      gainDb: -15,
      pan: -0.4,
      looseMs: 4,
      inserts: [highPass(260)],
      roomDb: -18,
    },
    {
      name: 'tines',
      instrument: electricPiano,
      notes: [
        ...atBar(BRIDGE, strokes(voicings.slice(BRIDGE, RETURN), 'x.....x...o.....', 1.6)),
        ...atBar(LAST, held([voicings[LAST - 1]], 1, 0.7)),
      ],
      gainDb: -21,
      pan: 0.2,
      looseMs: 6,
      inserts: [autoPan(2.4, 0.25)],
      roomDb: -13,
    },
    {
      name: 'brass',
      instrument: brass,
      notes: [
        ...atBar(VERSE, repeat(strokes(voicings.slice(VERSE, VERSE + 4), '..............x.', 0.4), 4, 8)),
        ...atBar(VERSE, atBar(3, strokes([voicings[3]], '..........x..x..', 0.3))),
        ...atBar(RETURN, strokes(voicings.slice(RETURN, OUTRO), 'X..x..........x.', 0.35)),
        ...atBar(OUTRO, strokes(voicings.slice(OUTRO, LAST), 'X..x............', 0.35)),
        ...atBar(LAST, strokes([voicings[0]], 'X', 0.5)),
      ],
      gainDb: -16,
      width: 0.5,
      looseMs: 6,
      inserts: [highPass(220)],
      roomDb: -12,
    },
    {
      name: 'groove lead',
      instrument: lead({ sawShare: 0.4, pulseWidth: 0.4, cutoffHz: 2300, releaseMs: 110, vibratoCents: 16 }),
      notes: [
        ...atBar(VERSE, VERSE_TUNE),
        ...atBar(BRIDGE, BRIDGE_TUNE),
        ...atBar(
          RETURN,
          VERSE_TUNE.filter((note) => note.atBeat < 4 * BAR),
        ),
      ],
      gainDb: -11,
      pan: 0.1,
      looseMs: 5,
      inserts: [chorus(1.4, 0.6, 0.5)],
      roomDb: -14,
      echoDb: -16,
    },
    {
      name: 'groove kick',
      instrument: kick({ restHz: 54, dropHz: 150, decayMs: 190, click: 0.6 }),
      notes: grooveKicks(),
      gainDb: -8,
    },
    {
      name: 'groove snare',
      instrument: snare({ toneHz: 200, decayMs: 170, rattleHz: 2900, rattle: 0.5 }),
      notes: [...atBar(-1, beat('.......... ..o.x.xX')), ...played(SNARE, 2)],
      gainDb: -4,
      lateMs: 4,
      looseMs: 3,
      roomDb: -15,
    },
    {
      name: 'groove hats',
      instrument: cymbal(55, 7200, 0.25),
      notes: played(HATS, 1),
      gainDb: -12,
      pan: 0.25,
      looseMs: 4,
    },
    {
      name: 'groove open hat',
      instrument: cymbal(240, 6800, 0.3),
      notes: played(beat('......o.......x.'), 1),
      gainDb: -16,
      pan: 0.25,
    },
    {
      name: 'groove crash',
      instrument: cymbal(2400, 4600, 0.15),
      notes: [0, VERSE, BRIDGE, RETURN, LAST].flatMap((bar) => atBar(bar, beat('x'))),
      gainDb: -22,
      pan: -0.3,
      roomDb: -10,
    },
    {
      name: 'after-glow',
      instrument: lead({ sawShare: 0.2, pulseWidth: 0.5, cutoffHz: 900, releaseMs: 900, vibratoCents: 8 }),
      notes: transposed(-12, atBar(OUTRO, melody('E5:4 | C#5:4 | E5:4 | B4:4', 0.6))),
      gainDb: -18,
      pan: -0.2,
      inserts: [lowPass(2000)],
      roomDb: -8,
    },
  ];
}

/** The kick's notes, which also duck the riff. */
export function grooveKicks(): Note[] {
  return [...repeat(KICK, 2, LAST), { atBeat: LAST * BAR, beats: 0.25, pitch: 60, velocity: 1 }];
}
