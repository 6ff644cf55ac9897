import type { Playlist, Reference, Track } from '@tonearm/core';
import { canonicalLink } from './canonical-link.js';
import type { Episode, Feed } from './feed.js';
import { HTTP } from './link-errors.js';
import { pageOf } from './list-page.js';

const MOST_FOUND = 25;

/** A page of a podcast, in the order of its feed. */
export function feedPlaylist(feed: Feed, url: string, cursor: string | undefined): Playlist {
  const items = feed.episodes.map((episode) => toTrack(episode, feed));
  return pageOf(items, { title: feed.title || new URL(url).hostname, url, cursor });
}

/** The episode that came out last. */
export function latestOf({ episodes }: Feed): Episode | undefined {
  return episodes.reduce<Episode | undefined>((latest, episode) => {
    return latest === undefined || (episode.publishedAtMs ?? 0) > (latest.publishedAtMs ?? 0) ? episode : latest;
  }, undefined);
}

/** Episodes with all of these words in their titles, in the order of the feed. */
export function searchFeed({ episodes }: Feed, text: string): readonly Episode[] {
  const words = foldedWords(text);
  return episodes
    .filter(({ title }) => {
      const folded = foldedWords(title).join(' ');
      return words.every((word) => folded.includes(word));
    })
    .slice(0, MOST_FOUND);
}

/** An episode whose length nobody tells would pass for a live stream: it is looked at when its turn comes. */
export function toTrack(episode: Episode, feed: Feed): Track | Reference {
  const { url, title, durationMs } = episode;
  const id = canonicalLink(url);
  if (durationMs === null || title === '') return { source: HTTP, kind: 'track', id };
  const artworkUrl = episode.artworkUrl ?? feed.artworkUrl;
  const author = feed.author || feed.title;
  return {
    source: HTTP,
    id,
    title,
    author,
    album: feed.title,
    url: id,
    durationMs,
    ...(artworkUrl !== undefined && { artworkUrl }),
  };
}

function foldedWords(text: string): readonly string[] {
  return (
    text
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}
