import type { ProgressSnapshot } from '../progress/progress-view.js';
import type { RequestFacts } from './request-card.js';

/** A request whose story is not over, as it survives a restart; JSON-safe. */
export interface RequestRecord extends RequestFacts {
  /** Unix milliseconds. */
  readonly requestedAtMs: number;
  /** Where its message is, in the front end's own words; absent when it has none that could be found again. */
  readonly address?: string;
  /** Its last word, which was not delivered yet. */
  readonly lastWord?: ProgressSnapshot;
}
