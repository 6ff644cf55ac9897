import { createHash } from 'node:crypto';
import type { QueueEntry } from '../playback/queue-entry.js';

/** Some entries of a long queue that follow each other. Its name is of its content, so no two that differ share one. */
export interface QueuePiece {
  readonly name: string;
  readonly entries: readonly QueueEntry[];
}

/** A queue up to this long is no trouble to write whole. */
const SHORT = 64;
/** How many entries a piece has on average. */
const MEAN = 32;
const LONGEST = 4 * MEAN;

/**
 * A long queue in pieces; none of a short one. Where a piece ends is told by the id of its last entry, not by its place: what
 * is taken out, put in or skipped changes the piece it is in and leaves all others as they are. Pieces of before are the
 * same objects again where nothing changed, at the cost of comparing their entries.
 */
export function piecesOf(queue: readonly QueueEntry[], before: readonly QueuePiece[]): readonly QueuePiece[] {
  if (queue.length <= SHORT) return [];
  const known = new Map(before.map((piece) => [piece.entries[0], piece]));
  return cut(queue).map((entries) => {
    const same = known.get(entries[0]);
    return same && isSame(same.entries, entries) ? same : { name: nameOf(entries), entries };
  });
}

function cut(queue: readonly QueueEntry[]): readonly (readonly QueueEntry[])[] {
  const pieces: QueueEntry[][] = [];
  let piece: QueueEntry[] = [];
  for (const entry of queue) {
    piece.push(entry);
    if (!endsPiece(entry.id) && piece.length < LONGEST) continue;
    pieces.push(piece);
    piece = [];
  }
  return piece.length > 0 ? [...pieces, piece] : pieces;
}

/** One id in {@link MEAN}, by FNV-1a. */
function endsPiece(id: string): boolean {
  let hash = 0x811c9dc5;
  for (let at = 0; at < id.length; at += 1) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193);
  return (hash >>> 0) % MEAN === 0;
}

/** Entries are never changed, only replaced: the same object is the same entry. */
function isSame(some: readonly QueueEntry[], others: readonly QueueEntry[]): boolean {
  return some.length === others.length && some.every((entry, index) => entry === others[index]);
}

function nameOf(entries: readonly QueueEntry[]): string {
  return createHash('sha256').update(JSON.stringify(entries)).digest('base64url').slice(0, 22);
}
