import type { Playlist, Resolution, Track } from '@tonearm/core';
import { lineOf } from './json.js';

/** What a service tells of a track; what it does not tell is `undefined`. */
export interface TrackFacts {
  readonly source: string;
  readonly id: string | undefined;
  readonly title: string | undefined;
  readonly artists: readonly (string | undefined)[];
  readonly durationMs: number | undefined;
  readonly url: string;
  readonly album?: string | undefined;
  readonly isrc?: string | undefined;
  readonly artworkUrl?: string | undefined;
}

/** Artists beyond these are not needed to find a track, nor to name it. */
const MOST_ARTISTS = 6;
/** What is shorter, or longer than a week, is no length. */
const SHORTEST_MS = 1_000;
const LONGEST_MS = 7 * 24 * 3_600_000;

/** The track, where enough is told to look for it elsewhere; `undefined` where not. */
export function toTrack(facts: TrackFacts): Track | undefined {
  const { source, id, url, durationMs, album, isrc, artworkUrl } = facts;
  const title = facts.title === undefined ? undefined : lineOf(facts.title);
  if (id === undefined || title === undefined) return undefined;
  const artists = [...new Set(facts.artists.filter((artist) => artist !== undefined))];
  return {
    source,
    id,
    title,
    author: artists.slice(0, MOST_ARTISTS).join(', '),
    url,
    durationMs: lengthOf(durationMs),
    ...(album !== undefined && { album }),
    ...(isrc !== undefined && { isrc }),
    ...(artworkUrl !== undefined && { artworkUrl }),
  };
}

function lengthOf(ms: number | undefined): number | null {
  return ms !== undefined && ms >= SHORTEST_MS && ms <= LONGEST_MS ? Math.round(ms) : null;
}

/** What was found for words. */
export function toFound(tracks: readonly (Track | undefined)[]): Resolution {
  const found = tracks.filter((track) => track !== undefined);
  return found.length > 0 ? { kind: 'search', tracks: found } : { kind: 'empty' };
}

/** One page of a list, without what is not there. */
export function toPage(
  facts: Pick<Playlist, 'title' | 'url' | 'trackCount'>,
  items: readonly (Playlist['items'][number] | undefined)[],
  next?: string,
): Playlist {
  const there = items.filter((item) => item !== undefined);
  const trackCount = Number.isSafeInteger(facts.trackCount) && Number(facts.trackCount) >= 0 ? facts.trackCount : null;
  return { ...facts, trackCount, items: there, ...(next !== undefined && { next }) };
}
