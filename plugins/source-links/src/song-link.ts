/** Which service a letter stands for, and where its songs and albums are. */
const PAGES: Readonly<Record<string, (kind: 'song' | 'album', id: string, country: string) => string>> = {
  s: (kind, id) => `https://open.spotify.com/${trackOr(kind)}/${id}`,
  i: (kind, id, country) => `https://music.apple.com/${country}/${kind}/${id}`,
  d: (kind, id) => `https://www.deezer.com/${trackOr(kind)}/${id}`,
  t: (kind, id) => `https://tidal.com/${trackOr(kind)}/${id}`,
};
const LINK = /^\/(?:([a-z]{2})\/)?([a-z])\/([A-Za-z0-9]{1,64})\/?$/;

/**
 * Pages that lead to all services have the id of one in their address: `song.link/s/<id>`, `album.link/de/i/<id>`. Such a link is as good as
 * that service's own. Every other one is given back as it is.
 */
export function behindSongLink(link: URL): URL {
  const kind = /^(song|album)\.link$/.exec(link.hostname)?.[1];
  const [, country = 'us', letter = '', id = ''] = LINK.exec(link.pathname) ?? [];
  // The pattern lets no other kinds through.
  const page = kind === undefined ? undefined : PAGES[letter]?.(kind as 'song' | 'album', id, country);
  return page === undefined ? link : new URL(page);
}

function trackOr(kind: 'song' | 'album'): 'track' | 'album' {
  return kind === 'song' ? 'track' : kind;
}
