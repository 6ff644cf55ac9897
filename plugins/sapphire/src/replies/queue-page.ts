import {
  type Button,
  clockTime,
  escapedLine,
  type MessageContent,
  type NowPlaying,
  placed,
  type QueueEntry,
  type SessionSnapshot,
} from '@tonearm/core';
import { Refusal } from '../refusal.js';
import type { Speech } from '../texts/speech.js';
import { fitted, MOST_TEXT } from './fitted.js';
import { type QueueTimes, queueTimes } from './queue-times.js';
import { titleOf, trackWords } from './track-words.js';

/** Entries on one page. */
export const PAGE_SIZE = 10;
const LONGEST_TITLE = 80;

/**
 * One page of `/queue`: what plays, what follows, how long that is, and buttons to turn the pages.
 * @param page counted from 1
 * @param viewerId who looks, to tell how long they wait for theirs
 * @throws Refusal when there is no such page
 */
export function queuePage(
  session: SessionSnapshot | undefined,
  page: number,
  viewerId: string,
  speech: Speech,
): MessageContent {
  if (!session || (!session.playing && session.upcoming.length === 0)) return { text: speech.say('queue.empty') };
  const pages = pagesOf(session);
  if (!(page >= 1 && page <= pages)) throw new Refusal(speech.say('queue.no-such-page', { page, pages }));
  const times = queueTimes(session, viewerId);
  const modes = modeWords(session, speech);
  const draw = (longest: number) =>
    [
      ...(session.playing ? [nowPlaying(session.playing, speech, longest)] : []),
      ...upcoming(session, page, speech, longest),
      ...(session.upcoming.length > 0 ? [footer(times, { page, pages }, speech)] : []),
      ...(modes === '' ? [] : [modes]),
    ].join('\n');
  return {
    text: fitted(MOST_TEXT, draw),
    rows: pages > 1 ? [{ kind: 'buttons', buttons: turns(page, pages, speech) }] : [],
  };
}

/** Pages of a queue; one when it is empty. */
export function pagesOf(session: SessionSnapshot | undefined): number {
  return Math.max(1, Math.ceil((session?.upcoming.length ?? 0) / PAGE_SIZE));
}

function nowPlaying({ entry, positionMs, paused }: NowPlaying, speech: Speech, longest: number): string {
  const { track } = entry.content;
  const values = {
    track: trackWords(track, speech, longest),
    position: clockTime(positionMs),
    length: speech.length(track),
  };
  return speech.say(paused ? 'queue.paused' : 'queue.playing', values);
}

function upcoming(
  { upcoming, upcomingTracks }: SessionSnapshot,
  page: number,
  speech: Speech,
  longest: number,
): string[] {
  if (upcoming.length === 0) return [speech.say('queue.nothing-follows')];
  const first = (page - 1) * PAGE_SIZE;
  const count =
    upcomingTracks === null
      ? speech.say('queue.uncounted')
      : speech.say('queue.in-all', { count: upcomingTracks.toLocaleString(speech.language) });
  const lines = placed(upcoming)
    .slice(first, first + PAGE_SIZE)
    .map(({ entry, position }) => `${position}. ${describe(entry, speech, longest)}`);
  return [speech.say('queue.next', { count }), ...lines];
}

function describe(entry: QueueEntry, speech: Speech, longest: number): string {
  return `${entryWords(entry, speech, longest)} · ${speech.say('queue.for', { person: `<@${entry.requestedBy}>` })}`;
}

/** What stands at a place of the queue, in the middle of a sentence. */
export function entryName(entry: QueueEntry, speech: Speech): string {
  return entry.content.kind === 'track' ? titleOf(entry.content.track) : entryWords(entry, speech, LONGEST_TITLE);
}

function entryWords({ content }: QueueEntry, speech: Speech, longest: number): string {
  switch (content.kind) {
    case 'track':
      return `${trackWords(content.track, speech, longest)} · ${speech.length(content.track)}`;
    case 'pending':
      return speech.say('queue.looking-up', { query: escapedLine(content.query, longest) });
    case 'reference':
      return escapedLine(content.reference.id, longest);
    case 'rest-of-playlist': {
      const { trackCount } = content;
      const count = trackCount === null ? speech.say('queue.rest-unknown') : speech.counted('tracks', trackCount);
      return speech.say('queue.rest', { count });
    }
  }
}

function footer(
  { totalMs, isExact, untilYours }: QueueTimes,
  { page, pages }: { readonly page: number; readonly pages: number },
  speech: Speech,
): string {
  const time = clockTime(totalMs);
  const parts = [speech.say(isExact ? 'queue.total' : 'queue.total-at-least', { time })];
  if (untilYours?.kind === 'now') parts.push(speech.say('queue.yours-plays'));
  if (untilYours?.kind === 'later') parts.push(speech.say('queue.until-yours', { time: clockTime(untilYours.ms) }));
  if (pages > 1) parts.push(speech.say('queue.page', { page, pages }));
  return parts.join(' · ');
}

/** How it goes on, where that is not simply to the end. */
function modeWords({ loop, autoplay }: SessionSnapshot, speech: Speech): string {
  const parts = [
    ...(loop === 'off' ? [] : [`🔁 ${speech.say(`loop.${loop}`)}`]),
    ...(autoplay ? [`✨ ${speech.say('autoplay.on')}`] : []),
  ];
  return parts.join(' ');
}

function turns(page: number, pages: number, speech: Speech): readonly Button[] {
  const button = (name: string, label: string, to: number): Button => {
    return { action: `queue:${name}:${to}`, label, style: 'secondary', disabled: to < 1 || to > pages || to === page };
  };
  return [
    button('first', speech.say('queue.first-page'), 1),
    button('back', speech.say('queue.page-back'), page - 1),
    button('next', speech.say('queue.page-on'), page + 1),
    button('last', speech.say('queue.last-page'), pages),
  ];
}
