import { type Resolution, type Track, valueAt } from '@tonearm/core';
import { dataOf, readPage } from '../html-page.js';
import { idAt, itemsAt, lineAt, numberAt, pictureAt } from '../json.js';
import type { ServiceLink } from '../service.js';
import { toPage, toTrack } from '../to-track.js';

/** Name of the source. */
export const SPOTIFY = 'spotify';

/**
 * What the page for embedding tells anyone: everything of a track but its ISRC; of an album, a playlist or an artist the first hundred tracks,
 * with artists and lengths. Its data are in the script `__NEXT_DATA__`, at `props.pageProps.state.data.entity`. What there is none of is
 * answered with status 200 as well, and without a `state` (as seen by several projects that read the page, August 2026).
 * @returns `undefined` when the page has no data that we know
 */
export async function readSpotifyEmbed(html: string, link: ServiceLink): Promise<Resolution | undefined> {
  const props = valueAt(dataOf(await readPage(html), '__NEXT_DATA__'), 'props', 'pageProps');
  if (valueAt(props, 'state') === undefined) return numberAt(props, 'status') === 404 ? { kind: 'empty' } : undefined;
  const entity = valueAt(props, 'state', 'data', 'entity');
  const title = lineAt(entity, 'name') ?? lineAt(entity, 'title');
  if (title === undefined) return undefined;
  if (link.kind === 'track') {
    const track = toTrack({
      ...factsOf(link.id),
      title,
      artists: itemsAt(entity, 'artists').map((artist) => lineAt(artist, 'name')),
      durationMs: numberAt(entity, 'duration'),
      artworkUrl: pictureIn(entity),
    });
    return track && { kind: 'track', track };
  }
  const items = itemsAt(entity, 'trackList').map(listedTrack);
  const url = `https://open.spotify.com/${link.kind}/${link.id}`;
  const playlist = toPage({ title, url, trackCount: null }, items);
  return { kind: 'playlist', playlist: { ...playlist, trackCount: playlist.items.length } };
}

/** Where a track stands for people. */
export function factsOf(id: string): { readonly source: string; readonly id: string; readonly url: string } {
  return { source: SPOTIFY, id, url: `https://open.spotify.com/track/${id}` };
}

/** The artists stand in one text, parted by commas with spaces that do not break. Episodes of podcasts are left out. */
function listedTrack(item: unknown): Track | undefined {
  const [scheme, kind] = lineAt(item, 'uri')?.split(':') ?? [];
  const id = idAt(lineAt(item, 'uri')?.split(':').at(2));
  if (scheme !== 'spotify' || kind !== 'track' || id === undefined) return undefined;
  const artists = lineAt(item, 'subtitle')?.split(/,\s/) ?? [];
  return toTrack({ ...factsOf(id), title: lineAt(item, 'title'), artists, durationMs: numberAt(item, 'duration') });
}

/** The largest one. */
function pictureIn(entity: unknown): string | undefined {
  const sizes = itemsAt(entity, 'visualIdentity', 'image').toSorted(
    (one, other) => (numberAt(other, 'maxWidth') ?? 0) - (numberAt(one, 'maxWidth') ?? 0),
  );
  return pictureAt(sizes[0], 'url') ?? pictureAt(entity, 'coverArt', 'sources', 0, 'url');
}
