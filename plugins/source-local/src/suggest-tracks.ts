import type { Suggestion, Track } from '@tonearm/core';
import type { MusicIndex } from './music-index.js';
import { inNaturalOrder } from './natural-order.js';
import { readQuery } from './read-query.js';
import { LOCAL, toTrack } from './to-track.js';

const MOST = 25;
const MAX_LENGTH = 100;

/** Completes what is being typed, from what has been read; with nothing typed, some of what there is. */
export function suggestTracks(index: MusicIndex, prefix: string): readonly Suggestion[] {
  const text = prefix.trim().replace(/^local:\s*/i, '');
  const files = text === '' ? inNaturalOrder(firstRead(index)) : index.search(text, MOST);
  return files.flatMap((file) => {
    const track = toTrack(file, index);
    return track === undefined ? [] : { label: labelOf(track), query: queryOf(track) };
  });
}

function firstRead(index: MusicIndex) {
  return index
    .files()
    .filter(({ content }) => content.kind === 'read')
    .slice(0, MOST);
}

function labelOf({ title, author }: Track): string {
  return shorten(author === '' ? title : `${title} · ${author}`);
}

/** The path where it fits, since it names exactly this track; else words that find it. */
function queryOf({ id, title, author }: Track): string {
  const path = `${LOCAL}:${id}`;
  const exact = path.length <= MAX_LENGTH && readQuery(path)?.id === id;
  return exact ? path : shorten(`${LOCAL}:${title} ${author}`.trim(), '');
}

/** At most 100 characters, with no half of a surrogate pair at the end. */
function shorten(text: string, ellipsis = '…'): string {
  if (text.length <= MAX_LENGTH) return text;
  return text.slice(0, MAX_LENGTH - ellipsis.length).replace(/[\ud800-\udbff]$/, '') + ellipsis;
}
