import { type Button, escapedLine, type Lyrics, type MessageContent, type Track } from '@tonearm/core';
import type { Speech } from '../texts/speech.js';
import { titleOf } from './track-words.js';

export const LINES_PER_PAGE = 20;
/** Twice as long when it is escaped; twenty have room in a description. */
const LONGEST_LINE = 90;
/** Discord reads markdown in the title of a card, too; twice as long when it is escaped, of 256. */
const LONGEST_TITLE = 120;
const COLOUR = 0x8f6fe8;

/** One page of the words of a track. */
export interface LyricsPage {
  /** By which its buttons know the words again. */
  readonly id: string;
  readonly track: Track;
  readonly lyrics: Lyrics;
  /** From 1; what is beyond is the nearest there is. */
  readonly page: number;
  /** The line that is sung now, from 0; −1 before the first; `undefined` when that is not known. */
  readonly line: number | undefined;
}

/** The words on a card, the line that is sung now in bold, and buttons to turn the pages. */
export function lyricsPage({ id, track, lyrics, page: wanted, line }: LyricsPage, speech: Speech): MessageContent {
  const { words, origin } = lyrics;
  if (words.kind === 'instrumental') return { text: speech.say('lyrics.instrumental', { title: titleOf(track) }) };
  const lines = words.lines.map((one) => (typeof one === 'string' ? one : one.text));
  const pages = Math.max(1, Math.ceil(lines.length / LINES_PER_PAGE));
  const page = Number.isInteger(wanted) ? Math.min(Math.max(1, wanted), pages) : 1;
  const first = (page - 1) * LINES_PER_PAGE;
  const shown = lines.slice(first, first + LINES_PER_PAGE).map((text, index) => {
    const escaped = escapedLine(text, LONGEST_LINE);
    if (first + index !== line) return escaped;
    return `▶ **${escaped === '' ? '♪' : escaped}**`;
  });
  const from = speech.say('lyrics.origin', { origin });
  const footer = pages > 1 ? `${from} · ${speech.say('lyrics.page', { page, pages })}` : from;
  const description = shown.join('\n').trim() || '♪';
  const embed = { title: escapedLine(track.title, LONGEST_TITLE) || '♪', description, footer, colour: COLOUR };
  const buttons = turns(id, { page, pages, hasTimes: words.kind === 'synced' }, speech);
  return { embeds: [embed], rows: buttons.length > 0 ? [{ kind: 'buttons', buttons }] : [] };
}

function turns(
  id: string,
  { page, pages, hasTimes }: { readonly page: number; readonly pages: number; readonly hasTimes: boolean },
  speech: Speech,
): readonly Button[] {
  const button = (name: string, label: string, to: number | 'now', disabled: boolean): Button => {
    return { action: `lyrics:${id}:${name}:${to}`, label, style: 'secondary', disabled };
  };
  return [
    ...(pages > 1 ? [button('back', speech.say('lyrics.back'), page - 1, page === 1)] : []),
    ...(hasTimes ? [button('now', speech.say('lyrics.now'), 'now', false)] : []),
    ...(pages > 1 ? [button('on', speech.say('lyrics.on'), page + 1, page === pages)] : []),
  ];
}
