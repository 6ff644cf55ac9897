import type { Loop } from '../../src/playback/session-events.js';

/** What a session should have in line, in the simplest words: names in a list, what plays first. */
export class LineModel {
  line: string[] = [];
  loop: Loop = 'off';
  history: string[] = [];
  /** Those that were asked for as next, or put back. */
  readonly #next = new Set<string>();
  readonly #listeners = new Map<string, string>();

  add(id: string, listener: string): void {
    this.line.push(id);
    this.#listeners.set(id, listener);
  }

  /** Who has asked for it. */
  listenerOf(id: string): string | undefined {
    return this.#listeners.get(id);
  }

  /** Behind those that were asked for as next before. */
  addNext(id: string, isPlaying: boolean): void {
    const from = isPlaying ? 1 : 0;
    const place = this.line.findIndex((one, index) => index >= from && !this.#next.has(one));
    this.line.splice(place < 0 ? this.line.length : place, 0, id);
    this.#next.add(id);
  }

  /** What plays has to begin once more: it is the first in line. */
  putBack(id: string): void {
    this.#next.add(id);
  }

  ended(id: string, outcome: string): void {
    const repeats = this.loop === 'track' && outcome === 'finished';
    if (!repeats) this.history = [id, ...this.history.filter((one) => one !== id)].slice(0, 50);
    if (repeats) return;
    this.gone(id);
    if (this.loop === 'queue' && outcome !== 'stopped') this.line.push(id);
  }

  gone(id: string): void {
    this.line = this.line.filter((one) => one !== id);
    this.#next.delete(id);
  }

  /** So many of those that wait are passed over. */
  pass(count: number, isPlaying: boolean): void {
    const from = isPlaying ? 1 : 0;
    for (const id of this.line.slice(from, from + count)) {
      this.gone(id);
      if (this.loop === 'queue') this.line.push(id);
    }
  }

  previous(isPlaying: boolean): void {
    const [last, ...older] = this.history;
    if (last === undefined) return;
    this.history = older;
    const rest = this.line.filter((id) => id !== last);
    if (isPlaying && rest[0] !== undefined && this.line[0] !== last) this.#next.add(rest[0]);
    this.#next.add(last);
    this.line = [last, ...rest];
  }

  /** Positions from 1, among those that wait. */
  move(from: number, to: number, isPlaying: boolean): void {
    const first = isPlaying ? 1 : 0;
    const [id] = this.line.splice(first + from - 1, 1);
    if (id === undefined) return;
    const place = first + to - 1;
    const isAmongNext =
      this.line.slice(first, place + 1).every((one) => this.#next.has(one)) && place < this.line.length;
    if (isAmongNext) this.#next.add(id);
    else this.#next.delete(id);
    this.line.splice(place, 0, id);
  }

  /** Listeners take turns, and each one's own stay in order. */
  takeTurns(isPlaying: boolean): void {
    const waiting = this.line.splice(isPlaying ? 1 : 0);
    const listeners = waiting.map((id) => this.#listeners.get(id));
    const order = [...new Set(listeners)];
    const turns = waiting.map((id, place) => {
      const before = listeners.slice(0, place).filter((listener) => listener === listeners[place]);
      return { id, turn: before.length, who: order.indexOf(listeners[place]) };
    });
    this.line.push(...turns.sort((a, b) => a.turn - b.turn || a.who - b.who).map(({ id }) => id));
    this.#next.clear();
  }

  /** Takes an order over that was drawn by lot. */
  adopt(line: readonly string[]): void {
    this.line = [...line];
    this.#next.clear();
  }
}
