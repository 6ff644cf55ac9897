import { type Resolution, type Track, valueAt } from '@tonearm/core';
import { readPage } from '../html-page.js';
import { idAt, isoDurationMs, isrcAt, itemsAt, lineAt, lineOf, numberAt } from '../json.js';
import type { ServiceLink } from '../service.js';
import { toPage, toTrack } from '../to-track.js';

/** Name of the source. */
export const TIDAL = 'tidal';

type Included = ReadonlyMap<string, unknown>;

/** Where something stands for people. */
export function tidalPage({ kind, id }: ServiceLink): string {
  return `https://tidal.com/${kind}/${id}`;
}

/**
 * What the API answers about one track, or about a list: JSON:API, in which artists, albums and the tracks of a list stand in `included`
 * (https://developer.tidal.com/documentation/api/api-overview). @returns `undefined` when it is no answer that we know
 */
export function readTidalTrack(answer: unknown): Resolution | undefined {
  const track = trackIn(valueAt(answer, 'data'), includedIn(answer));
  return track && { kind: 'track', track };
}

/** One page of a list; the following one is named by `links.meta.nextCursor`. @param about what the list itself answered */
export function readTidalPage(answer: unknown, about: unknown, link: ServiceLink): Resolution | undefined {
  if (!Array.isArray(valueAt(answer, 'data'))) return undefined;
  const included = includedIn(answer);
  const items = itemsAt(answer, 'data').map((item) => trackIn(included.get(keyOf(item)), included));
  const facts = valueAt(about, 'data', 'attributes');
  const next = lineAt(answer, 'links', 'meta', 'nextCursor');
  const title = lineAt(facts, 'title') ?? lineAt(facts, 'name') ?? '';
  const page = toPage(
    { title, url: tidalPage(link), trackCount: numberAt(facts, 'numberOfItems') ?? null },
    items,
    next,
  );
  return { kind: 'playlist', playlist: page };
}

/**
 * What a track's page tells anyone, in its title: `<track> by <artist> on TIDAL`. It knows neither length nor ISRC.
 * @returns `undefined` when it has no title of that form
 */
export async function readTidalPageOf(html: string, id: string): Promise<Resolution | undefined> {
  const { title, meta } = await readPage(html);
  const [, name, artist] =
    /^(.+) by (.+) on TIDAL$/is.exec(lineOf(title) ?? '') ??
    /^(.+) by (.+) on TIDAL$/is.exec(lineOf(meta.get('og:title') ?? '') ?? '') ??
    [];
  if (name === undefined || artist === undefined) return undefined;
  const url = tidalPage({ kind: 'track', id });
  const track = toTrack({ source: TIDAL, id, title: name, artists: [artist], durationMs: undefined, url });
  return track && { kind: 'track', track };
}

function includedIn(answer: unknown): Included {
  return new Map(itemsAt(answer, 'included').map((item) => [keyOf(item), item]));
}

function keyOf(item: unknown): string {
  return `${lineAt(item, 'type') ?? ''}/${idAt(item, 'id') ?? ''}`;
}

/** What distinguishes a take from others stands apart, in `version`. */
function trackIn(value: unknown, included: Included): Track | undefined {
  const id = idAt(value, 'id');
  if (lineAt(value, 'type') !== 'tracks' || id === undefined) return undefined;
  const facts = valueAt(value, 'attributes');
  const title = lineAt(facts, 'title');
  const version = lineAt(facts, 'version');
  const related = (name: string) =>
    itemsAt(value, 'relationships', name, 'data').map((item) => included.get(keyOf(item)));
  return toTrack({
    source: TIDAL,
    id,
    title: title !== undefined && version !== undefined ? `${title} (${version})` : title,
    artists: related('artists').map((artist) => lineAt(artist, 'attributes', 'name')),
    durationMs: isoDurationMs(lineAt(facts, 'duration')),
    album: lineAt(related('albums')[0], 'attributes', 'title'),
    isrc: isrcAt(facts, 'isrc'),
    url: tidalPage({ kind: 'track', id }),
  });
}
