import type { ServiceLink } from '../service.js';

const HOSTS: ReadonlySet<string> = new Set([
  'music.apple.com',
  'geo.music.apple.com',
  'embed.music.apple.com',
  'itunes.apple.com',
  'geo.itunes.apple.com',
]);
const USUAL_COUNTRY = 'us';
const NUMBER = /^(?:id)?(\d{1,20})$/;
const PLAYLIST = /^pl\.[\w-]{1,64}$/;

/**
 * `music.apple.com/<country>/<kind>/<name>/<id>`; the name, and in old links the country, may be missing. `?i=` in the link of an album is
 * the one song. The id is kept with its country, since what there is differs.
 */
export function readAppleMusicLink({ hostname, pathname, searchParams }: URL): ServiceLink | undefined {
  if (!HOSTS.has(hostname)) return undefined;
  const parts = pathname.split('/').filter((part) => part !== '');
  const country = /^[a-z]{2}$/i.test(parts[0] ?? '') ? (parts.shift() ?? '').toLowerCase() : USUAL_COUNTRY;
  const [kind, last] = [parts[0], parts.at(-1) ?? ''];
  if (parts.length < 2 || parts.length > 3) return undefined;
  if (kind === 'playlist') return PLAYLIST.test(last) ? { kind, id: `${country}/${last}` } : undefined;
  const id = NUMBER.exec(last)?.[1];
  if (id === undefined) return undefined;
  const song = kind === 'album' ? NUMBER.exec(searchParams.get('i') ?? '')?.[1] : undefined;
  if (song !== undefined) return { kind: 'track', id: `${country}/${song}` };
  if (kind === 'song') return { kind: 'track', id: `${country}/${id}` };
  return kind === 'album' || kind === 'artist' ? { kind, id: `${country}/${id}` } : undefined;
}
