import type { Delivery } from '../progress/progress-publisher.js';
import type { ProgressSnapshot } from '../progress/progress-view.js';
import type { SnapshotWriter } from './snapshot-writer.js';

type Act = (writer: SnapshotWriter) => void;

/**
 * Holds a request's message back until the request is safe: whoever has seen its task id may count on it. What was held
 * back then comes in its order: what may be left out of it, the writer knows.
 */
export class AcceptedWriter implements SnapshotWriter {
  readonly #writer: SnapshotWriter;
  /** `undefined` once nothing is held back any more. */
  #held: Act[] | undefined = [];

  /** @param accepted settles when nothing has to be held back any more, well or not */
  constructor(writer: SnapshotWriter, accepted: Promise<void>) {
    this.#writer = writer;
    const release = () => this.#release();
    accepted.then(release, release);
  }

  show(snapshot: ProgressSnapshot): void {
    this.#later((writer) => writer.show(snapshot));
  }

  tell(snapshot: ProgressSnapshot): void {
    this.#later((writer) => writer.tell(snapshot));
  }

  /** Resolves when the last word has arrived or was given up. */
  finish(snapshot: ProgressSnapshot): Promise<Delivery> {
    return new Promise((resolve) => this.#later((writer) => resolve(writer.finish(snapshot))));
  }

  /** A message that has shown nothing yet says nothing of the end either. */
  async leave(snapshot: ProgressSnapshot): Promise<void> {
    if (!this.#held) await this.#writer.leave(snapshot);
  }

  #later(act: Act): void {
    if (this.#held) this.#held.push(act);
    else act(this.#writer);
  }

  #release(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const act of held) act(this.#writer);
  }
}
