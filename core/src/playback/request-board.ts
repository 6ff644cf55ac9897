import type { Phrase } from '../model/phrase.js';
import type { MessageTarget } from '../progress/message-target.js';
import type { ProgressSnapshot } from '../progress/progress-view.js';
import { AcceptedWriter } from './accepted-writer.js';
import { RequestCard, type RequestCardParts, type RequestFacts } from './request-card.js';
import type { RequestRecord } from './request-record.js';
import type { Session } from './session.js';
import type { SnapshotWriter } from './snapshot-writer.js';

export interface RequestBoardParts extends Pick<RequestCardParts, 'clock' | 'refreshes' | 'maxAttempts' | 'watch'> {
  /** Makes the writer of a request's message, which is drawn as its guild likes it. */
  writer(message: MessageTarget, taskId: string, guildId: string): SnapshotWriter;
  /** A guild's requests are others now than its {@link RequestBoard.recordsOf} told before. */
  onChange(guildId: string): void;
}

/** A request as it comes to the board. */
export interface PostedRequest {
  readonly facts: RequestFacts;
  readonly requestedAtMs: number;
  readonly message?: MessageTarget;
  /** Settles once the request will survive a crash, or cannot; the message tells nothing before. */
  readonly accepted: Promise<void>;
}

interface Posted {
  readonly guildId: string;
  readonly record: Omit<RequestRecord, 'address'>;
  readonly message: MessageTarget | undefined;
  readonly writer: SnapshotWriter | undefined;
  /** `undefined` once the story is over and only its last word has to arrive. */
  readonly card?: RequestCard;
}

/** The cards of all requests whose story is not over, or whose last word has not arrived. */
export class RequestBoard {
  readonly #parts: RequestBoardParts;
  readonly #posted = new Map<string, Posted>();

  constructor(parts: RequestBoardParts) {
    this.#parts = parts;
  }

  /** Opens the card of a request; without a message it is kept but shown nowhere. */
  add({ facts, requestedAtMs, message, accepted }: PostedRequest, session: Session): RequestCard {
    const writer = message && new AcceptedWriter(this.#parts.writer(message, facts.taskId, session.guildId), accepted);
    const posted = { guildId: session.guildId, record: { ...facts, requestedAtMs }, message, writer };
    const card = new RequestCard({
      ...this.#parts,
      facts,
      requestedAtMs,
      session,
      show: (snapshot) => writer?.show(snapshot),
      tell: (snapshot) => writer?.tell(snapshot),
      finish: (snapshot) => {
        if (!writer) return this.#forget(facts.taskId);
        this.#post(facts.taskId, { ...posted, record: { ...posted.record, lastWord: snapshot } });
        void writer.finish(snapshot).then(() => this.#forget(facts.taskId));
      },
      onClosed: () => this.#forget(facts.taskId),
    });
    this.#post(facts.taskId, { ...posted, card });
    return card;
  }

  /** Delivers the last word of a request whose story was over before the restart. */
  deliver(guildId: string, record: RequestRecord, lastWord: ProgressSnapshot, message: MessageTarget): void {
    const writer = this.#parts.writer(message, record.taskId, guildId);
    this.#post(record.taskId, { guildId, record, message, writer });
    void writer.finish(lastWord).then(() => this.#forget(record.taskId));
  }

  /** Says under what plays that the process ends; nothing is shown any more. Resolves when all have been told. */
  async bidFarewell(words: Phrase): Promise<void> {
    const farewells = [...this.#posted.values()].map(({ card, writer }) => {
      const snapshot = card?.farewell(words);
      return snapshot && writer?.leave(snapshot);
    });
    await Promise.all(farewells);
  }

  /** A guild's requests, as they survive a restart. */
  recordsOf(guildId: string): readonly RequestRecord[] {
    const own = [...this.#posted.values()].filter((posted) => posted.guildId === guildId);
    return own.map(({ record, message }) => {
      const address = message?.address;
      return { ...record, ...(address !== undefined && { address }) };
    });
  }

  /** How far a request's lookup is, 0–100; 0 when it is not known here. */
  percentOf(taskId: string): number {
    return this.#posted.get(taskId)?.card?.percent ?? 0;
  }

  get size(): number {
    return this.#posted.size;
  }

  #post(taskId: string, posted: Posted): void {
    this.#posted.set(taskId, posted);
    this.#parts.onChange(posted.guildId);
  }

  #forget(taskId: string): void {
    const posted = this.#posted.get(taskId);
    this.#posted.delete(taskId);
    if (posted) this.#parts.onChange(posted.guildId);
  }
}
