import type { Random } from '../runtime/random.js';
import { Queue } from './queue.js';
import type { QueueEntry, TrackEntry } from './queue-entry.js';
import type { QueuePart } from './queue-positions.js';
import { NO_RULES } from './queue-rules.js';
import { withoutTracks } from './rest-of-playlist.js';
import type { EndReason, SessionModes } from './session-events.js';
import type { ArrangeMessage } from './session-messages.js';
import type { ProgrammeRecord } from './session-record.js';

/** Entries that are remembered after they have played. */
const HISTORY = 50;

/** What plays after what: the queue, what has played, and how that repeats. A plain data structure: no time, no I/O. */
export class Programme {
  readonly queue = new Queue();
  #modes: SessionModes = { loop: 'off', autoplay: false, stay: false, rules: NO_RULES };
  #history: readonly TrackEntry[] = [];
  #lastPlayed: TrackEntry | undefined;

  get modes(): SessionModes {
    return this.#modes;
  }

  /** What has played, the last one first. */
  get history(): readonly TrackEntry[] {
    return this.#history;
  }

  /** What had its turn last, unless it was stopped: autoplay goes on from it. */
  get lastPlayed(): TrackEntry | undefined {
    return this.#lastPlayed;
  }

  get record(): ProgrammeRecord {
    return { upcoming: this.queue.entries, history: this.#history, modes: this.#modes };
  }

  restore({ upcoming, history, modes }: ProgrammeRecord): void {
    this.queue.restore(upcoming);
    this.#history = history;
    this.#modes = modes;
  }

  arrange(message: ArrangeMessage, random: Random = Math.random): void {
    switch (message.type) {
      case 'move':
        return void this.queue.move(message.entryId, message.beforeId);
      case 'shuffle':
        return message.order === 'fair' ? this.queue.takeTurns() : this.queue.shuffle(random);
      case 'set':
        this.#modes = { ...this.#modes, ...message.modes };
    }
  }

  /** Puts what played before everything, to go on from a position. */
  putBack(entry: TrackEntry, startMs: number): void {
    const isHeard = startMs > entry.content.startMs;
    this.queue.putBack({ ...entry, content: { ...entry.content, startMs, ...(isHeard && { goesOn: true }) } });
  }

  /** What comes after the current entry, or next when there is none. */
  following(current: TrackEntry | undefined): QueueEntry | undefined {
    const { loop } = this.#modes;
    if (current && loop === 'track') return again(current);
    return this.queue.head ?? (current && loop === 'queue' ? again(current) : undefined);
  }

  /** An entry has had its turn; `next` is what has followed it already. */
  ended(entry: TrackEntry, outcome: EndReason, next: TrackEntry | undefined): void {
    const { loop } = this.#modes;
    this.#lastPlayed = outcome === 'stopped' ? undefined : entry;
    const goesOn = next?.id === entry.id;
    const repeats = loop === 'track' && outcome === 'finished';
    if (!repeats) this.#history = [entry, ...this.#history.filter(({ id }) => id !== entry.id)].slice(0, HISTORY);
    if (repeats && !next) this.queue.putBack(again(entry));
    if (loop === 'queue' && outcome !== 'stopped' && !goesOn) this.queue.add(again(entry));
    if (next && next.id === this.queue.head?.id) this.queue.takeHead();
  }

  /** Puts what has played, and behind it what plays now, before everything. `undefined` when it is not remembered. */
  goBack(entryId: string, current: TrackEntry | undefined): TrackEntry | undefined {
    const entry = this.#history.find(({ id }) => id === entryId);
    if (!entry) return undefined;
    this.#history = this.#history.filter((one) => one !== entry);
    this.queue.remove(entryId);
    const isCurrent = current?.id === entryId;
    this.queue.putBack(again(entry), ...(current && !isCurrent ? [again(current)] : []));
    return entry;
  }

  /**
   * Passes over what stands first in the queue. While the queue is looped it goes to the end.
   * @returns what is lost by that
   */
  passOver(parts: readonly QueuePart[], newId: () => string): readonly QueueEntry[] {
    const before = new Map(this.queue.entries.map((entry) => [entry.id, entry]));
    const passed = this.queue.take(parts);
    if (this.#modes.loop !== 'queue') return passed;
    for (const { entryId, within } of parts) {
      const entry = before.get(entryId);
      if (!entry) continue;
      if (!within || entry.content.kind !== 'rest-of-playlist') this.queue.add({ ...entry, place: 'end' });
      else {
        const content = withoutTracks(entry.content, within.from + within.count);
        if (content) this.queue.add({ ...entry, id: newId(), place: 'end', content });
      }
    }
    return [];
  }
}

/**
 * The entry as it is played once more, from its beginning. Where another track stood in because its source failed, its
 * own is tried again: the source may be well by then.
 */
function again(entry: TrackEntry): TrackEntry {
  const { detour, goesOn: _, ...content } = entry.content;
  const { wanted, described = false, chosen = false } = detour ?? {};
  if (wanted && !described && !chosen)
    return { ...entry, place: 'end', content: { ...content, track: wanted, startMs: 0 } };
  return { ...entry, place: 'end', content: { ...content, ...(detour && { detour }), startMs: 0 } };
}
