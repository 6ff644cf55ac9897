import { type Playlist, type Resolution, type Track, valueAt } from '@tonearm/core';
import { idAt, isrcAt, itemsAt, lineAt, numberAt, pictureAt } from '../json.js';
import type { ServiceLink } from '../service.js';
import { toFound, toPage, toTrack } from '../to-track.js';
import { factsOf } from './spotify-embed.js';

/** The most that one page of a list may hold. */
export const SPOTIFY_PAGE = 50;

/**
 * Addresses of the Web API (https://developer.spotify.com/documentation/web-api): `tracks/<id>` has the ISRC, `albums/<id>/tracks` and
 * `playlists/<id>/items` are pages. The last was `playlists/<id>/tracks` until February 2026, when top tracks of artists went too.
 */
export function spotifyPath({ kind, id }: ServiceLink, offset: number): string {
  const page = `limit=${SPOTIFY_PAGE}&offset=${offset}`;
  if (kind === 'track') return `tracks/${id}`;
  if (offset === 0) return `${kind}s/${id}`;
  return kind === 'album' ? `albums/${id}/tracks?${page}` : `playlists/${id}/items?${page}`;
}

/** What the search answers: bots in development get ten at most. @returns `undefined` when it is no answer that we know */
export function readSpotifySearch(answer: unknown): Resolution | undefined {
  if (!Array.isArray(valueAt(answer, 'tracks', 'items'))) return undefined;
  return toFound(itemsAt(answer, 'tracks', 'items').map((item) => trackIn(item)));
}

/** @returns `undefined` when it is no answer that we know, or one without its tracks, as bots in development get of playlists of others */
export function readSpotifyAnswer(answer: unknown, link: ServiceLink, offset: number): Resolution | undefined {
  if (link.kind === 'track') {
    const track = trackIn(answer);
    return track && { kind: 'track', track };
  }
  // A first answer holds its first page.
  const page = offset > 0 ? answer : (valueAt(answer, 'items') ?? valueAt(answer, 'tracks'));
  if (!Array.isArray(valueAt(page, 'items'))) return undefined;
  const album = link.kind === 'album' ? answer : undefined;
  const listed = itemsAt(page, 'items');
  const items = listed.map((item) => trackIn(valueAt(item, 'item') ?? valueAt(item, 'track') ?? item, album));
  const facts = {
    title: lineAt(answer, 'name') ?? '',
    url: `https://open.spotify.com/${link.kind}/${link.id}`,
    trackCount: numberAt(page, 'total') ?? null,
  };
  return { kind: 'playlist', playlist: toPage(facts, items, nextOf(page, offset + listed.length)) };
}

function nextOf(page: unknown, offset: number): Playlist['next'] {
  return lineAt(page, 'next') !== undefined && itemsAt(page, 'items').length > 0 ? String(offset) : undefined;
}

/** Local files and episodes in playlists have no id, or are no track. */
function trackIn(value: unknown, album?: unknown): Track | undefined {
  const id = idAt(value, 'id');
  if (id === undefined || (lineAt(value, 'type') ?? 'track') !== 'track') return undefined;
  const of = album ?? valueAt(value, 'album');
  return toTrack({
    ...factsOf(id),
    title: lineAt(value, 'name'),
    artists: itemsAt(value, 'artists').map((artist) => lineAt(artist, 'name')),
    durationMs: numberAt(value, 'duration_ms'),
    album: lineAt(of, 'name'),
    isrc: isrcAt(value, 'external_ids', 'isrc'),
    artworkUrl: pictureAt(of, 'images', 0, 'url'),
  });
}
