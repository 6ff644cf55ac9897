import { readIsrc, textAt, type Track } from '@tonearm/core';
import { spellPlace, withToken } from './place.js';
import { countAt, wordsAt } from './read-json.js';
import { SOURCE_NAME } from './source-name.js';

/** The size behind a picture's name; `large` is a small one. */
const PICTURE_SIZE = /-(?:large|t\d+x\d+|original)\.(jpg|png)$/;
const SHORTEST_MS = 1_000;

/** A track as SoundCloud tells of it; `undefined` for what is none, or only a stub of one. */
export function readTrack(raw: unknown, token?: string): Track | undefined {
  const id = countAt(raw, 'id');
  const title = wordsAt(raw, 'title') || wordsAt(raw, 'permalink');
  // Of what is sold, `duration` is only that of the sample.
  const durationMs = countAt(raw, 'full_duration') ?? countAt(raw, 'duration');
  if (id === undefined || title === '' || durationMs === undefined) return undefined;
  const secret = withToken(token ?? textAt(raw, 'secret_token'));
  const album = wordsAt(raw, 'publisher_metadata', 'album_title');
  const isrc = readIsrc(textAt(raw, 'publisher_metadata', 'isrc')?.replace(/\s/g, ''));
  const artworkUrl = pictureAt(textAt(raw, 'artwork_url')) ?? pictureAt(textAt(raw, 'user', 'avatar_url'));
  return {
    source: SOURCE_NAME,
    id: spellPlace({ kind: 'track', where: { id: String(id) }, ...secret }),
    title,
    author: wordsAt(raw, 'publisher_metadata', 'artist') || wordsAt(raw, 'user', 'username'),
    ...(album !== '' && { album }),
    url: pageAt(textAt(raw, 'permalink_url')),
    durationMs: Math.max(SHORTEST_MS, durationMs),
    ...(artworkUrl !== undefined && { artworkUrl }),
    ...(isrc !== undefined && { isrc }),
  };
}

/** A token behind a track, or behind a set. */
const SECRET = /^(\/[^/]+\/(?:sets\/)?[^/]+)\/s-[A-Za-z0-9]+$/;

/** Where a person can look at it, without the token of what is private; empty for what is no address of SoundCloud’s. */
export function pageAt(link: string | undefined): string {
  const url = URL.parse(link ?? '');
  if (url === null || !/^https?:$/.test(url.protocol) || !/(?:^|\.)soundcloud\.com$/.test(url.hostname)) return '';
  return `${url.origin}${url.pathname.replace(SECRET, '$1')}`;
}

function pictureAt(link: string | undefined): string | undefined {
  const url = URL.parse(link ?? '');
  if (url === null || url.protocol !== 'https:') return undefined;
  return url.href.replace(PICTURE_SIZE, '-t500x500.$1');
}
