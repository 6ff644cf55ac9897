import { phrase } from '../texts/phrase.js';
import { InvalidRequestError } from '../errors/request-errors.js';
import type { EntryContent, QueueEntry } from './queue-entry.js';

/** An entry, and the positions that it takes. */
export interface PlacedEntry {
  readonly entry: QueueEntry;
  /** Its first position, from 1. */
  readonly position: number;
  /** A part of a playlist that is not loaded takes as many as it has tracks; one if nobody knows how many. */
  readonly count: number;
}

/** Positions from 1, both included. */
export interface PositionRange {
  readonly from: number;
  readonly to: number;
}

/** An entry, or some of the tracks of a part that is not loaded. */
export interface QueuePart {
  readonly entryId: string;
  /** From an index, from 0, among its tracks; absent for all of it. */
  readonly within?: { readonly from: number; readonly count: number };
}

/** Tracks that stand in one place; a part of a playlist of unknown length counts as one. */
export function tracksOf(content: EntryContent): number {
  return content.kind === 'rest-of-playlist' ? (content.trackCount ?? 1) : 1;
}

/** The queue as listeners count it. */
export function placed(entries: readonly QueueEntry[]): readonly PlacedEntry[] {
  let next = 1;
  return entries.map((entry) => {
    const count = tracksOf(entry.content);
    const position = next;
    next += count;
    return { entry, position, count };
  });
}

/**
 * Reads positions as listeners type them: `2-5, 7`. Sorted; what overlaps is joined.
 * @throws InvalidRequestError when it is something else
 */
export function parsePositions(text: string): readonly PositionRange[] {
  const ranges = text.split(',').map(parseRange);
  const joined: PositionRange[] = [];
  for (const range of ranges.toSorted((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last && range.from <= last.to + 1) joined[joined.length - 1] = { ...last, to: Math.max(last.to, range.to) };
    else joined.push(range);
  }
  return joined;
}

/** What stands at these positions. @throws InvalidRequestError when one is beyond the queue */
export function partsAt(entries: readonly QueueEntry[], ranges: readonly PositionRange[]): readonly QueuePart[] {
  const places = placed(entries);
  for (const { from, to } of ranges) {
    expectPosition(places, from);
    expectPosition(places, to);
  }
  return ranges.flatMap(({ from, to }) => places.flatMap((place) => partOf(place, from, to)));
}

/** What stands at a position. @throws InvalidRequestError when that is beyond the queue */
export function placeAt(entries: readonly QueueEntry[], position: number): PlacedEntry {
  return expectPosition(placed(entries), position);
}

/** What stands before a position. @throws InvalidRequestError when that is beyond the queue */
export function partsBefore(entries: readonly QueueEntry[], position: number): readonly QueuePart[] {
  placeAt(entries, position);
  return position === 1 ? [] : partsAt(entries, [{ from: 1, to: position - 1 }]);
}

function partOf({ entry, position, count }: PlacedEntry, from: number, to: number): readonly QueuePart[] {
  const first = Math.max(from, position);
  const last = Math.min(to, position + count - 1);
  if (first > last) return [];
  const covered = last - first + 1;
  return [{ entryId: entry.id, ...(covered < count && { within: { from: first - position, count: covered } }) }];
}

function expectPosition(places: readonly PlacedEntry[], position: number): PlacedEntry {
  const place = places.find((one) => position >= one.position && position < one.position + one.count);
  if (place && Number.isInteger(position)) return place;
  const last = places.at(-1);
  if (!last) throw new InvalidRequestError(phrase('request.empty-queue'));
  const end = last.position + last.count - 1;
  throw new InvalidRequestError(phrase('request.no-such-position', { position, last: end }));
}

function parseRange(text: string): PositionRange {
  const [, first, second] = /^\s*(\d{1,9})\s*(?:[-–]\s*(\d{1,9}))?\s*$/.exec(text) ?? [];
  const from = Number(first);
  const to = Number(second ?? first);
  if (first === undefined || from < 1 || to < from) {
    throw new InvalidRequestError(phrase('request.positions'));
  }
  return { from, to };
}
