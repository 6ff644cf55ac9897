import { Link } from './chain.js';
import type { Level } from './level.js';
import type { TenantLine } from './tenant-line.js';

/** What stands in the backlog. Several standings may be for the same piece of work; the first one to come up starts it. */
export interface Waitable {
  /** How many standings it has; kept by the backlog. */
  standings: number;
}

/** One request's place in its tenant's line. */
export class Standing<W extends Waitable> {
  /** The place among those that began on the same level. */
  readonly inLine = new Link<Standing<W>>(this);
  /** The place among all that wait to rise from the same level. */
  readonly inRise = new Link<Standing<W>>(this);
  /** The number in the tenant's line; meaningful as long as the line's numbers are. */
  number = 0;

  constructor(
    readonly work: W,
    readonly line: TenantLine<W>,
    /** Where it began, by its priority. */
    public base: Level,
    /** Where it stands now, after ageing. */
    public level: Level,
    /** When it came to this level. */
    public enteredMs: number,
    /** First come, first served: grows with every arrival. */
    public arrival: number,
  ) {}
}
