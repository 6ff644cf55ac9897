import { PlaylistError } from '../errors/playlist-errors.js';
import type { Reference } from '../model/query.js';
import type { Resolution } from '../model/resolution.js';
import type { RetryPolicy } from '../resilience/retry-policy.js';
import type { Scheduler } from '../scheduler/scheduler.js';
import type { TaskContext } from '../scheduler/task.js';
import type { GuardedSources } from '../sources/guarded-sources.js';
import type { SourceResolver } from '../sources/source-resolver.js';
import { parseQuery } from '../sources/parse-query.js';
import { nameKey } from './playlist-name.js';
import type { Playlists } from './playlists.js';
import type { Editor, PlaylistItem, PlaylistOwner } from './saved-playlist.js';

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
}

/** The receipt of an import. */
export interface ImportTicket {
  readonly taskId: string;
  /** How many tracks were added in the end. Rejects with a TonearmError; what had been added by then stays. */
  readonly added: Promise<number>;
}

export interface PlaylistImportsParts {
  readonly playlists: Playlists;
  readonly sources: GuardedSources;
  readonly resolver: SourceResolver;
  readonly scheduler: Scheduler;
  readonly retry: RetryPolicy;
}

const DEADLINE_MS = 15 * 60_000;
/** A list that goes on and on without tracks is no list. */
const MOST_PAGES = 1_000;

/** Keeps playlists of sources: all their pages, one after the other, in the background. */
export class PlaylistImports {
  readonly #parts: PlaylistImportsParts;

  constructor(parts: PlaylistImportsParts) {
    this.#parts = parts;
  }

  /**
   * Begins to keep the playlist behind a link; each page is kept as it comes.
   * @throws InvalidRequestError, UnknownLinkError when the text cannot be used
   * @throws PlaylistError when nothing may be added under that name
   * @throws QueueFullError when too much is waiting
   */
  async begin({ id, guildId, owner, name, by, text }: ImportRequest): Promise<ImportTicket> {
    const { playlists, sources, resolver, scheduler, retry } = this.#parts;
    const [{ reference }] = resolver.identify(parseQuery(text, sources.names()));
    await playlists.expectAddable(owner, name, by);
    const pages = new Pages(reference, sources);
    let added = 0;
    const task = scheduler.submit({
      ...(id !== undefined && { id }),
      name: `Import of ${text}`,
      priority: 'low',
      tenant: guildId,
      requestedBy: by.id,
      retry: sources.budgeted(reference.source, retry),
      deadlineMs: DEADLINE_MS,
      // What an earlier try has kept stays: the next one goes on where that ended.
      run: async (context) => {
        for (let items = await pages.next(context); items; items = await pages.next(context)) {
          const room = await this.#keep(owner, name, by, items);
          added += room;
          pages.done();
          if (room < items.length) break;
        }
        return added;
      },
    });
    return { taskId: task.id, added: task.result };
  }

  /** @returns how many of them there was room for */
  async #keep(owner: PlaylistOwner, name: string, by: Editor, items: readonly PlaylistItem[]): Promise<number> {
    const { playlists } = this.#parts;
    const known = (await playlists.list(owner)).some((one) => nameKey(one.name) === nameKey(name));
    if (!known) await playlists.create(owner, name, by);
    try {
      return (await playlists.add(owner, name, by, items)).added;
    } catch (error) {
      if (error instanceof PlaylistError && error.problem.kind === 'full') return 0;
      throw error;
    }
  }
}

/** The pages of a list; one that was given and not done with is given again. */
class Pages {
  readonly #reference: Reference;
  readonly #sources: GuardedSources;
  #list: Reference;
  #cursor: string | undefined;
  #following: string | undefined;
  #count = 0;
  #isOver = false;

  constructor(reference: Reference, sources: GuardedSources) {
    this.#reference = reference;
    this.#list = reference;
    this.#sources = sources;
  }

  async next({ signal, priority, report }: Pick<TaskContext, 'signal' | 'priority' | 'report'>) {
    if (this.#isOver) return undefined;
    const resolution = await this.#sources.get(this.#reference.source).resolve(this.#list, {
      signal,
      priority,
      report,
      ...(this.#cursor !== undefined && { cursor: this.#cursor }),
    });
    const items = this.#itemsOf(resolution);
    if (this.#count === 0 && items.length === 0) throw new PlaylistError({ kind: 'no-list' });
    return items;
  }

  done(): void {
    this.#count += 1;
    this.#cursor = this.#following;
    this.#isOver = this.#cursor === undefined || this.#count >= MOST_PAGES;
  }

  #itemsOf(resolution: Resolution): readonly PlaylistItem[] {
    if (resolution.kind === 'track') return [resolution.track];
    if (resolution.kind !== 'playlist') return [];
    this.#list = resolution.canonical ?? this.#list;
    this.#following = resolution.playlist.next;
    return resolution.playlist.items;
  }
}
