import { clockTime, counted, escapedLine, type QueueEntry, type SessionSnapshot, type Track } from '@tonearm/core';

/** Entries shown; the rest is counted. */
const SHOWN = 10;
const LONGEST_TITLE = 80;

/** `/queue` in words. */
export function queueText(session: SessionSnapshot | undefined): string {
  if (!session || (!session.playing && session.upcoming.length === 0)) {
    return 'Nothing is playing, and nothing waits. Start something with /play.';
  }
  return [...nowPlaying(session), ...upcoming(session)].join('\n');
}

function nowPlaying({ playing }: SessionSnapshot): string[] {
  if (!playing) return [];
  const { track } = playing.entry.content;
  const position = `${clockTime(playing.positionMs)} of ${clockTime(track.durationMs)}`;
  return [`${playing.paused ? 'Paused' : 'Now playing'}: ${titleOf(track)} (${position})`];
}

function upcoming({ upcoming, upcomingTracks }: SessionSnapshot): string[] {
  if (upcoming.length === 0) return ['Nothing follows.'];
  const lines = upcoming.slice(0, SHOWN).map((entry, index) => `${index + 1}. ${describe(entry)}`);
  const count = upcomingTracks === null ? 'more than can be counted yet' : `${upcomingTracks} in all`;
  return [`Next (${count}):`, ...lines, ...(upcoming.length > SHOWN ? [`… and ${upcoming.length - SHOWN} more`] : [])];
}

function describe({ content, requestedBy }: QueueEntry): string {
  switch (content.kind) {
    case 'track':
      return `${titleOf(content.track)} · ${clockTime(content.track.durationMs)} · for <@${requestedBy}>`;
    case 'pending':
      return `being looked up: ${escapedLine(content.query, LONGEST_TITLE)} · for <@${requestedBy}>`;
    case 'reference':
      return `${escapedLine(content.reference.id, LONGEST_TITLE)} · for <@${requestedBy}>`;
    case 'rest-of-playlist':
      return `the rest of a playlist (${content.trackCount === null ? 'nobody knows how long' : counted(content.trackCount, 'track')}) · for <@${requestedBy}>`;
  }
}

function titleOf({ title, author }: Track): string {
  const name = `**${escapedLine(title, LONGEST_TITLE)}**`;
  return author === '' ? name : `${name} by ${escapedLine(author, LONGEST_TITLE)}`;
}
