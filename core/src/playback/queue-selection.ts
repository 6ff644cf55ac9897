import { phrase } from '../texts/phrase.js';
import { InvalidRequestError } from '../errors/request-errors.js';
import { referenceKey } from '../model/query.js';
import { referenceOf } from '../model/track.js';
import type { QueueEntry } from './queue-entry.js';
import { parsePositions, partsAt, placeAt, placed, type QueuePart } from './queue-positions.js';

/** One place in the queue, by what stands there or as listeners count, from 1. */
export type QueueTarget = { readonly entryId: string } | { readonly position: number };

/** What to take out of the queue. */
export type QueueSelection =
  /** Positions as typed: `2-5, 7`. */
  | { readonly kind: 'positions'; readonly text: string }
  | { readonly kind: 'entry'; readonly entryId: string }
  /** Everything that one listener asked for. */
  | { readonly kind: 'listener'; readonly requestedBy: string }
  /** What plays already or stands further before; of a part that is not loaded nobody knows. */
  | { readonly kind: 'duplicates' };

/** What was selected. */
export interface Selected {
  /** What goes as a whole. */
  readonly entries: readonly QueueEntry[];
  /** Tracks in all, also those in a part that is not loaded; `null` when nobody knows how many that are. */
  readonly tracks: number | null;
  readonly parts: readonly QueuePart[];
}

/** @throws InvalidRequestError when positions are no positions, or beyond the queue */
export function select(
  entries: readonly QueueEntry[],
  current: QueueEntry | undefined,
  selection: QueueSelection,
): Selected {
  const parts = partsOf(entries, current, selection);
  const ids = new Set(parts.flatMap(({ entryId, within }) => (within ? [] : entryId)));
  const whole = entries.filter(({ id }) => ids.has(id));
  const inside = parts.reduce((sum, { within }) => sum + (within?.count ?? 0), 0);
  const unknown = whole.some(({ content }) => content.kind === 'rest-of-playlist' && content.trackCount === null);
  const tracks = placed(whole).reduce((sum, { count }) => sum + count, inside);
  return { entries: whole, tracks: unknown ? null : tracks, parts };
}

/** Where a target stands. @throws InvalidRequestError when there is nothing */
export function positionOf(entries: readonly QueueEntry[], target: QueueTarget): number {
  if ('position' in target) {
    placeAt(entries, target.position);
    return target.position;
  }
  const place = placed(entries).find(({ entry }) => entry.id === target.entryId);
  if (!place) throw new InvalidRequestError(phrase('request.gone-from-queue'));
  return place.position;
}

/** One entry's way to another place. */
export interface QueueMove {
  readonly entry: QueueEntry;
  /** Behind everything when `null`. */
  readonly beforeId: string | null;
}

/** @throws InvalidRequestError beyond the queue, and into or out of a part that is not loaded */
export function planMove(entries: readonly QueueEntry[], from: number, to: number): QueueMove {
  const { entry } = placeAt(entries, from);
  if (entry.content.kind === 'rest-of-playlist') throw notLoaded(from);
  placeAt(entries, to);
  const others = placed(entries.filter((one) => one !== entry));
  const target = others.find((one) => to < one.position + one.count);
  if (target && target.position !== to) throw notLoaded(to);
  return { entry, beforeId: target?.entry.id ?? null };
}

function notLoaded(position: number): InvalidRequestError {
  return new InvalidRequestError(phrase('request.not-loaded', { position }));
}

function partsOf(
  entries: readonly QueueEntry[],
  current: QueueEntry | undefined,
  selection: QueueSelection,
): readonly QueuePart[] {
  switch (selection.kind) {
    case 'positions':
      return partsAt(entries, parsePositions(selection.text));
    case 'entry':
      return entries.some(({ id }) => id === selection.entryId) ? [{ entryId: selection.entryId }] : [];
    case 'listener':
      return entries.filter((entry) => entry.requestedBy === selection.requestedBy).map(whole);
    case 'duplicates':
      return duplicatesIn(entries, current).map(whole);
  }
}

function duplicatesIn(entries: readonly QueueEntry[], current: QueueEntry | undefined): readonly QueueEntry[] {
  const seen = new Set(current ? keysOf(current) : []);
  return entries.filter((entry) => {
    const keys = keysOf(entry);
    const isRepeated = keys.some((key) => seen.has(key));
    for (const key of keys) seen.add(key);
    return isRepeated;
  });
}

/** What identifies the track behind an entry; nothing for what is not known yet. */
function keysOf({ content }: QueueEntry): readonly string[] {
  switch (content.kind) {
    case 'track':
      return [referenceKey(referenceOf(content.track))];
    case 'reference':
      return [referenceKey(content.reference)];
    case 'pending':
    case 'rest-of-playlist':
      return [];
  }
}

function whole({ id }: Pick<QueueEntry, 'id'>): QueuePart {
  return { entryId: id };
}
