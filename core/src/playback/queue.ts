import type { EntryContent, QueueEntry } from './queue-entry.js';

/** Where a request goes: before everything (and instead of what plays), first in line, or last. */
export type QueuePlace = 'now' | 'next' | 'end';

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
  readonly #interrupting = new Set<string>();

  /** In order; the first is the next to play. */
  get entries(): readonly QueueEntry[] {
    return this.#entries;
  }

  /** Ids of entries that, once found, play instead of what plays then. */
  get interrupting(): readonly string[] {
    return [...this.#interrupting];
  }

  get head(): QueueEntry | undefined {
    return this.#entries[0];
  }

  /** Puts back what was in an earlier queue. */
  restore(entries: readonly QueueEntry[], interrupting: readonly string[]): void {
    this.#entries = entries;
    for (const id of interrupting) this.#interrupting.add(id);
  }

  add(entry: QueueEntry, place: QueuePlace): void {
    this.#entries = place === 'end' ? [...this.#entries, entry] : [entry, ...this.#entries];
    if (place === 'now') this.#interrupting.add(entry.id);
  }

  /**
   * Puts what was found where the entry with that id kept the place; the first keeps its id, further ones get ids of
   * their own. `undefined` when the entry is no longer there.
   */
  fill(id: string, contents: readonly EntryContent[], newId: () => string): Filled | undefined {
    const index = this.indexOf(id);
    const entry = this.#entries[index];
    if (!entry) return undefined;
    const tracksBefore = this.#tracksBefore(index) ?? index;
    const entries = contents.map((content, place) => ({ ...entry, id: place === 0 ? id : newId(), content }));
    this.#entries = this.#entries.toSpliced(index, 1, ...entries);
    return { entry, tracksBefore, interrupts: this.#interrupting.delete(id) };
  }

  /** Takes an entry out and returns it. */
  remove(id: string): QueueEntry | undefined {
    const entry = this.#entries.find((one) => one.id === id);
    this.#entries = this.#entries.filter((one) => one !== entry);
    this.#interrupting.delete(id);
    return entry;
  }

  takeHead(): QueueEntry | undefined {
    const [head, ...rest] = this.#entries;
    this.#entries = rest;
    return head;
  }

  /** Removes everything and returns it. */
  clear(): readonly QueueEntry[] {
    const removed = this.#entries;
    this.#entries = [];
    this.#interrupting.clear();
    return removed;
  }

  /** Place in the queue, from 0; −1 when it is not there. */
  indexOf(id: string): number {
    return this.#entries.findIndex((entry) => entry.id === id);
  }

  /** Tracks in all; `null` when a playlist of unknown length is among them. */
  get trackCount(): number | null {
    return this.#tracksBefore(this.#entries.length);
  }

  /** How many tracks stand before that index; `null` when a playlist of unknown length does. */
  #tracksBefore(index: number): number | null {
    let tracks = 0;
    for (const { content } of this.#entries.slice(0, index)) {
      if (content.kind !== 'rest-of-playlist') tracks += 1;
      else if (content.trackCount === null) return null;
      else tracks += content.trackCount;
    }
    return tracks;
  }
}
