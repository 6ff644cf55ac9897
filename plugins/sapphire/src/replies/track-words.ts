import { escapedLine, type Track } from '@tonearm/core';
import type { Speech } from '../texts/speech.js';

const LONGEST_TITLE = 80;

/** A track's title, in bold and with nothing in it that Discord would read as markup. */
export function titleOf({ title }: Pick<Track, 'title'>, longest = LONGEST_TITLE): string {
  return `**${escapedLine(title, longest)}**`;
}

/** Title and author, where there is one; of each as much as is said, in characters. */
export function trackWords(track: Track, speech: Speech, longest = LONGEST_TITLE): string {
  const title = titleOf(track, longest);
  return track.author === '' ? title : speech.say('track.by', { title, author: escapedLine(track.author, longest) });
}
