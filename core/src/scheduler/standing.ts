import type { Level } from './level.js';
import type { TenantLine } from './tenant-line.js';

/** What stands in the backlog. Several standings may be for the same piece of work; the first one to come up starts it. */
export interface Waitable {
  /** How many standings it has; kept by the backlog. */
  standings: number;
}

/** One request's place in its tenant's line. A move to another place makes a new standing. */
export class Standing<W extends Waitable> {
  /** It has started, moved or been withdrawn. */
  hasLeft = false;
  /** Its number among those of its tenant and level; meaningful as long as the line's numbers are. */
  number = 0;

  constructor(
    readonly work: W,
    readonly line: TenantLine<W>,
    /** Where it began, by its priority. */
    readonly base: Level,
    /** Where it stands now: age lifts it. */
    public level: Level,
    /** When it came to this level. */
    public enteredMs: number,
    /** First come, first served: grows with every arrival. */
    readonly arrival: number,
  ) {}
}
