import { autoPan } from '../effects/auto-pan.js';
import { highPass, lowPass, saturation } from '../effects/tone.js';
import { roundBass } from '../instruments/bass.js';
import { cymbal, kick, snare } from '../instruments/drums.js';
import { electricPiano } from '../instruments/electric-piano.js';
import { vinylSurface } from '../instruments/texture.js';
import { vibraphone } from '../instruments/vibraphone.js';
import type { Piece } from '../mix/channel.js';
import { chords, voiced } from '../score/chord.js';
import { melody } from '../score/melody.js';
import { atBar, BAR, type Note, played, repeat } from '../score/note.js';
import { type BassStroke, bassLine, beat, strokes } from '../score/rhythm.js';

const BARS = 24;
const INTRO = 0;
const VERSE = 4;
const BRIDGE = 12;
const OUTRO = 20;

const TURNAROUND = chords('Dm9 Bbmaj9 Gm9 A7#5');
const BRIDGE_CHORDS = chords('Gm9 C13 Fmaj9 Bbmaj9 Em7b5 A7#5 Dm9 Dm9');
const PROGRESSION = [...TURNAROUND, ...TURNAROUND, ...TURNAROUND, ...BRIDGE_CHORDS, ...chords('Dm9 Bbmaj9 Gm9 Dm9')];

/** The tune, in D minor, of the verse and its answer. */
const VERSE_TUNE = melody(`
  -:.5 A4:.5 D5:.5 E5:.5 F5:1! E5:.5 D5:.5     | C5:1.5 A4:.5 F4:1 -:1     | -:.5 G4:.5 Bb4:.5 D5:.5 F5:.75! E5:.25 D5:1 | C#5:1.5 A4:.5 -:2 |
  -:.5 A4:.5 D5:.5 E5:.5 F5:.5 A5:1! G5:.5     | F5:1.5 D5:.5 C5:1 -:1     | -:.5 Bb4:.5 D5:.5 F5:.5 A5:.75! G5:.25 F5:1 | E5:1 F5:.5 C#5:1.5 -:1`);

const BRIDGE_TUNE = melody(`
  D5:1.5 Bb4:.5 A4:1 G4:1 | E5:1.5! C5:.5 A4:1 -:1 | C5:1 E5:.5 G5:1.5! E5:1   | F5:1.5 D5:.5 C5:1 -:1 |
  -:.5 G4:.5 Bb4:.5 D5:.5 E5:1! D5:1 | C#5:1 E5:.5 F5:1.5! -:1 | E5:.5 D5:1.5 A4:1 C5:1 | D5:3 -:1`);

const OUTRO_TUNE = melody(
  '-:.5 A4:.5 D5:.5 E5:.5 F5:1 E5:.5 D5:.5 | C5:1.5 A4:.5 F4:1 -:1 | G4:.5 Bb4:.5 D5:1 C5:.5 Bb4:1 A4:.5 | D5:4',
  0.65,
);

const BASS: readonly BassStroke[] = [
  [0, 1.3, 0],
  [1.75, 0.25, 0, 0.5],
  [2.5, 0.9, 7, 0.7],
  [3.5, 0.45, 'lead', 0.6],
];

const KICK = repeat(beat('X.....x...x..... x......x..x....o'), 2, 16);
const SNARE = repeat([...beat('....x.......x... ....x..o....x..o')], 2, 16);
const HATS = repeat(beat('x.o.x.o.x.o.x.oo'), 1, 18);

/** Lo-fi in D minor: tine piano, a vibraphone's tune and lazy drums on a dusty record. */
export function needleDrop(): Piece {
  const closing = { atBeat: (BARS - 1) * BAR, pitch: 38, beats: 4, velocity: 0.8 } satisfies Note;
  const bass = bassLine(PROGRESSION.slice(VERSE, BARS - 1), 31, BASS);
  return {
    name: 'needle-drop',
    groove: { tempoBpm: 76, swungBeats: 0.25, swing: 0.59 },
    beats: BARS * BAR,
    tailSeconds: 1.8,
    room: { decaySeconds: 1.6, preDelayMs: 18, damping: 0.5 },
    echo: { seconds: (60 / 76) * 0.75, feedback: 0.35, cutoffHz: 2400 },
    ducker: atBar(VERSE, KICK),
    channels: [
      {
        name: 'surface',
        instrument: vinylSurface,
        notes: [{ atBeat: 0, beats: BARS * BAR, pitch: 60, velocity: 0.8 }],
        gainDb: -13,
      },
      {
        name: 'piano',
        instrument: electricPiano,
        notes: comping(),
        gainDb: -9.5,
        width: 0.25,
        looseMs: 9,
        inserts: [autoPan(1.6, 0.22), lowPass(5600), highPass(140)],
        roomDb: -14,
        ducking: 0.25,
      },
      {
        name: 'tune',
        instrument: vibraphone,
        notes: [...atBar(VERSE, VERSE_TUNE), ...atBar(BRIDGE, BRIDGE_TUNE), ...atBar(OUTRO, OUTRO_TUNE)],
        gainDb: -14,
        pan: 0.12,
        looseMs: 10,
        lateMs: 8,
        inserts: [lowPass(7500)],
        roomDb: -9,
        echoDb: -13,
      },
      {
        name: 'bass',
        instrument: roundBass,
        notes: [...atBar(VERSE, bass), closing],
        gainDb: -9,
        looseMs: 6,
        lateMs: 6,
        inserts: [saturation(1.2)],
        ducking: 0.3,
      },
      {
        name: 'kick',
        instrument: kick({ restHz: 50, dropHz: 110, decayMs: 230, click: 0.25 }),
        notes: atBar(VERSE, KICK),
        gainDb: -9,
        inserts: [lowPass(2600)],
      },
      {
        name: 'snare',
        instrument: snare({ toneHz: 185, decayMs: 190, rattleHz: 2100, rattle: 0.55 }),
        notes: atBar(VERSE, SNARE),
        gainDb: 2,
        pan: -0.06,
        lateMs: 14,
        looseMs: 4,
        inserts: [lowPass(5200)],
        roomDb: -15,
      },
      {
        name: 'hats',
        instrument: cymbal(60, 6500, 0.2),
        notes: atBar(VERSE - 2, played(0.9, HATS)),
        gainDb: -1,
        pan: 0.3,
        looseMs: 5,
        inserts: [lowPass(9500)],
      },
    ],
  };
}

/** The chords: long strokes in the intro and at the end, a second, pushed stroke in between. */
function comping(): Note[] {
  const voicings = voiced(PROGRESSION, 53);
  const intro = strokes(voicings.slice(INTRO, VERSE), 'x...............', 3.8);
  const middle = strokes(voicings.slice(VERSE, OUTRO), 'x.........o...o.', 1.9);
  const outro = strokes(voicings.slice(OUTRO), 'x...............', 3.9);
  return [...intro, ...atBar(VERSE, middle), ...atBar(OUTRO, outro)];
}
