import { type Random, shuffled } from '../runtime/random.js';
import type { QueueEntry } from './queue-entry.js';
import { shuffledRest } from './rest-of-playlist.js';

/** What is loaded in a random order; then what is not, page by page, each page in a random order. */
export function inRandomOrder(entries: readonly QueueEntry[], random: Random): readonly QueueEntry[] {
  const loaded = entries.filter(({ content }) => content.kind !== 'rest-of-playlist');
  const rests = entries.flatMap((entry): readonly QueueEntry[] => {
    if (entry.content.kind !== 'rest-of-playlist') return [];
    const { fair: _, ...rest } = entry.content;
    return [{ ...entry, content: shuffledRest(rest, Math.floor(random() * 2 ** 32)) }];
  });
  return [...shuffled(loaded, random), ...rests].map(atTheEnd);
}

/** One of each listener in turn, in the order of their first one; each listener's own keep their order. */
export function inFairOrder(entries: readonly QueueEntry[]): readonly QueueEntry[] {
  const lines = Map.groupBy(entries.map(takingTurns), ({ requestedBy }) => requestedBy);
  const longest = Math.max(0, ...[...lines.values()].map((line) => line.length));
  const rounds = Array.from({ length: longest }, (_, round) =>
    [...lines.values()].flatMap((line) => line[round] ?? []),
  );
  return rounds.flat().map(atTheEnd);
}

/** A part that is not loaded goes on taking turns when it is. */
function takingTurns(entry: QueueEntry): QueueEntry {
  const { content } = entry;
  return content.kind === 'rest-of-playlist' ? { ...entry, content: { ...content, fair: true } } : entry;
}

/** Where it was asked for is over; only what is to play at once, when it is found, still will. */
export function atTheEnd(entry: QueueEntry): QueueEntry {
  const stillInterrupts = entry.place === 'now' && entry.content.kind === 'pending';
  return stillInterrupts || entry.place === 'end' ? entry : { ...entry, place: 'end' };
}
