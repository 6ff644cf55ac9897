import type { Wording } from '../model/phrase.js';
import { asTonearmError, type TonearmError } from '../errors/tonearm-error.js';
import type { Resolution } from '../model/resolution.js';
import type { Logger } from '../runtime/logger.js';
import type { Task } from '../scheduler/task.js';
import type { SourceResolver } from '../sources/source-resolver.js';
import type { LaterContent } from './entries-of.js';
import type { QueueEntry } from './queue-entry.js';

/** By how near its turn is. */
export type LookupPriority = 'urgent' | 'high' | 'normal';

/** Where the outcome of a lookup goes. */
export interface LookupOutcome {
  lookedUp(entryId: string, resolution: Resolution): void;
  notFound(entryId: string, error: TonearmError): void;
}

/** The lookups that a session's entries wait for: those of requests, and those of playlist items whose turn comes near. */
export class EntryLookups {
  readonly #guildId: string;
  readonly #resolver: SourceResolver;
  readonly #outcome: LookupOutcome;
  readonly #logger: Logger;
  readonly #tasks = new Map<string, Task<Resolution>>();

  constructor(guildId: string, resolver: SourceResolver, outcome: LookupOutcome, logger: Logger) {
    this.#guildId = guildId;
    this.#resolver = resolver;
    this.#outcome = outcome;
    this.#logger = logger;
  }

  /** Ties a request's lookup to its entry. */
  follow(entryId: string, task: Task<Resolution>): void {
    this.#tasks.set(entryId, task);
  }

  /** The entry's lookup has ended. */
  forget(entryId: string): void {
    this.#tasks.delete(entryId);
  }

  /** The entry has gone. */
  cancel(entryId: string, reason: Wording): void {
    this.#tasks.get(entryId)?.cancel(reason);
    this.#tasks.delete(entryId);
  }

  /**
   * Looks up a bare reference or the next page of a playlist, once; asked again, only its priority rises. A pending entry's request does that itself.
   * @throws QueueFullError when too much is waiting
   */
  start(entry: QueueEntry, priority: LookupPriority): void {
    const { content } = entry;
    if (content.kind === 'pending' || content.kind === 'track') return;
    const running = this.#tasks.get(entry.id);
    if (running) return priority === 'normal' ? undefined : running.promote(priority);
    const task = this.#submit(entry, content, priority);
    this.#tasks.set(entry.id, task);
    task.result
      .then((resolution) => this.#outcome.lookedUp(entry.id, resolution))
      .catch((error: unknown) => this.#outcome.notFound(entry.id, asTonearmError(error)));
  }

  #submit(entry: QueueEntry, content: LaterContent, priority: LookupPriority): Task<Resolution> {
    const cursor = content.kind === 'rest-of-playlist' ? content.cursor : undefined;
    return this.#resolver.continue(content.reference, cursor, {
      name: content.reference.id,
      priority,
      tenant: this.#guildId,
      requestedBy: entry.requestedBy,
      logger: this.#logger.child({ guildId: this.#guildId, request: entry.requestId }),
    });
  }
}
