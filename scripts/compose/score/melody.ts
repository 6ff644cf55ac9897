import { BAR, type Note } from './note.js';
import { midiOf } from './pitch.js';

/**
 * Reads a melody: `A4:1.5` is a note with its beats, `-:1` a rest, `|` a bar line; `!` behind a note accents it.
 * Throws a RangeError when a bar is not four beats long, so that a slip of the pen is not heard but told.
 */
export function melody(text: string, velocity = 0.75): Note[] {
  return text.split('|').flatMap((bar, index) => {
    let atBeat = index * BAR;
    const notes: Note[] = [];
    for (const token of bar.trim().split(/\s+/)) {
      const [, name = '', length = '', accent = ''] = /^([^:]+):([\d.]+)(!?)$/.exec(token) ?? [];
      const beats = Number(length);
      if (name === '' || !(beats > 0)) throw new RangeError(`Bar ${index + 1}: "${token}" is no note`);
      if (name !== '-') {
        notes.push({
          atBeat,
          beats,
          pitch: midiOf(name),
          velocity: accent === '' ? velocity : Math.min(1, velocity * 1.25),
        });
      }
      atBeat += beats;
    }
    if (atBeat !== (index + 1) * BAR) throw new RangeError(`Bar ${index + 1} ends at beat ${atBeat - index * BAR}`);
    return notes;
  });
}
