import type { Delivery } from '../progress/progress-publisher.js';
import type { ProgressSnapshot } from '../progress/progress-view.js';

/** Writes snapshots into a message, within its edit budget. */
export interface SnapshotWriter {
  show(snapshot: ProgressSnapshot): void;
  /** The last one. What becomes of it never rejects. */
  finish(snapshot: ProgressSnapshot): Promise<Delivery>;
  /** At once, because the process is about to end. Never rejects. */
  leave(snapshot: ProgressSnapshot): Promise<void>;
  /** In a message of its own, for what must not be overtaken by what follows. */
  tell(snapshot: ProgressSnapshot): void;
}
