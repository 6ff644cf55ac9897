import { type Reference, type Resolution, type Track, valueAt } from '@tonearm/core';
import { dataOf, readPage } from '../html-page.js';
import { idAt, isoDurationMs, isrcAt, itemsAt, lineAt, numberAt, pictureAt } from '../json.js';
import type { ServiceLink } from '../service.js';
import { toFound, toPage, toTrack } from '../to-track.js';
import { readAppleMusicLink } from './apple-music-links.js';

/** Name of the source. */
export const APPLE_MUSIC = 'apple-music';

/** Where something stands for people. */
export function appleMusicPage({ kind, id }: ServiceLink): string {
  const [country = '', own = ''] = id.split('/');
  return `https://music.apple.com/${country}/${kind === 'track' ? 'song' : kind}/${own}`;
}

/**
 * What the public lookup answers (https://performance-partners.apple.com/search-api): of an id, and with `entity=song` of what belongs to it, all
 * in one list without pages. It has no ISRC. @returns `undefined` when it is no answer that we know
 */
export function readLookup(answer: unknown, link: ServiceLink): Resolution | undefined {
  if (!Array.isArray(valueAt(answer, 'results'))) return undefined;
  const results = itemsAt(answer, 'results');
  const country = countryOf(link);
  const tracks = results.flatMap((result) =>
    lineAt(result, 'kind') === 'song' ? (lookedUp(result, country) ?? []) : [],
  );
  if (link.kind === 'track') return tracks[0] ? { kind: 'track', track: tracks[0] } : { kind: 'empty' };
  const [about] = results;
  const title = lineAt(about, 'collectionName') ?? lineAt(about, 'artistName');
  if (title === undefined) return { kind: 'empty' };
  return {
    kind: 'playlist',
    playlist: toPage({ title, url: appleMusicPage(link), trackCount: tracks.length }, tracks),
  };
}

/** What the public search answers, in the same form. @returns `undefined` when it is no answer that we know */
export function readSearch(answer: unknown, country: string): Resolution | undefined {
  if (!Array.isArray(valueAt(answer, 'results'))) return undefined;
  return toFound(itemsAt(answer, 'results').map((result) => lookedUp(result, country)));
}

/**
 * What the API answers to bots with a developer token (https://developer.apple.com/documentation/applemusicapi): resources with `attributes`, ISRC among
 * them; a list's first page stands in its `relationships`, further ones come by themselves. @param offset where the page begins
 */
export function readAppleMusicAnswer(answer: unknown, link: ServiceLink, offset: number): Resolution | undefined {
  const country = countryOf(link);
  if (!Array.isArray(valueAt(answer, 'data'))) return undefined;
  const first = valueAt(answer, 'data', 0);
  if (link.kind === 'track') {
    const track = resource(first, country);
    return track && { kind: 'track', track };
  }
  const isPage = offset > 0 || link.kind === 'artist';
  const page = isPage ? answer : valueAt(first, 'relationships', 'tracks');
  const listed = itemsAt(page, 'data');
  const facts = {
    title: (isPage ? lineAt(first, 'attributes', 'artistName') : lineAt(first, 'attributes', 'name')) ?? '',
    url: appleMusicPage(link),
    trackCount: numberAt(first, 'attributes', 'trackCount') ?? null,
  };
  const goesOn = link.kind !== 'artist' && lineAt(page, 'next') !== undefined && listed.length > 0;
  const items = listed.map((item) => resource(item, country));
  return { kind: 'playlist', playlist: toPage(facts, items, goesOn ? String(offset + listed.length) : undefined) };
}

/**
 * What the page of a playlist tells anyone, in two scripts: `schema:music-playlist` (JSON-LD) has names, links and lengths, and no artists;
 * `serialized-server-data` has those too, in a form that changes. A song whose artist is not told is given by its reference, and looked up when its turn
 * comes. @returns `undefined` when the page has no data that we know
 */
export async function readPlaylistPage(html: string, link: ServiceLink): Promise<Resolution | undefined> {
  const page = await readPage(html);
  const list = dataOf(page, 'schema:music-playlist');
  const title = lineAt(list, 'name');
  if (title === undefined) return undefined;
  const artists = artistsIn(dataOf(page, 'serialized-server-data'));
  const items = itemsAt(list, 'track').map((item): Track | Reference | undefined => {
    const song = URL.parse(lineAt(item, 'url') ?? '');
    const known = song && readAppleMusicLink(song);
    if (known?.kind !== 'track') return undefined;
    const artist = artists.get(known.id.split('/')[1] ?? '');
    const reference: Reference = { source: APPLE_MUSIC, kind: 'track', id: known.id };
    if (artist === undefined) return reference;
    const durationMs = isoDurationMs(lineAt(item, 'duration'));
    const facts = { source: APPLE_MUSIC, id: known.id, url: appleMusicPage(known) };
    return toTrack({ ...facts, title: lineAt(item, 'name'), artists: [artist], durationMs });
  });
  const url = appleMusicPage(link);
  return { kind: 'playlist', playlist: toPage({ title, url, trackCount: numberAt(list, 'numTracks') ?? null }, items) };
}

const MOST_PLACES = 200_000;

/** Who plays each song, by its id, wherever in the data that stands. */
function artistsIn(data: unknown): ReadonlyMap<string, string> {
  const artists = new Map<string, string>();
  const places: unknown[] = [data];
  for (let seen = 0; places.length > 0 && seen < MOST_PLACES; seen += 1) {
    const place = places.pop();
    if (typeof place !== 'object' || place === null) continue;
    const id = idAt(place, 'contentDescriptor', 'identifiers', 'storeAdamID');
    const artist = lineAt(place, 'artistName') ?? lineAt(place, 'subtitleLinks', 0, 'title');
    if (id !== undefined && artist !== undefined && !artists.has(id)) artists.set(id, artist);
    for (const inner of Object.values(place)) places.push(inner);
  }
  return artists;
}

function countryOf({ id }: ServiceLink): string {
  return id.split('/')[0] ?? '';
}

function lookedUp(result: unknown, country: string): Track | undefined {
  const id = idAt(result, 'trackId');
  return toTrack({
    ...standing(id, country),
    title: lineAt(result, 'trackName'),
    artists: [lineAt(result, 'artistName')],
    durationMs: numberAt(result, 'trackTimeMillis'),
    album: lineAt(result, 'collectionName'),
    artworkUrl: pictureAt(result, 'artworkUrl100'),
  });
}

function resource(value: unknown, country: string): Track | undefined {
  const id = idAt(value, 'id');
  if (lineAt(value, 'type') !== 'songs') return undefined;
  const facts = valueAt(value, 'attributes');
  const picture = lineAt(facts, 'artwork', 'url')?.replace(/\{[wh]\}/g, '600');
  return toTrack({
    ...standing(id, country),
    title: lineAt(facts, 'name'),
    artists: [lineAt(facts, 'artistName')],
    durationMs: numberAt(facts, 'durationInMillis'),
    album: lineAt(facts, 'albumName'),
    isrc: isrcAt(facts, 'isrc'),
    artworkUrl: pictureAt(picture),
  });
}

function standing(own: string | undefined, country: string): { source: string; id: string | undefined; url: string } {
  const id = own === undefined ? undefined : `${country}/${own}`;
  return { source: APPLE_MUSIC, id, url: appleMusicPage({ kind: 'track', id: id ?? '' }) };
}
