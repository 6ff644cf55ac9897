import { listAt, SourceUnavailableError, textAt, type Transfer } from '@tonearm/core';
import type { ClientIds } from './client-ids.js';
import { RefusedAnswer } from './errors.js';
import type { Location, UserList } from './place.js';
import { countAt } from './read-json.js';
import { readJson } from './read-answer.js';
import { RecentAnswers } from './recent-answers.js';
import { SOURCE_NAME } from './source-name.js';
import { say } from './texts.js';
import type { Transcoding } from './transcodings.js';

export interface SoundCloudApiParts {
  readonly transfer: Transfer;
  readonly clientIds: ClientIds;
  /** Where api-v2 answers. */
  readonly api: URL;
  /** What links to it begin with; api-v2 knows its things by them. */
  readonly site: URL;
}

/** A page of a list, as it came, and where it goes on. */
export interface Collection {
  readonly items: readonly unknown[];
  /** The path of the next page; a page may be empty and still have one. */
  readonly next?: string;
}

/** So many ids are answered at once, and no more. */
export const MOST_IDS = 50;
const PAGE_LENGTH = 50;

const LIST_PATHS: Readonly<Record<UserList, (id: string) => string>> = {
  tracks: (id) => `/users/${id}/tracks`,
  'popular-tracks': (id) => `/users/${id}/toptracks`,
  likes: (id) => `/users/${id}/track_likes`,
  reposts: (id) => `/stream/users/${id}/reposts`,
};
const LIST_PAGE = /^\/(?:stream\/)?users\/\d{1,16}\/[a-z_]{1,40}\?/;

type Parameters = Readonly<Record<string, string | undefined>>;

/** What we ask api-v2. What is not there is `undefined`; the shape of what is there is for the reader to judge. */
export class SoundCloudApi {
  readonly #parts: SoundCloudApiParts;
  readonly #recent: RecentAnswers;

  constructor(parts: SoundCloudApiParts) {
    this.#parts = parts;
    this.#recent = new RecentAnswers(parts.transfer.clock);
  }

  /** A track, set or user, as it came; a set has few whole tracks, and the ids of the others. */
  async find(
    kind: 'tracks' | 'playlists' | 'users',
    where: Location,
    token: string | undefined,
    signal: AbortSignal,
  ): Promise<unknown> {
    if ('id' in where) return this.#find(`/${kind}/${where.id}`, { secret_token: token }, signal);
    const link = new URL(token === undefined ? where.path : `${where.path}/${token}`, this.#parts.site);
    const found = await this.#find('/resolve', { url: link.href }, signal);
    const id = textAt(found, 'kind') === 'track' ? countAt(found, 'id') : undefined;
    // Who looks a link up mostly opens it next, by its number.
    if (id !== undefined) this.#recent.set(keyOf(`/tracks/${id}`, { secret_token: token }), found);
    return found;
  }

  /** What is among these ids, {@link MOST_IDS} at most; in an order of its own, and without those that are gone. */
  async tracks(
    ids: readonly string[],
    set: { readonly id: string; readonly token?: string } | undefined,
    signal: AbortSignal,
  ): Promise<readonly unknown[]> {
    const ofSet = set?.token === undefined ? {} : { playlistId: set.id, playlistSecretToken: set.token };
    const found = await this.#get('/tracks', { ids: ids.join(','), ...ofSet }, signal);
    return listAt({ found }, 'found');
  }

  async search(words: string, limit: number, signal: AbortSignal): Promise<Collection> {
    return collection(await this.#get('/search/tracks', { q: words, limit: String(limit) }, signal));
  }

  async complete(prefix: string, limit: number, signal: AbortSignal): Promise<Collection> {
    return collection(await this.#get('/search/queries', { q: prefix, limit: String(limit) }, signal));
  }

  async related(id: string, limit: number, signal: AbortSignal): Promise<Collection> {
    return collection(await this.#get(`/tracks/${id}/related`, { limit: String(limit) }, signal));
  }

  /** The first page of what a user has. */
  async listOf(userId: string, list: UserList, signal: AbortSignal): Promise<Collection> {
    const page = { limit: String(PAGE_LENGTH), linked_partitioning: '1' };
    return collection(await this.#get(LIST_PATHS[list](userId), page, signal));
  }

  /** A page that an earlier one has named; `undefined` for what is none. */
  async listPage(next: string, signal: AbortSignal): Promise<Collection | undefined> {
    if (!LIST_PAGE.test(next)) return undefined;
    const { pathname, searchParams } = new URL(next, this.#parts.api);
    return collection(await this.#get(pathname, Object.fromEntries(searchParams), signal));
  }

  /**
   * Where a transcoding can be heard for a while: it is asked for when it is about to be played. `undefined` when this one is not
   * given away, although it is listed.
   * @throws SourceUnavailableError, with how long to wait, when it is asked too often
   */
  async streamAddress({ url, authorization, token }: Transcoding, signal: AbortSignal): Promise<URL | undefined> {
    const asked = URL.parse(url);
    if (asked === null || !/^\/media\//.test(asked.pathname)) return undefined;
    const own = Object.fromEntries(asked.searchParams);
    const found = await this.#get(
      asked.pathname,
      { ...own, track_authorization: authorization, secret_token: token },
      signal,
    );
    return URL.parse(textAt(found, 'url') ?? '') ?? undefined;
  }

  async #find(path: string, parameters: Parameters, signal: AbortSignal): Promise<unknown> {
    const known = this.#recent.get(keyOf(path, parameters));
    if (known !== undefined) return known;
    const found = await this.#get(path, parameters, signal);
    if (found !== undefined) this.#recent.set(keyOf(path, parameters), found);
    return found;
  }

  async #get(path: string, parameters: Parameters, signal: AbortSignal): Promise<unknown> {
    const { clientIds } = this.#parts;
    const id = await clientIds.get(signal);
    const first = await this.#ask(path, { ...parameters, client_id: id }, signal);
    if (first !== 'stale') return first.found;
    const renewed = await clientIds.renew(id, signal);
    const second = await this.#ask(path, { ...parameters, client_id: renewed }, signal);
    if (second !== 'stale') return second.found;
    throw new SourceUnavailableError(SOURCE_NAME, say('no-client-id'));
  }

  /** @returns `stale` when the client id is not taken any more */
  async #ask(path: string, parameters: Parameters, signal: AbortSignal): Promise<{ found: unknown } | 'stale'> {
    const url = new URL(path, this.#parts.api);
    for (const [name, value] of Object.entries(parameters)) if (value !== undefined) url.searchParams.set(name, value);
    try {
      return { found: await readJson(this.#parts.transfer, url, signal) };
    } catch (error) {
      if (!(error instanceof RefusedAnswer)) throw error;
      if (error.status === 401) return 'stale';
      if (error.status === 403) {
        // A wall before robots: it goes away, other than what a track itself forbids.
        throw new SourceUnavailableError(SOURCE_NAME, error.wording, { cause: error });
      }
      return { found: undefined };
    }
  }
}

function keyOf(path: string, parameters: Parameters): string {
  return JSON.stringify([path, parameters]);
}

function collection(found: unknown): Collection {
  const next = URL.parse(textAt(found, 'next_href') ?? '');
  next?.searchParams.delete('client_id');
  return { items: listAt(found, 'collection'), ...(next !== null && { next: next.pathname + next.search }) };
}
