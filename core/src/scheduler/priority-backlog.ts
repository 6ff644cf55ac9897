import { Chain } from './chain.js';
import { LeavingQueue } from './leaving-queue.js';
import { type Level, LEVELS, levelAbove, LOWEST_LEVEL, perLevel } from './level.js';
import { Standing, type Waitable } from './standing.js';
import { TenantLine } from './tenant-line.js';
import { turnOrder } from './turn-order.js';

/**
 * Who waits, and who is next: strictly by level; on a level in rounds between tenants; first come, first served inside
 * a tenant. Whoever has waited `ageAfterMs` on a level rises to the one above and keeps the place of its arrival.
 *
 * Keeps no time of its own: callers pass milliseconds that never fall. Each operation but {@link position} takes
 * constant time in the number waiting, spread over a standing's life: nobody rises more than three times.
 */
export class PriorityBacklog<W extends Waitable> {
  readonly #ageAfterMs: number;
  readonly #lines = new Map<string, TenantLine<W>>();
  /** Per level, the tenants that wait there, in order of their turns. */
  readonly #rounds = perLevel(() => new Chain<TenantLine<W>>());
  /** Per level, who rises next comes first. */
  readonly #rising = LEVELS.map(
    (level) => new LeavingQueue<Standing<W>>((standing) => !standing.hasLeft && standing.level === level),
  );
  readonly #counts = perLevel(() => 0);
  #arrivals = 0;
  #size = 0;
  /** Standings beyond the first of their work. */
  #extra = 0;

  /** @param ageAfterMs how long a standing waits before it rises; `Infinity` for never */
  constructor(ageAfterMs: number) {
    this.#ageAfterMs = ageAfterMs;
  }

  /** Standings, of which a work may have several. */
  get size(): number {
    return this.#size;
  }

  /** Tenants of whom anything waits. */
  get tenants(): number {
    return this.#lines.size;
  }

  /** Stands at the end of the tenant's line. */
  add(work: W, tenant: string, level: Level, nowMs: number): Standing<W> {
    this.#age(nowMs);
    if (++work.standings > 1) this.#extra++;
    this.#size++;
    return this.#enter(work, this.#lineOf(tenant), level, nowMs);
  }

  /** Leaves without a start. */
  remove(standing: Standing<W>, nowMs: number): void {
    this.#age(nowMs);
    standing.line.remove(standing);
    this.#forget(standing);
  }

  /**
   * Moves to the end of the line on another level, and ages from there. A raise to a level that age has already
   * given changes nothing.
   * @returns the standing that takes the place of the old one
   */
  move(standing: Standing<W>, level: Level, nowMs: number): Standing<W> {
    this.#age(nowMs);
    const isRaise = level <= standing.base;
    if (isRaise && level >= standing.level) return standing;
    standing.line.remove(standing);
    this.#uncount(standing.line, standing.level);
    return this.#enter(standing.work, standing.line, level, nowMs);
  }

  /** Takes out the standing whose turn it is. The work's other standings, if any, are the caller's to remove. */
  take(nowMs: number): Standing<W> | undefined {
    this.#age(nowMs);
    for (const level of LEVELS) {
      const round = this.#rounds[level];
      const turn = round.first;
      const standing = turn?.value.front(level);
      if (turn === undefined || standing === undefined) continue;
      const { line } = standing;
      line.removeFront(standing);
      this.#forget(standing);
      if (line.counts[level] > 0) {
        round.remove(turn);
        round.append(turn);
      }
      return standing;
    }
    return undefined;
  }

  /**
   * How many pieces of work would start before this one's if nothing else happened. Takes time in the number of
   * tenants; in the number waiting only while some work has several standings, or just after someone left a line's middle.
   */
  position(standing: Standing<W>, nowMs: number): number {
    this.#age(nowMs);
    return this.#extra > 0 ? this.#walkTo(standing.work) : this.#countBefore(standing);
  }

  #countBefore(standing: Standing<W>): number {
    const { level, line } = standing;
    const rank = line.rank(standing);
    let before = rank;
    for (let above = 0; above < level; above++) before += this.#counts[above] ?? 0;
    let turns = rank + 1;
    for (const other of this.#rounds[level]) {
      if (other === line) turns = rank;
      else before += Math.min(other.counts[level], turns);
    }
    return before;
  }

  #walkTo(work: W): number {
    const levels = LEVELS.map((level) =>
      [...this.#rounds[level]].map((line) => line.inOrder(level).map((standing) => standing.work)),
    );
    let position = 0;
    for (const next of turnOrder(levels)) {
      if (next === work) break;
      position++;
    }
    return position;
  }

  /** Lets everyone rise whose time has come. From the lowest level up, so that one may rise several times. */
  #age(nowMs: number): void {
    for (let from = LOWEST_LEVEL; from > 0; from = levelAbove(from)) {
      for (let oldest = this.#nextToRise(from); oldest !== undefined; oldest = this.#nextToRise(from)) {
        const risesMs = oldest.enteredMs + this.#ageAfterMs;
        if (risesMs > nowMs) break;
        oldest.line.lift(oldest, levelAbove(from));
        oldest.enteredMs = risesMs;
        this.#uncount(oldest.line, from);
        this.#count(oldest);
      }
    }
  }

  #nextToRise(from: Level): Standing<W> | undefined {
    return this.#counts[from] === 0 ? undefined : this.#rising[from]?.front();
  }

  #enter(work: W, line: TenantLine<W>, level: Level, nowMs: number): Standing<W> {
    const standing = new Standing(work, line, level, level, nowMs, this.#arrivals++);
    line.append(standing);
    this.#count(standing);
    return standing;
  }

  /** Counts it on its level, where its tenant takes turns from now on. */
  #count(standing: Standing<W>): void {
    const { level, line } = standing;
    this.#counts[level]++;
    if (level > 0) this.#rising[level]?.append(standing);
    const turn = line.turn(level);
    if (turn.chain === undefined) this.#rounds[level].append(turn);
  }

  /** Follows one that has left its line's level. */
  #uncount(line: TenantLine<W>, level: Level): void {
    this.#counts[level]--;
    if (level > 0) this.#rising[level]?.noteLeft();
    if (line.counts[level] === 0) this.#rounds[level].remove(line.turn(level));
  }

  #forget(standing: Standing<W>): void {
    this.#uncount(standing.line, standing.level);
    if (--standing.work.standings > 0) this.#extra--;
    this.#size--;
    if (standing.line.isEmpty) this.#lines.delete(standing.line.tenant);
  }

  #lineOf(tenant: string): TenantLine<W> {
    const known = this.#lines.get(tenant);
    if (known !== undefined) return known;
    const line = new TenantLine<W>(tenant);
    this.#lines.set(tenant, line);
    return line;
  }
}
