import type { QueueEntry } from './queue-entry.js';

/** Where a request goes: before everything (and instead of what plays), first in line, or last. */
export type QueuePlace = 'now' | 'next' | 'end';

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

  add(entry: QueueEntry, place: QueuePlace): void {
    this.#entries = place === 'end' ? [...this.#entries, entry] : [entry, ...this.#entries];
  }

  /** Puts entries where the one with that id stood; none removes it. `false` when it is no longer there. */
  replace(id: string, entries: readonly QueueEntry[]): boolean {
    const index = this.indexOf(id);
    if (index < 0) return false;
    this.#entries = this.#entries.toSpliced(index, 1, ...entries);
    return true;
  }

  remove(id: string): boolean {
    return this.replace(id, []);
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
    return removed;
  }

  /** Place in the queue, from 0; −1 when it is not there. */
  indexOf(id: string): number {
    return this.#entries.findIndex((entry) => entry.id === id);
  }

  /** How many tracks stand before that index; `null` when a playlist of unknown length does. */
  tracksBefore(index: number): number | null {
    let tracks = 0;
    for (const { content } of this.#entries.slice(0, index)) {
      if (content.kind !== 'rest-of-playlist') tracks += 1;
      else if (content.trackCount === null) return null;
      else tracks += content.trackCount;
    }
    return tracks;
  }

  /** Tracks in all; `null` when a playlist of unknown length is among them. */
  get trackCount(): number | null {
    return this.tracksBefore(this.#entries.length);
  }
}
