import type { Reference, Track } from '@tonearm/core';
import { watchUrl } from './links.js';
import type { FoundItem } from './metadata/metadata.js';
import { SOURCE_NAME } from './source-name.js';

/** A video of a list as a track; when the list does not tell its length, as what is looked up before it plays. */
export function toItem(found: FoundItem): Track | Reference {
  return toTrack(found) ?? { source: SOURCE_NAME, kind: 'track', id: found.videoId };
}

/** `undefined` when its length is not told: it has not begun, or the list keeps silent about it. */
export function toTrack({ videoId, title, author, album, durationMs, artworkUrl }: FoundItem): Track | undefined {
  if (durationMs === undefined) return undefined;
  return {
    source: SOURCE_NAME,
    id: videoId,
    title,
    author,
    ...(album !== undefined && { album }),
    url: watchUrl(videoId),
    durationMs,
    ...(artworkUrl !== undefined && { artworkUrl }),
  };
}
