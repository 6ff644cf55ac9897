import { Chain } from './chain.js';
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
  readonly #rising = perLevel(() => new Chain<Standing<W>>());
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
    const standing = new Standing(work, this.#lineOf(tenant), level, level, nowMs, this.#arrivals++);
    if (++work.standings > 1) this.#extra++;
    this.#size++;
    this.#enter(standing);
    return standing;
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
   */
  move(standing: Standing<W>, level: Level, nowMs: number): void {
    this.#age(nowMs);
    const raise = level <= standing.base;
    if (raise && level >= standing.level) return;
    standing.line.remove(standing);
    this.#leave(standing);
    standing.base = level;
    standing.level = level;
    standing.enteredMs = nowMs;
    standing.arrival = this.#arrivals++;
    this.#enter(standing);
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
      const rising = this.#rising[from];
      for (let link = rising.first; link !== undefined; link = rising.first) {
        const standing = link.value;
        const risesMs = standing.enteredMs + this.#ageAfterMs;
        if (risesMs > nowMs) break;
        this.#leave(standing);
        standing.line.lift(standing, levelAbove(from));
        standing.enteredMs = risesMs;
        this.#join(standing);
        this.#endTurns(standing.line, from);
      }
    }
  }

  #enter(standing: Standing<W>): void {
    standing.line.append(standing);
    this.#join(standing);
  }

  /** Counts it on its level, where its tenant takes turns from now on. */
  #join({ level, line, inRise }: Standing<W>): void {
    this.#counts[level]++;
    if (level > 0) this.#rising[level].append(inRise);
    const turn = line.turns[level];
    if (turn !== undefined && turn.chain === undefined) this.#rounds[level].append(turn);
  }

  #leave({ level, line, inRise }: Standing<W>): void {
    this.#counts[level]--;
    this.#rising[level].remove(inRise);
    this.#endTurns(line, level);
  }

  #endTurns(line: TenantLine<W>, level: Level): void {
    const turn = line.turns[level];
    if (line.counts[level] === 0 && turn !== undefined) this.#rounds[level].remove(turn);
  }

  #forget(standing: Standing<W>): void {
    this.#leave(standing);
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
