import type { MessageTarget } from '../progress/message-target.js';
import type { ProgressSnapshot } from '../progress/progress-view.js';
import { RequestCard, type RequestCardParts, type RequestFacts } from './request-card.js';
import type { Session } from './session.js';

/** Writes snapshots into a message, within its edit budget. */
export interface SnapshotWriter {
  show(snapshot: ProgressSnapshot, last: boolean): void;
  /** In a message of its own, for what must not be overtaken by what follows. */
  tell(snapshot: ProgressSnapshot): void;
}

export interface RequestBoardParts extends Pick<RequestCardParts, 'clock' | 'maxAttempts' | 'watch'> {
  /** Makes the writer of a request's message. */
  writer(message: MessageTarget, taskId: string): SnapshotWriter;
}

/** The cards of all requests whose story is not over. */
export class RequestBoard {
  readonly #parts: RequestBoardParts;
  readonly #cards = new Map<string, RequestCard>();

  constructor(parts: RequestBoardParts) {
    this.#parts = parts;
  }

  /** Opens the card of a request; without a message it is kept but shown nowhere. */
  add(facts: RequestFacts & { readonly message?: MessageTarget }, session: Session): RequestCard {
    const writer = facts.message && this.#parts.writer(facts.message, facts.taskId);
    const card = new RequestCard({
      ...this.#parts,
      facts,
      session,
      show: (snapshot, last) => writer?.show(snapshot, last),
      tell: (snapshot) => writer?.tell(snapshot),
      onOver: () => this.#cards.delete(facts.taskId),
    });
    this.#cards.set(facts.taskId, card);
    return card;
  }

  /** How far a request's lookup is, 0–100; 0 when it is not known here. */
  percentOf(taskId: string): number {
    return this.#cards.get(taskId)?.percent ?? 0;
  }

  get size(): number {
    return this.#cards.size;
  }
}
