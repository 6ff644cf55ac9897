import type { Playlist, Reference, Track } from '@tonearm/core';
import { canonicalLink } from './canonical-link.js';
import { HTTP } from './link-errors.js';
import type { ListEntry } from './list-entry.js';

/** How much of a list is given at once. */
export const PAGE_LENGTH = 200;

export interface ListOnPages {
  readonly entries: readonly ListEntry[];
  readonly title: string;
  readonly url: string;
  /** As an earlier page named it. */
  readonly cursor: string | undefined;
}

/** A page of a list. Of what the list tells nothing, its turn will tell. */
export function listPage({ entries, title, url, cursor }: ListOnPages): Playlist {
  return pageOf(entries.map(toItem), { title, url, cursor });
}

/** A page of what stands in a list. */
export function pageOf(
  items: readonly (Track | Reference)[],
  { title, url, cursor }: Omit<ListOnPages, 'entries'>,
): Playlist {
  const from = /^\d{1,6}$/.test(cursor ?? '') ? Number(cursor) : 0;
  const until = from + PAGE_LENGTH;
  return {
    title,
    url,
    trackCount: items.length,
    items: items.slice(from, until),
    ...(until < items.length && { next: String(until) }),
  };
}

function toItem({ url, title, durationMs }: ListEntry): Track | Reference {
  const id = canonicalLink(url);
  // Without a length it may be a station or a file: a look at it will tell.
  if (title === '' || durationMs === null) return { source: HTTP, kind: 'track', id };
  return { source: HTTP, id, title, author: '', url: id, durationMs };
}
