import type { Wording } from '../model/phrase.js';
import { phrase } from '../texts/phrase.js';
import { asTonearmError, type TonearmError } from '../errors/tonearm-error.js';
import type { Resolution } from '../model/resolution.js';
import type { Logger } from '../runtime/logger.js';
import type { SourceResolver } from '../sources/source-resolver.js';
import { type Answer, laterContents } from './entries-of.js';
import { EntryLookups, type LookupPriority } from './entry-lookups.js';
import type { Queue } from './queue.js';
import type { QueueEntry } from './queue-entry.js';
import { expectAllowed, letIn, type QueueRules } from './queue-rules.js';
import type { SessionEvent } from './session-events.js';
import type { IntakeMessage } from './session-messages.js';

export interface IntakeParts {
  readonly guildId: string;
  readonly resolver: SourceResolver;
  readonly logger: Logger;
  readonly queue: Queue;
  newId(): string;
  rules(): QueueRules;
  /** Brings a message back through the session's mailbox. */
  post(message: IntakeMessage): void;
  emit(event: SessionEvent): void;
  /** Whether something plays, that is before the whole queue. */
  isPlaying(): boolean;
  /** Makes way for what is to play now. */
  interrupt(): void;
  /** An item of a playlist could not be looked up. */
  onFailure(): void;
}

/** What comes into the queue and what leaves it before its turn. Every method is a part of a session's turn. */
export class Intake {
  readonly #parts: IntakeParts;
  readonly #lookups: EntryLookups;

  constructor(parts: IntakeParts) {
    const { guildId, resolver, logger, post } = parts;
    this.#parts = parts;
    this.#lookups = new EntryLookups(
      guildId,
      resolver,
      {
        lookedUp: (entryId, resolution) => post({ type: 'looked-up', entryId, resolution }),
        notFound: (entryId, error) => post({ type: 'not-found', entryId, error }),
      },
      logger,
    );
  }

  handle(message: IntakeMessage): void {
    const { queue } = this.#parts;
    switch (message.type) {
      case 'reserve':
        this.#dropSuggestions();
        return queue.add(message.entry);
      case 'looking-up':
        if (queue.indexOf(message.entryId) < 0) message.task.cancel(phrase('over.withdrawn'));
        else this.#lookups.follow(message.entryId, message.task);
        return;
      case 'found':
        return this.#found(message.entryId, message.answer);
      case 'looked-up':
        return this.#lookedUp(message.entryId, message.resolution);
      case 'not-found':
        return this.#giveUp(message.entryId, message.error);
    }
  }

  /** Looks up what becomes tracks only when its turn comes near. @throws QueueFullError when too much is waiting */
  lookUp(entry: QueueEntry, priority: LookupPriority): void {
    this.#lookups.start(entry, priority);
  }

  /** Tells of what has left the queue, and ends what was done for it. */
  removed(entries: readonly QueueEntry[], reason: Wording): void {
    for (const { id } of entries) this.#lookups.cancel(id, reason);
    for (const entry of entries) this.#parts.emit({ type: 'removed', entry, reason });
  }

  /** Who asks for something does not wait for what nobody has asked for. */
  #dropSuggestions(): void {
    const { queue } = this.#parts;
    const suggested = queue.entries.filter((entry) => entry.suggested).map(({ id }) => ({ entryId: id }));
    if (suggested.length > 0) this.removed(queue.take(suggested), phrase('over.replaced'));
  }

  #found(entryId: string, { contents, added }: Answer): void {
    const { queue, newId, isPlaying, interrupt, emit } = this.#parts;
    this.#lookups.forget(entryId);
    const filled = queue.fill(entryId, contents, newId);
    if (!filled) return;
    if (filled.interrupts) interrupt();
    const tracksAhead = filled.tracksBefore + (isPlaying() ? 1 : 0);
    emit({ type: 'added', requestId: filled.entry.requestId, added, tracksAhead });
  }

  #lookedUp(entryId: string, resolution: Resolution): void {
    const { queue, newId, rules } = this.#parts;
    const content = queue.entries.find(({ id }) => id === entryId)?.content;
    if (content?.kind !== 'reference' && content?.kind !== 'rest-of-playlist') return;
    try {
      // As it is now: while the page was on its way, tracks may have been removed from it.
      const known = laterContents(content, resolution);
      const contents = letIn(known, rules());
      const [first] = known;
      if (content.kind === 'reference' && first?.kind === 'track') expectAllowed(first.track, rules());
      this.#lookups.forget(entryId);
      const filled = queue.fill(entryId, contents, newId);
      if (filled && contents.length === 0) this.removed([filled.entry], phrase('over.nothing-left'));
    } catch (error) {
      this.#giveUp(entryId, asTonearmError(error));
    }
  }

  #giveUp(entryId: string, error: TonearmError): void {
    const { queue, emit, onFailure } = this.#parts;
    this.#lookups.forget(entryId);
    const entry = queue.remove(entryId);
    if (!entry) return;
    emit({ type: 'failed', entry, error });
    if (entry.content.kind !== 'pending') onFailure();
  }
}
