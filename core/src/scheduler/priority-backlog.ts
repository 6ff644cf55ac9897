import { Chain } from './chain.js';
import { LeavingQueue } from './leaving-queue.js';
import { LEVELS, type Level, LOWEST_LEVEL, levelAbove, perLevel } from './level.js';
import { Standing, type Waitable } from './standing.js';
import { type Place, TenantLine } from './tenant-line.js';
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
  readonly #rounds = perLevel(() => new Chain<Place<W>>());
  /** Per level, who rises next comes first. */
  readonly #rising = LEVELS.map(
    (level) => new LeavingQueue<Standing<W>>((standing) => !standing.hasLeft && standing.level === level),
  );
  readonly #counts = perLevel(() => 0);
  /** Tenants that take no turns for now, and their lines where they have one. */
  readonly #held = new Map<string, TenantLine<W> | undefined>();
  #nobodyRisesBeforeMs = Number.POSITIVE_INFINITY;
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

  /** Tenants that take no turns for now. */
  get heldTenants(): number {
    return this.#held.size;
  }

  /** Passes the tenant over from now on; who waits for it keeps its place and grows older. */
  hold(tenant: string, nowMs: number): void {
    this.#age(nowMs);
    const line = this.#lines.get(tenant);
    if (line === undefined) this.#held.set(tenant, undefined);
    else this.#hold(line);
  }

  /** Gives a tenant that was held its turns back, at the end of the rounds. */
  release(tenant: string, nowMs: number): void {
    this.#age(nowMs);
    const line = this.#held.get(tenant);
    this.#held.delete(tenant);
    if (line === undefined) return;
    line.isHeld = false;
    for (const level of LEVELS) if (line.count(level) > 0) this.#rounds[level].append(line.place(level));
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
      const place = round.first;
      const standing = place?.line.front(level);
      if (place === undefined || standing === undefined) continue;
      standing.line.removeFront(standing);
      this.#forget(standing);
      round.moveToEnd(place);
      return standing;
    }
    return undefined;
  }

  /**
   * How many pieces of work would start before this one's if nothing else happened. Takes time in the number of
   * tenants; in the number waiting only while some work has several standings, or just after someone left a line's middle.
   * Tenants that are held count as if they were released now.
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
    for (const other of this.#turns(level)) {
      if (other === line) turns = rank;
      else before += Math.min(other.count(level), turns);
    }
    return before;
  }

  #walkTo(work: W): number {
    const levels = LEVELS.map((level) =>
      this.#turns(level).map((line) => line.inOrder(level).map((standing) => standing.work)),
    );
    let position = 0;
    for (const next of turnOrder(levels)) {
      if (next === work) break;
      position++;
    }
    return position;
  }

  #hold(line: TenantLine<W>): void {
    line.isHeld = true;
    this.#held.set(line.tenant, line);
    for (const level of LEVELS) this.#rounds[level].remove(line.place(level));
  }

  /** The lines on a level in order of their turns, those that are held last. */
  #turns(level: Level): TenantLine<W>[] {
    const held = [...this.#held.values()].flatMap((line) =>
      line !== undefined && line.count(level) > 0 ? [line] : [],
    );
    return [...Array.from(this.#rounds[level], ({ line }) => line), ...held];
  }

  /** Lets everyone rise whose time has come, in the order of those times: it is the same however seldom this is called. */
  #age(nowMs: number): void {
    while (nowMs >= this.#nobodyRisesBeforeMs) {
      const next = this.#nextToRise();
      const risesMs = next === undefined ? Number.POSITIVE_INFINITY : this.#risesMs(next);
      if (next !== undefined && risesMs <= nowMs) this.#lift(next, risesMs);
      else this.#nobodyRisesBeforeMs = risesMs;
    }
  }

  #lift(standing: Standing<W>, risesMs: number): void {
    const { line, level } = standing;
    line.lift(standing, levelAbove(level));
    standing.enteredMs = risesMs;
    this.#uncount(line, level);
    this.#count(standing);
  }

  /** Of those whose time comes at once, the lowest first. */
  #nextToRise(): Standing<W> | undefined {
    let next: Standing<W> | undefined;
    for (let from = LOWEST_LEVEL; from > 0; from = levelAbove(from)) {
      const oldest = this.#rising[from]?.front();
      if (oldest !== undefined && (next === undefined || oldest.enteredMs < next.enteredMs)) next = oldest;
    }
    return next;
  }

  #risesMs({ enteredMs }: Standing<W>): number {
    return enteredMs + this.#ageAfterMs;
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
    if (level > 0) {
      this.#rising[level]?.append(standing);
      this.#nobodyRisesBeforeMs = Math.min(this.#nobodyRisesBeforeMs, this.#risesMs(standing));
    }
    const place = line.place(level);
    if (place.chain === undefined && !line.isHeld) this.#rounds[level].append(place);
  }

  /** Follows one that has left its line's level. */
  #uncount(line: TenantLine<W>, level: Level): void {
    this.#counts[level]--;
    if (level > 0) this.#rising[level]?.noteLeft();
    const place = line.place(level);
    if (place.count === 0) this.#rounds[level].remove(place);
  }

  #forget(standing: Standing<W>): void {
    this.#uncount(standing.line, standing.level);
    if (--standing.work.standings > 0) this.#extra--;
    this.#size--;
    const { line } = standing;
    if (!line.isEmpty) return;
    this.#lines.delete(line.tenant);
    if (line.isHeld) this.#held.set(line.tenant, undefined);
  }

  #lineOf(tenant: string): TenantLine<W> {
    const known = this.#lines.get(tenant);
    if (known !== undefined) return known;
    const line = new TenantLine<W>(tenant);
    this.#lines.set(tenant, line);
    if (this.#held.has(tenant)) this.#hold(line);
    return line;
  }
}
