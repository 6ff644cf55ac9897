import { escapedLine, type PlaylistItem } from '@tonearm/core';
import { Refusal } from '../refusal.js';
import type { Speech } from '../texts/speech.js';
import { fitted, MOST_TEXT } from './fitted.js';
import { titleOf, trackWords } from './track-words.js';

/** Tracks on one page. */
const PAGE_SIZE = 15;

/**
 * One page of a list, with numbers by which its tracks are known.
 * @param title stands above it
 * @throws Refusal when there is no such page
 */
export function trackList(title: string, items: readonly PlaylistItem[], page: number, speech: Speech): string {
  const pages = Math.max(1, Math.ceil(items.length / PAGE_SIZE));
  if (!(page >= 1 && page <= pages)) throw new Refusal(speech.say('playlist.no-such-page', { page, pages }));
  const first = (page - 1) * PAGE_SIZE;
  const shown = items.slice(first, first + PAGE_SIZE);
  const footer = pages > 1 ? [speech.say('playlist.page', { page, pages })] : [];
  return fitted(MOST_TEXT, (longest) => {
    const lines = shown.map((item, index) => `${first + index + 1}. ${lineOf(item, speech, longest)}`);
    return [title, ...(lines.length > 0 ? lines : [speech.say('playlist.no-tracks')]), ...footer].join('\n');
  });
}

/** What was added or removed: the title of a single track, the number of several. */
export function whatWords(items: readonly PlaylistItem[], speech: Speech): string {
  const [only] = items;
  return items.length === 1 && only && 'title' in only ? titleOf(only) : speech.counted('tracks', items.length);
}

function lineOf(item: PlaylistItem, speech: Speech, longest: number): string {
  if (!('title' in item)) return speech.say('playlist.unnamed', { id: escapedLine(item.id, longest) });
  return `${trackWords(item, speech, longest)} · ${speech.length(item)}`;
}
