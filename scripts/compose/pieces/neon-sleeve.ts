import { chorus } from '../effects/chorus.js';
import { highPass, lowPassSweep } from '../effects/tone.js';
import { synthBass } from '../instruments/bass.js';
import { clap, cymbal, kick } from '../instruments/drums.js';
import { lead } from '../instruments/lead.js';
import { pad } from '../instruments/pad.js';
import { pluck } from '../instruments/pluck.js';
import { riser } from '../instruments/texture.js';
import type { Piece } from '../mix/channel.js';
import { chords, voiced } from '../score/chord.js';
import { melody } from '../score/melody.js';
import { atBar, BAR, type Note, played, repeat } from '../score/note.js';
import { arpeggio, type BassStroke, bassLine, beat, held } from '../score/rhythm.js';

const TEMPO = 118;
const BARS = 36;
const VERSE = 4;
const CHORUS = 12;
const BREAK = 20;
const LAST_CHORUS = 24;
const OUTRO = 32;

const VERSE_CHORDS = chords('A E F#m D');
const CHORUS_CHORDS = chords('D E C#m7 F#m D E A A');
const PROGRESSION = [
  ...VERSE_CHORDS,
  ...VERSE_CHORDS,
  ...VERSE_CHORDS,
  ...CHORUS_CHORDS,
  ...VERSE_CHORDS,
  ...CHORUS_CHORDS,
  ...chords('A E D Aadd9'),
];

/** The verse, in A major. */
const VERSE_TUNE = melody(`
  C#5:.5 C#5:.5 E5:.5! C#5:1 B4:.5 A4:1 | B4:.5 B4:.5 G#4:1 -:.5 B4:.5 E5:1   | A4:.5 A4:.5 C#5:.5! A4:1 G#4:.5 F#4:1 | F#4:.5 A4:.5 B4:1 A4:1 -:1 |
  C#5:.5 C#5:.5 E5:.5! F#5:1 E5:.5 C#5:1 | B4:.5 C#5:.5 B4:1.5 G#4:.5 E4:1   | A4:.5 A4:.5 C#5:.5 E5:1! C#5:.5 A4:1  | B4:.5 A4:.5 F#4:1 A4:.5 B4:.5 D5:1`);

const CHORUS_TUNE = melody(`
  F#5:1.5! E5:.5 D5:.5 E5:.5 F#5:1 | G#5:1.5! F#5:.5 E5:1 -:.5 B4:.5 | E5:1.5 C#5:.5 G#4:.5 B4:.5 C#5:1 | A5:1.5! G#5:.5 F#5:1 -:1 |
  F#5:.5 F#5:.5 F#5:.5 A5:1! F#5:.5 E5:1 | E5:.5 E5:.5 E5:.5 G#5:1! E5:.5 B4:1 | C#5:1 E5:1 A5:2! | -:1 E5:.5 C#5:.5 B4:.5 C#5:.5 -:1`);

const OUTRO_TUNE = melody('E5:1.5 C#5:.5 A4:2 | B4:1.5 G#4:.5 E4:2 | F#4:1 A4:1 B4:1 D5:1 | C#5:4', 0.6);

const EIGHTHS: readonly BassStroke[] = [0, 1, 2, 3].flatMap((on): BassStroke[] => [
  [on, 0.4, 0],
  [on + 0.5, 0.35, 12, 0.65],
]);

const FOUR = repeat(beat('X...X...X...X...'), 1, 16);
const CLAPS = repeat(beat('....x.......x... ....x.......x..o'), 2, 16);
const OPEN_HATS = repeat(beat('..x...x...x...x.'), 1, 16);
const CLOSED_HATS = repeat(beat('x.oox.oox.oox.oo'), 1, 16);

