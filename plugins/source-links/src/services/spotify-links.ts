import type { ServiceLink, ShortLink } from '../service.js';

const SHORT_HOSTS: ReadonlySet<string> = new Set(['spotify.link', 'spoti.fi', 'spotify.app.link']);
/** Ids are 22 letters and digits (https://developer.spotify.com/documentation/web-api/concepts/spotify-uris-ids). */
const ID = /^[A-Za-z0-9]{22}$/;

/**
 * `open.spotify.com/track/<id>`, also behind `intl-de/`, `embed/` and, for old playlists, `user/<name>/`; `play.spotify.com`; short links.
 * What follows the id (`?si=`, `#`) says nothing of the music, but for `?highlight=spotify:track:<id>`: the one track of an album.
 */
export function readSpotifyLink({ hostname, pathname, searchParams }: URL): ServiceLink | ShortLink | undefined {
  if (SHORT_HOSTS.has(hostname))
    return /^\/[\w-]{1,64}$/.test(pathname) ? { kind: 'short', id: hostname + pathname } : undefined;
  if (hostname !== 'open.spotify.com' && hostname !== 'play.spotify.com') return undefined;
  const highlighted = /^spotify:(track:.+)$/.exec(searchParams.get('highlight') ?? '')?.[1];
  if (highlighted !== undefined) return readSpotifyUri(highlighted);
  const [kind, id] = pathname
    .split('/')
    .filter((part) => part !== '' && part !== 'embed' && !/^intl-[a-z-]{2,8}$/i.test(part))
    .slice(-2);
  return linkOf(kind, id);
}

/** What stands behind `spotify:`: `track:<id>`, or `user:<name>:playlist:<id>`. */
export function readSpotifyUri(text: string): ServiceLink | undefined {
  const [kind, id] = text.trim().split(':').slice(-2);
  return linkOf(kind, id);
}

function linkOf(kind: string | undefined, id: string | undefined): ServiceLink | undefined {
  if (id === undefined || !ID.test(id)) return undefined;
  return kind === 'track' || kind === 'album' || kind === 'playlist' || kind === 'artist' ? { kind, id } : undefined;
}
