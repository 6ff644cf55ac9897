import type { Level } from '../../src/scheduler/level.js';

export interface NaiveEntry {
  readonly work: object;
  readonly tenant: string;
  base: number;
  sinceMs: number;
  arrival: number;
}

/** The promise of the backlog, written for the reader: every question is answered by looking at everything. */
export class NaiveBacklog {
  entries: NaiveEntry[] = [];
  #rounds: string[][] = [[], [], [], []];
  #held: string[] = [];
  #arrivals = 0;
  #arrangedMs = 0;

  constructor(readonly ageAfterMs: number) {}

  add(work: object, tenant: string, level: Level, nowMs: number): NaiveEntry {
    this.#arrange(nowMs);
    const entry = { work, tenant, base: level, sinceMs: nowMs, arrival: this.#arrivals++ };
    this.entries.push(entry);
    this.#arrange(nowMs);
    return entry;
  }

  remove(entry: NaiveEntry, nowMs: number): void {
    this.#arrange(nowMs);
    this.entries = this.entries.filter((other) => other !== entry);
    this.#arrange(nowMs);
  }

  move(entry: NaiveEntry, level: Level, nowMs: number): void {
    this.#arrange(nowMs);
    if (level <= entry.base && level >= this.levelOf(entry, nowMs)) return;
    this.entries = this.entries.filter((other) => other !== entry);
    this.#arrange(nowMs);
    Object.assign(entry, { base: level, sinceMs: nowMs, arrival: this.#arrivals++ });
    this.entries.push(entry);
    this.#arrange(nowMs);
  }

  hold(tenant: string, nowMs: number): void {
    this.#arrange(nowMs);
    if (!this.#held.includes(tenant)) this.#held.push(tenant);
    this.#arrange(nowMs);
  }

  release(tenant: string, nowMs: number): void {
    this.#arrange(nowMs);
    this.#held = this.#held.filter((other) => other !== tenant);
    this.#arrange(nowMs);
  }

  /** Takes out who is next, and everyone else for the same work. */
  take(nowMs: number): NaiveEntry | undefined {
    this.#arrange(nowMs);
    for (const [level, round] of this.#rounds.entries()) {
      const tenant = round.shift();
      if (tenant === undefined) continue;
      const line = this.#at(level, nowMs).filter((entry) => entry.tenant === tenant);
      line.sort((one, other) => one.arrival - other.arrival);
      const [next] = line;
      if (line.length > 1) round.push(tenant);
      this.entries = this.entries.filter((entry) => entry.work !== next?.work);
      this.#arrange(nowMs);
      return next;
    }
    return undefined;
  }

  position(entry: NaiveEntry, nowMs: number): number {
    this.#arrange(nowMs);
    const copy = new NaiveBacklog(this.ageAfterMs);
    copy.entries = [...this.entries];
    copy.#rounds = this.#rounds.map((round) => [...round]);
    copy.#held = [...this.#held];
    copy.#arrangedMs = this.#arrangedMs;
    for (const tenant of this.#held) copy.release(tenant, nowMs);
    for (let position = 0; ; position++) {
      const next = copy.take(nowMs);
      if (next === undefined || next.work === entry.work) return position;
    }
  }

  levelOf(entry: NaiveEntry, nowMs: number): number {
    return Math.max(0, entry.base - Math.floor((nowMs - entry.sinceMs) / this.ageAfterMs));
  }

  #at(level: number, nowMs: number): NaiveEntry[] {
    return this.entries.filter((entry) => this.levelOf(entry, nowMs) === level);
  }

  /** Looks at each moment since the last time at which someone rose. */
  #arrange(nowMs: number): void {
    const rises = this.entries.flatMap(({ base, sinceMs }) =>
      Array.from({ length: base }, (_, index) => sinceMs + (index + 1) * this.ageAfterMs),
    );
    const missed = rises.filter((ms) => ms > this.#arrangedMs && ms < nowMs).sort((one, other) => one - other);
    for (const ms of [...missed, nowMs]) this.#arrangeAt(ms);
    this.#arrangedMs = nowMs;
  }

  /** Tenants leave the rounds of levels where they wait no more, and join others at the end, the earliest first. */
  #arrangeAt(nowMs: number): void {
    this.#rounds = this.#rounds.map((round, level) => {
      const here = this.#at(level, nowMs).filter((entry) => !this.#held.includes(entry.tenant));
      const staying = round.filter((tenant) => here.some((entry) => entry.tenant === tenant));
      const came = (entry: NaiveEntry) => entry.sinceMs + (entry.base - level) * this.ageAfterMs;
      const joining = here
        .filter((entry) => !staying.includes(entry.tenant))
        .sort((one, other) => came(one) - came(other) || other.base - one.base || one.arrival - other.arrival);
      return [...new Set([...staying, ...joining.map((entry) => entry.tenant)])];
    });
  }
}
