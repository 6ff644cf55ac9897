import { asTonearmError, type TonearmError } from '../errors/tonearm-error.js';
import type { Resolution } from '../model/resolution.js';
import type { Logger } from '../runtime/logger.js';
import type { Task } from '../scheduler/task.js';
import type { SourceResolver } from '../sources/source-resolver.js';
import { type Answer, answerOf, contentsOfPage } from './entries-of.js';
import type { EntryContent, QueueEntry } from './queue-entry.js';

/** What becomes tracks only when its turn comes near. */
type LaterContent = Extract<EntryContent, { readonly reference: unknown }>;

/** Where the outcome of a lookup goes. */
export interface LookupOutcome {
  found(entryId: string, answer: Answer): void;
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

  cancelAll(reason: string): void {
    for (const task of this.#tasks.values()) task.cancel(reason);
    this.#tasks.clear();
  }

  /**
   * Looks up a bare reference or the next page of a playlist, once. A pending entry's request does that itself.
   * @throws QueueFullError when too much is waiting
   */
  start(entry: QueueEntry, priority: 'urgent' | 'high'): void {
    const { content } = entry;
    if (content.kind === 'pending' || content.kind === 'track' || this.#tasks.has(entry.id)) return;
    const task = this.#submit(entry, content, priority);
    this.#tasks.set(entry.id, task);
    task.result
      .then((resolution) => this.#outcome.found(entry.id, laterAnswer(content, resolution)))
      .catch((error: unknown) => this.#outcome.notFound(entry.id, asTonearmError(error)));
  }

  #submit(entry: QueueEntry, content: LaterContent, priority: 'urgent' | 'high'): Task<Resolution> {
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

function laterAnswer(content: LaterContent, resolution: Resolution): Answer {
  const answer = answerOf(resolution, content.reference.id, content.reference);
  if (content.kind !== 'rest-of-playlist' || resolution.kind !== 'playlist') return answer;
  return { ...answer, contents: contentsOfPage(resolution.playlist, content.reference, content.trackCount) };
}
