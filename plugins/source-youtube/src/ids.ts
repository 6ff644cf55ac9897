// The metadata thread reads ids too, so nothing of the core is loaded here.

/** What has to be asked of YouTube to get the items of a list. */
export type ListKind =
  | { readonly kind: 'playlist' }
  /** A list without an end that grows from a video, or from what only YouTube knows. */
  | { readonly kind: 'mix'; readonly seed?: string }
  /** An album of YouTube Music, whose playlist has to be asked for. */
  | { readonly kind: 'album' }
  /** A channel by its name, whose uploads have to be asked for. */
  | { readonly kind: 'channel' };

const VIDEO_ID = /^[\w-]{11}$/;
/** Lists that are named like mixes and are lists: the curated ones of YouTube Music. */
const CURATED = /^RDCLAK/;
const SEEDED_MIX = /^RD(?:MM|AMVM)?([\w-]{11})$/;

/** How the items of a list are asked for, by its id. */
export function listKind(id: string): ListKind {
  if (id.includes('/') || id.startsWith('@')) return { kind: 'channel' };
  if (id.startsWith('MPRE')) return { kind: 'album' };
  if (!id.startsWith('RD') || CURATED.test(id)) return { kind: 'playlist' };
  const seed = SEEDED_MIX.exec(id)?.[1];
  return seed === undefined ? { kind: 'mix' } : { kind: 'mix', seed };
}

export function isVideoId(id: string): boolean {
  return VIDEO_ID.test(id);
}
