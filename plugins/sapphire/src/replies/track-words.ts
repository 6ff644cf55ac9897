import { escapedLine, type Track } from '@tonearm/core';
import type { Speech } from '../texts/speech.js';

const LONGEST_TITLE = 80;

/** A track's title, in bold and with nothing in it that Discord would read as markup. */
export function titleOf({ title }: Pick<Track, 'title'>): string {
  return `**${escapedLine(title, LONGEST_TITLE)}**`;
}

/** Title and author, where there is one. */
export function trackWords(track: Track, speech: Speech): string {
  const title = titleOf(track);
  return track.author === ''
    ? title
    : speech.say('track.by', { title, author: escapedLine(track.author, LONGEST_TITLE) });
}
