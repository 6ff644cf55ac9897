import {
  listAt,
  type Playlist,
  type Resolution,
  textAt,
  type Track,
  TrackUnavailableError,
  valueAt,
} from '@tonearm/core';
import { type Collection, MOST_IDS, type SoundCloudApi } from './api.js';
import { gone } from './errors.js';
import { type Location, type Place, spellPlace, type UserList } from './place.js';
import { countAt, wordsAt } from './read-json.js';
import { pageAt, readTrack } from './read-track.js';
import { SOURCE_NAME } from './source-name.js';
import { say } from './texts.js';

/** What a page is read with. */
export interface ListRequest {
  readonly api: SoundCloudApi;
  readonly signal: AbortSignal;
  readonly cursor?: string;
}

type SetPlace = Extract<Place, { kind: 'set' }>;
type UserPlace = Extract<Place, { kind: 'user' }>;

/** Pages in a row in which nothing is left that can be played; more of them are as good as the end. */
const MOST_EMPTY_PAGES = 20;
const CURSOR = /^(\d{1,6}):(\d{1,16})$/;

/**
 * A page of a set. Of most of its tracks SoundCloud tells no more than the id: those of the page are asked for, all at once, and put
 * in order; what is gone by now is left out.
 */
export async function readSet(place: SetPlace, request: ListRequest): Promise<Resolution> {
  const raw = await request.api.find('playlists', place.where, place.token, request.signal);
  return setPage(raw, place, request);
}

/** A page of a set that is at hand. @throws TrackUnavailableError when it is something else */
export async function setPage(raw: unknown, place: SetPlace, request: ListRequest): Promise<Resolution> {
  if (raw === undefined) throw gone();
  const members = listAt(raw, 'tracks').filter((member) => countAt(member, 'id') !== undefined);
  const kind = textAt(raw, 'kind');
  if (kind !== 'playlist' && kind !== 'system-playlist') throw notSound();
  const id = countAt(raw, 'id');
  const where: Location = id === undefined ? place.where : { id: String(id) };
  const canonical: SetPlace = { ...place, where };
  let from = beginAt(members, request.cursor);
  let items: readonly Track[] = [];
  for (let pages = 0; items.length === 0 && from < members.length && pages < MOST_EMPTY_PAGES; pages++) {
    items = await fill(members.slice(from, from + MOST_IDS), canonical, request);
    from += MOST_IDS;
  }
  const last = countAt(members[from - 1], 'id');
  const playlist: Playlist = {
    title: wordsAt(raw, 'title') || 'SoundCloud',
    url: pageAt(textAt(raw, 'permalink_url')),
    trackCount: members.length,
    items,
    ...(from < members.length && last !== undefined && { next: `${from}:${last}` }),
  };
  return { kind: 'playlist', playlist, canonical: reference(canonical) };
}

/** Where a page begins: behind the last track of the page before, also when the set has changed meanwhile. */
function beginAt(members: readonly unknown[], cursor: string | undefined): number {
  const [, from, last] = CURSOR.exec(cursor ?? '') ?? [];
  if (from === undefined || last === undefined) return 0;
  const isThere = (index: number) => String(countAt(members[index], 'id')) === last;
  if (isThere(Number(from) - 1)) return Number(from);
  const moved = members.findIndex((_, index) => isThere(index));
  return moved < 0 ? Number(from) : moved + 1;
}

async function fill(
  members: readonly unknown[],
  set: SetPlace,
  { api, signal }: ListRequest,
): Promise<readonly Track[]> {
  const stubs = members.flatMap((member) => (readTrack(member) ? [] : String(countAt(member, 'id'))));
  const ofSet = 'id' in set.where ? { ...set.where, ...(set.token !== undefined && { token: set.token }) } : undefined;
  const found = stubs.length === 0 ? [] : await api.tracks(stubs, ofSet, signal);
  const byId = new Map(found.map((raw) => [countAt(raw, 'id'), raw]));
  return members.flatMap((member) => readTrack(member) ?? readTrack(byId.get(countAt(member, 'id'))) ?? []);
}

/** A page of what a user has uploaded, liked or passed on. */
export async function readUserList(place: UserPlace, request: ListRequest): Promise<Resolution> {
  const raw = await request.api.find('users', place.where, undefined, request.signal);
  return userPage(raw, place, request);
}

/** A page of a user who is at hand. @throws TrackUnavailableError when it is something else */
export async function userPage(raw: unknown, place: UserPlace, request: ListRequest): Promise<Resolution> {
  if (raw === undefined) throw gone();
  const id = countAt(raw, 'id');
  if (textAt(raw, 'kind') !== 'user' || id === undefined) throw notSound();
  const { items, next } = await firstWithTracks(String(id), place.list, request);
  const page = pageAt(textAt(raw, 'permalink_url'));
  const playlist: Playlist = {
    title: titleOf(wordsAt(raw, 'username') || 'SoundCloud', place.list),
    url: page === '' || place.list === 'tracks' ? page : `${page}/${place.list}`,
    trackCount: countAt(raw, COUNTS[place.list] ?? '') ?? null,
    items,
    ...(next !== undefined && { next }),
  };
  const canonical: UserPlace = { ...place, where: { id: String(id) } };
  return { kind: 'playlist', playlist, canonical: reference(canonical) };
}

const COUNTS: Readonly<Partial<Record<UserList, string>>> = { tracks: 'track_count', likes: 'likes_count' };

function titleOf(name: string, list: UserList): string {
  const titles: Readonly<Record<UserList, string>> = {
    tracks: name,
    'popular-tracks': `${name}: popular`,
    likes: `${name}: likes`,
    reposts: `${name}: reposts`,
  };
  return titles[list];
}

/** A page may be empty, or hold nothing but sets, and yet be followed by others. */
async function firstWithTracks(userId: string, list: UserList, { api, signal, cursor }: ListRequest) {
  let page: Collection | undefined =
    cursor === undefined ? await api.listOf(userId, list, signal) : await api.listPage(cursor, signal);
  for (let pages = 1; page !== undefined; pages++) {
    const items = tracksOf(page);
    const { next } = page;
    // A page that names itself as the next would go on for ever.
    if (next === undefined || next === cursor) return { items };
    if (items.length > 0) return { items, next };
    if (pages === MOST_EMPTY_PAGES) break;
    page = await api.listPage(next, signal);
  }
  return { items: [] };
}

/** The tracks in a collection, whose items are tracks, or have one inside. */
export function tracksOf({ items }: Collection): readonly Track[] {
  return items.flatMap((item) => readTrack(valueAt(item, 'track') ?? item) ?? []);
}

export function notSound(): TrackUnavailableError {
  return new TrackUnavailableError(SOURCE_NAME, say('not-sound'));
}

function reference(place: SetPlace | UserPlace) {
  return { source: SOURCE_NAME, kind: 'playlist', id: spellPlace(place) } as const;
}
