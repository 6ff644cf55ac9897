import { phrase } from '../texts/phrase.js';
import { RefusedError } from '../errors/request-errors.js';
import { isLive, type Track } from '../model/track.js';
import { clockTime } from '../texts/times.js';
import type { Answer } from './entries-of.js';
import type { EntryContent, QueueEntry } from './queue-entry.js';
import { placed, tracksOf } from './queue-positions.js';
import { withoutTracks } from './rest-of-playlist.js';

/** What a guild lets into its queue. JSON-safe. */
export interface QueueRules {
  /** Most tracks of one listener that wait at the same time; `null` for any number. */
  readonly mostPerListener: number | null;
  /** In milliseconds; a live stream is longer than any, an unknown length is looked at when it is known. `null` for any length. */
  readonly longestTrackMs: number | null;
  /** Words: what has one of them in its title, its author or its link is refused, in whatever case they are written. */
  readonly blocked: readonly string[];
}

/** Everything is let in. */
export const NO_RULES: QueueRules = { mostPerListener: null, longestTrackMs: null, blocked: [] };

/** Why a track is not let in; `undefined` when it is. */
export function whyRefused(track: Track, { longestTrackMs, blocked }: QueueRules): RefusedError | undefined {
  const { title, author, url, durationMs } = track;
  if (longestTrackMs !== null && (isLive(track) || (durationMs ?? 0) > longestTrackMs)) {
    const longest = clockTime(longestTrackMs);
    return new RefusedError(
      durationMs === null
        ? phrase('refused.endless', { title, longest })
        : phrase('refused.too-long', { title, length: clockTime(durationMs), longest }),
    );
  }
  const about = folded(`${title}\n${author}\n${url}`);
  const isBlocked = blocked.some((words) => words.trim() !== '' && about.includes(folded(words.trim())));
  return isBlocked ? new RefusedError(phrase('refused.blocked', { title })) : undefined;
}

/** @throws RefusedError when a track is not let in */
export function expectAllowed(track: Track, rules: QueueRules): void {
  const refusal = whyRefused(track, rules);
  if (refusal) throw refusal;
}

/** @throws RefusedError when a listener has as many tracks waiting as they may */
export function expectRoom(entries: readonly QueueEntry[], requestedBy: string, { mostPerListener }: QueueRules): void {
  if (mostPerListener === null || waitingOf(entries, requestedBy) < mostPerListener) return;
  throw new RefusedError(phrase('refused.too-many', { most: mostPerListener }));
}

/** What the rules let in of contents that became known later. */
export function letIn(contents: readonly EntryContent[], rules: QueueRules): readonly EntryContent[] {
  return contents.filter((content) => content.kind !== 'track' || !whyRefused(content.track, rules));
}

/**
 * What the rules let in of an answer, cut to what its listener may still have waiting.
 * @param entries the queue without the answered request
 * @throws RefusedError when that is nothing
 */
export function answerWithin(
  answer: Answer,
  requestedBy: string,
  entries: readonly QueueEntry[],
  rules: QueueRules,
): Answer {
  expectRoom(entries, requestedBy, rules);
  const allowed = letIn(answer.contents, rules);
  const [first] = answer.contents;
  if (allowed.length === 0 && first?.kind === 'track') expectAllowed(first.track, rules);
  const { mostPerListener } = rules;
  const room = mostPerListener === null ? Number.POSITIVE_INFINITY : mostPerListener - waitingOf(entries, requestedBy);
  const contents = firstTracks(allowed, room);
  const leftOut = tracksIn(answer.contents) - tracksIn(contents);
  const { added } = answer;
  return { contents, added: added.kind === 'playlist' && leftOut > 0 ? { ...added, leftOut } : added };
}

/** What autoplay chose is nobody's. */
function waitingOf(entries: readonly QueueEntry[], requestedBy: string): number {
  const own = entries.filter((entry) => entry.requestedBy === requestedBy && !entry.suggested);
  return placed(own).reduce((sum, { count }) => sum + count, 0);
}

function firstTracks(contents: readonly EntryContent[], count: number): readonly EntryContent[] {
  let room = count;
  return contents.flatMap((content) => {
    if (room <= 0) return [];
    const tracks = tracksOf(content);
    const isCut = content.kind === 'rest-of-playlist' && (content.trackCount === null || tracks > room);
    const kept = isCut && Number.isFinite(room) ? withoutTracks(content, room) : content;
    room -= tracks;
    return kept ?? [];
  });
}

function tracksIn(contents: readonly EntryContent[]): number {
  return contents.reduce((sum, content) => sum + tracksOf(content), 0);
}

/** So that case, full-width letters and the like make no difference. */
function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}
