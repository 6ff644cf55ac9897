import type { Random } from '../runtime/random.js';
import type { EntryContent, QueueEntry } from './queue-entry.js';
import { atTheEnd, inFairOrder, inRandomOrder } from './queue-order.js';
import type { QueuePart } from './queue-positions.js';
import { withoutTracks } from './rest-of-playlist.js';

/** What filling a place changed. */
export interface Filled {
  /** The entry that kept the place until now. */
  readonly entry: QueueEntry;
  /** Tracks that stand before it in the queue. */
  readonly tracksBefore: number;
  /** It was to play `now`. */
  readonly interrupts: boolean;
}

/** What comes next in one guild, in the order of request. A plain data structure: no time, no I/O. */
export class Queue {
  #entries: readonly QueueEntry[] = [];

  /** In order; the first is the next to play. */
  get entries(): readonly QueueEntry[] {
    return this.#entries;
  }

  get head(): QueueEntry | undefined {
    return this.#entries[0];
  }

  /** Puts back what was in an earlier queue. */
  restore(entries: readonly QueueEntry[]): void {
    this.#entries = entries;
  }

  /** Takes its place: `now` before everything, `next` behind those that were asked for as next before. */
  add(entry: QueueEntry): void {
    const index = { now: 0, next: this.#nextEnd, end: this.#entries.length }[entry.place];
    this.#entries = this.#entries.toSpliced(index, 0, entry);
  }

  /** Puts what has had its turn before everything. */
  putBack(...entries: readonly QueueEntry[]): void {
    this.#entries = [...entries.map((entry) => ({ ...entry, place: 'next' as const })), ...this.#entries];
  }

  /**
   * Puts what was found where the entry with that id kept the place; the first keeps its id, further ones get ids of
   * their own. What was to play now comes before everything. `undefined` when the entry is no longer there.
   */
  fill(id: string, contents: readonly EntryContent[], newId: () => string): Filled | undefined {
    const index = this.indexOf(id);
    const entry = this.#entries[index];
    if (!entry) return undefined;
    const { kind } = entry.content;
    const interrupts = entry.place === 'now' && kind === 'pending' && contents.length > 0;
    const entries = contents.map((content, place) => ({ ...entry, id: place === 0 ? id : newId(), content }));
    const before = this.#entries.slice(0, index);
    const after = this.#entries.slice(index + 1);
    const takesTurns = kind === 'rest-of-playlist' && entry.content.fair;
    const filled = takesTurns ? inFairOrder([...entries, ...after]) : [...entries, ...after];
    this.#entries = interrupts ? [...entries, ...before, ...after] : [...before, ...filled];
    const tracksBefore = interrupts ? 0 : (tracksIn(before) ?? index);
    return { entry, tracksBefore, interrupts };
  }

  /** Takes an entry out and returns it. */
  remove(id: string): QueueEntry | undefined {
    const entry = this.#entries.find((one) => one.id === id);
    if (entry) this.#entries = this.#entries.filter((one) => one !== entry);
    return entry;
  }

  /** Takes parts out, those of one entry in ascending order; returns the entries that went as a whole. */
  take(parts: readonly QueuePart[]): readonly QueueEntry[] {
    const byEntry = Map.groupBy(parts, ({ entryId }) => entryId);
    const taken: QueueEntry[] = [];
    this.#entries = this.#entries.flatMap((entry) => {
      const left = withoutParts(entry, byEntry.get(entry.id) ?? []);
      if (!left) taken.push(entry);
      return left ?? [];
    });
    return taken;
  }

  takeHead(): QueueEntry | undefined {
    const [head, ...rest] = this.#entries;
    this.#entries = rest;
    return head;
  }

  /** Puts an entry before another one, or behind everything. `false` when one of them is not there. */
  move(id: string, beforeId: string | null): boolean {
    const entry = this.#entries.find((one) => one.id === id);
    const others = this.#entries.filter((one) => one.id !== id);
    const index = beforeId === null ? others.length : others.findIndex((one) => one.id === beforeId);
    if (!entry || index < 0) return false;
    const isAmongNext = index < nextEnd(others);
    this.#entries = others.toSpliced(index, 0, isAmongNext ? { ...entry, place: 'next' } : atTheEnd(entry));
    return true;
  }

  shuffle(random: Random): void {
    this.#entries = inRandomOrder(this.#entries, random);
  }

  takeTurns(): void {
    this.#entries = inFairOrder(this.#entries);
  }

  /** Removes everything and returns it. */
  clear(): readonly QueueEntry[] {
    const removed = this.#entries;
    this.#entries = [];
    return removed;
  }

  /** Place in the queue, from 0; −1 when it is not there. */
  indexOf(id: string): number {
    return this.#entries.findIndex((entry) => entry.id === id);
  }

  /** Tracks in all; `null` when a playlist of unknown length is among them. */
  get trackCount(): number | null {
    return tracksIn(this.#entries);
  }

  get #nextEnd(): number {
    return nextEnd(this.#entries);
  }
}

/** Where those end that were asked for as next, and not been moved since. */
function nextEnd(entries: readonly QueueEntry[]): number {
  const index = entries.findIndex(({ place }) => place === 'end');
  return index < 0 ? entries.length : index;
}

/** The last part first, so that the indexes of those before it stay true. */
function withoutParts(entry: QueueEntry, parts: readonly QueuePart[]): QueueEntry | undefined {
  let left: EntryContent | undefined = entry.content;
  for (const { within } of parts.toReversed()) {
    if (!within || left?.kind !== 'rest-of-playlist') return undefined;
    left = withoutTracks(left, within.from, within.count);
  }
  return left && { ...entry, content: left };
}

/** `null` when a playlist of unknown length is among them. */
function tracksIn(entries: readonly QueueEntry[]): number | null {
  let tracks = 0;
  for (const { content } of entries) {
    if (content.kind !== 'rest-of-playlist') tracks += 1;
    else if (content.trackCount === null) return null;
    else tracks += content.trackCount;
  }
  return tracks;
}