/** Bright synth-pop in A major: four on the floor, a pumping pad, arpeggios and a lead to sing along. */
export function neonSleeve(): Piece {
  const voicings = voiced(PROGRESSION, 57);
  const kicks = [
    ...atBar(VERSE, FOUR),
    ...atBar(
      LAST_CHORUS,
      FOUR.filter((note) => note.atBeat < 10 * BAR),
    ),
  ];
  const restOfSong = (notes: readonly Note[]) => [...atBar(VERSE, notes), ...atBar(LAST_CHORUS, repeat(notes, 8, 10))];
  return {
    name: 'neon-sleeve',
    groove: { tempoBpm: TEMPO, swungBeats: 0.25, swing: 0.51 },
    beats: BARS * BAR,
    tailSeconds: 2.1,
    room: { decaySeconds: 1.9, preDelayMs: 22, damping: 0.3 },
    echo: { seconds: (60 / TEMPO) * 0.75, feedback: 0.42, cutoffHz: 3800 },
    ducker: kicks,
    channels: [
      {
        name: 'pad',
        instrument: pad({ attackMs: 60, releaseMs: 320, cutoffHz: 2300, detuneCents: 9 }),
        notes: held(voicings, 1),
        gainDb: -16,
        width: 0.4,
        inserts: [lowPassSweep(opening()), highPass(180), chorus(2.2, 0.4, 1)],
        roomDb: -13,
        ducking: 0.65,
      },
      {
        name: 'arpeggio',
        instrument: pluck({ sustain: 0.994, cutoffHz: 5200, releaseMs: 90 }),
        notes: arpeggio(voicings.slice(0, BARS - 1), [0, 1, 2, 3, 4, 3, 2, 1], 0.24),
        gainDb: -13,
        width: 0.7,
        looseMs: 3,
        inserts: [highPass(200)],
        roomDb: -15,
        echoDb: -10,
        ducking: 0.3,
      },
      {
        name: 'verse lead',
        instrument: lead({ sawShare: 0.15, pulseWidth: 0.3, cutoffHz: 1900, releaseMs: 140, vibratoCents: 14 }),
        notes: [...atBar(VERSE, VERSE_TUNE), ...atBar(OUTRO, OUTRO_TUNE)],
        gainDb: -13,
        pan: -0.08,
        looseMs: 5,
        roomDb: -13,
        echoDb: -14,
      },
      {
        name: 'chorus lead',
        instrument: lead({ sawShare: 0.8, pulseWidth: 0.5, cutoffHz: 3000, releaseMs: 180, vibratoCents: 18 }),
        notes: [...atBar(CHORUS, CHORUS_TUNE), ...atBar(LAST_CHORUS, CHORUS_TUNE)],
        gainDb: -10,
        looseMs: 5,
        inserts: [chorus(1.6, 0.7, 0.7)],
        roomDb: -12,
        echoDb: -13,
      },
      {
        name: 'bass',
        instrument: synthBass({ cutoffHz: 320, snapHz: 1700, resonance: 1.4, decayMs: 140 }),
        notes: [
          ...atBar(VERSE, bassLine(PROGRESSION.slice(VERSE, BREAK), 33, EIGHTHS)),
          ...atBar(BREAK, bassLine(PROGRESSION.slice(BREAK, LAST_CHORUS), 33, [[0, 3.8, 0, 0.6]])),
          ...atBar(LAST_CHORUS, bassLine(PROGRESSION.slice(LAST_CHORUS, BARS - 1), 33, EIGHTHS)),
          ...atBar(BARS - 1, bassLine(PROGRESSION.slice(BARS - 1), 33, [[0, 4, 0, 0.7]])),
        ],
        gainDb: -6.5,
        ducking: 0.45,
      },
      {
        name: 'kick',
        instrument: kick({ restHz: 52, dropHz: 190, decayMs: 240, click: 0.7 }),
        notes: kicks,
        gainDb: -9.5,
      },
      { name: 'clap', instrument: clap, notes: restOfSong(CLAPS), gainDb: -2, pan: 0.05, looseMs: 2, roomDb: -10 },
      { name: 'open hat', instrument: cymbal(190, 7000, 0.3), notes: restOfSong(OPEN_HATS), gainDb: -16, pan: -0.2 },
      {
        name: 'closed hat',
        instrument: cymbal(45, 8200, 0.3),
        notes: [
          ...restOfSong(CLOSED_HATS),
          ...atBar(
            BREAK,
            played(
              0.6,
              CLOSED_HATS.filter((note) => note.atBeat < 4 * BAR),
            ),
          ),
        ],
        gainDb: -14,
        pan: 0.28,
        looseMs: 3,
      },
      {
        name: 'crash',
        instrument: cymbal(2200, 4800, 0.15),
        notes: [VERSE, CHORUS, LAST_CHORUS, OUTRO].flatMap((bar) => atBar(bar, beat('x'))),
        gainDb: -20,
        pan: -0.35,
        roomDb: -10,
      },
      {
        name: 'riser',
        instrument: riser,
        notes: [VERSE, CHORUS, LAST_CHORUS].map((bar) => ({
          atBeat: (bar - 2) * BAR,
          beats: 2 * BAR,
          pitch: 60,
          velocity: 0.8,
        })),
        gainDb: -22,
        roomDb: -12,
      },
    ],
  };
}

/** The pad opens in the intro, and closes and opens again in the break. */
function opening() {
  const at = (bar: number) => (bar * BAR * 60) / TEMPO;
  return [
    { at: 0, value: 500 },
    { at: at(VERSE), value: 4500 },
    { at: at(BREAK), value: 9000 },
    { at: at(BREAK) + 0.5, value: 900 },
    { at: at(LAST_CHORUS), value: 9000 },
    { at: at(OUTRO), value: 6000 },
    { at: at(BARS), value: 900 },
  ];
}
