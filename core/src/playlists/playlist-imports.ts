import { PlaylistError } from '../errors/playlist-errors.js';
import { TonearmError } from '../errors/tonearm-error.js';
import type { Reference } from '../model/query.js';
import type { Logger } from '../runtime/logger.js';
import type { RetryPolicy } from '../resilience/retry-policy.js';
import type { Scheduler } from '../scheduler/scheduler.js';
import type { TaskContext } from '../scheduler/task.js';
import type { Json, Store } from '../store/store.js';
import type { GuardedSources } from '../sources/guarded-sources.js';
import type { SourceResolver } from '../sources/source-resolver.js';
import { parseQuery } from '../sources/parse-query.js';
import type { Playlists } from './playlists.js';
import type { Editor, ImportMark, PlaylistItem, PlaylistOwner } from './saved-playlist.js';

/** A playlist of a source that someone wants to keep. */
export interface ImportRequest {
  /** From `newTaskId`, when a front end has told it already; made here otherwise. */
  readonly id?: string;
  /** The guild where it is asked for: its task is one of that guild's. */
  readonly guildId: string;
  readonly owner: PlaylistOwner;
  /** Of the playlist that is made, or of one that gets longer. */
  readonly name: string;
  readonly by: Editor;
  /** The link, as typed. */
  readonly text: string;
  /** How the front end finds again whom to tell, after a restart. It may hold secrets: it is kept, and never logged. */
  readonly address?: string;
}

/** The receipt of an import. */
export interface ImportTicket {
  readonly taskId: string;
  /**
   * How many tracks were added in the end. Rejects with a TonearmError; what had been added by then stays. Never settles when the
   * process ends before: the next one tells.
   */
  readonly added: Promise<number>;
}

/** An import of an earlier process that goes on. */
export interface ResumedImport {
  readonly request: ImportRequest;
  readonly ticket: ImportTicket;
}

export interface PlaylistImportsParts {
  readonly store: Store;
  readonly logger: Logger;
  /** Makes unguessable ids. */
  newId(): string;
  readonly playlists: Playlists;
  readonly sources: GuardedSources;
  readonly resolver: SourceResolver;
  readonly scheduler: Scheduler;
  readonly retry: RetryPolicy;
}

const NAMESPACE = 'imports';
const VERSION = 1;
const DEADLINE_MS = 15 * 60_000;
/** A list that goes on and on without tracks is no list. */
const MOST_PAGES = 1_000;

/**
 * Keeps playlists of sources: all their pages, one after the other, in the background. A request is on disk before its
 * task is told, and each page is kept together with the place behind it, so a crash loses nothing and adds nothing twice.
 */
export class PlaylistImports {
  readonly #parts: PlaylistImportsParts;
  #isClosed = false;

  constructor(parts: PlaylistImportsParts) {
    this.#parts = parts;
  }

  /**
   * Begins to keep the playlist behind a link; each page is kept as it comes.
   * @throws InvalidRequestError, UnknownLinkError when the text cannot be used
   * @throws PlaylistError when nothing may be added under that name
   * @throws QueueFullError when too much is waiting @throws StoreError when the request could not be kept
   */
  async begin(request: ImportRequest): Promise<ImportTicket> {
    const { playlists, store, newId } = this.#parts;
    const { owner, name, by, id = newId() } = request;
    const reference = this.#referenceIn(request.text);
    await playlists.expectAddable(owner, name, by);
    await store.save(NAMESPACE, id, toJson(request));
    try {
      return this.#submit(id, request, reference);
    } catch (error) {
      await this.#forget(id);
      throw error;
    }
  }

  /** Goes on with what an earlier process had not ended. @throws StoreError when that cannot be read */
  async resume(): Promise<readonly ResumedImport[]> {
    const { store, logger } = this.#parts;
    const resumed: ResumedImport[] = [];
    for (const id of await store.keys(NAMESPACE)) {
      const request = fromJson(await store.load(NAMESPACE, id));
      if (!request) continue;
      try {
        resumed.push({ request, ticket: this.#submit(id, request, this.#referenceIn(request.text)) });
      } catch (error) {
        if (!(error instanceof TonearmError)) throw error;
        logger.warn('An import cannot go on after the restart', { guildId: request.guildId, request: id, error });
        if (!error.retryable) await this.#forget(id);
      }
    }
    return resumed;
  }

  /** What is under way is left for the next process. */
  close(): void {
    this.#isClosed = true;
  }

  #referenceIn(text: string): Reference {
    const { resolver, sources } = this.#parts;
    const [{ reference }] = resolver.identify(parseQuery(text, sources.names()));
    return reference;
  }

  #submit(id: string, { guildId, owner, name, by, text }: ImportRequest, reference: Reference): ImportTicket {
    const { playlists, sources, scheduler, retry } = this.#parts;
    const task = scheduler.submit({
      id,
      name: `Import of ${text}`,
      priority: 'low',
      tenant: guildId,
      requestedBy: by.id,
      retry: sources.budgeted(reference.source, retry),
      deadlineMs: DEADLINE_MS,
      // What an earlier try has kept stays: the next one goes on where that ended.
      run: async (context) => {
        let mark = await playlists.importMark(owner, name, id);
        while (mark?.cursor !== null && (mark?.pages ?? 0) < MOST_PAGES) {
          const { items, ...place } = await this.#page(mark, reference, context);
          if (!mark && items.length === 0) throw new PlaylistError({ kind: 'no-list' });
          mark = await playlists.addPage(owner, name, by, items, { taskId: id, ...place });
          context.signal.throwIfAborted();
        }
        return mark?.added ?? 0;
      },
    });
    const added = task.result.finally(() => this.#over(id, owner, name));
    added.catch(() => {});
    return { taskId: id, added };
  }

  async #page(
    mark: ImportMark | undefined,
    reference: Reference,
    { signal, priority, report }: Pick<TaskContext, 'signal' | 'priority' | 'report'>,
  ): Promise<{ readonly items: readonly PlaylistItem[]; readonly list: Reference; readonly cursor: string | null }> {
    const list = mark?.list ?? reference;
    const cursor = mark?.cursor ?? undefined;
    const source = this.#parts.sources.get(list.source);
    const found = await source.resolve(list, { signal, priority, report, ...(cursor !== undefined && { cursor }) });
    switch (found.kind) {
      case 'track':
        return { items: [found.track], list, cursor: null };
      case 'playlist': {
        const { items, next = null } = found.playlist;
        return { items, list: found.canonical ?? list, cursor: next };
      }
      case 'search':
      case 'empty':
        return { items: [], list, cursor: null };
    }
  }

  /** First the request is forgotten: what is left in the playlist until then says that nothing is to be done. */
  async #over(id: string, owner: PlaylistOwner, name: string): Promise<void> {
    if (this.#isClosed) return new Promise(() => {});
    await this.#forget(id);
    await this.#parts.playlists.endImport(owner, name, id).catch((error: unknown) => this.#failed(id, error));
  }

  async #forget(id: string): Promise<void> {
    await this.#parts.store.remove(NAMESPACE, id).catch((error: unknown) => this.#failed(id, error));
  }

  #failed(id: string, error: unknown): void {
    this.#parts.logger.warn('That an import is over could not be written down', { request: id, error });
  }
}

function toJson(request: ImportRequest): Json {
  // Plain data by its type's promise; an interface has no index signature to show it.
  return { version: VERSION, request } as unknown as Json;
}

function fromJson(record: Json | undefined): ImportRequest | undefined {
  if (typeof record !== 'object' || record === null || !('version' in record) || !('request' in record))
    return undefined;
  // What has our version was written by toJson above.
  return record['version'] === VERSION ? (record['request'] as unknown as ImportRequest) : undefined;
}
