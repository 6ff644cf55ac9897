import { clockTime, type Detour, escapedLine, maskedLink, type Track, webAddress } from '@tonearm/core';

const ARTWORK_LINK = /^artwork:.{1,500}$/;

/** The title, in bold, as a link where there is a page to go to. */
export function trackLink(track: Track): string {
  return `**${maskedLink(titleOf(track), track.url)}**`;
}

/** `The Tonearms · 3:00`. */
export function trackLine(track: Track): string {
  const length = track.durationMs === null ? 'live' : clockTime(track.durationMs);
  return [authorOf(track), length].filter((part) => part !== undefined).join(' · ');
}

export function titleOf({ title }: Track): string {
  return escapedLine(title, 120) || 'Untitled';
}

export function authorOf({ author }: Track): string | undefined {
  return escapedLine(author, 80) || undefined;
}

/** The track's picture, unless its address is one that Discord would refuse. */
export function artworkOf({ artworkUrl = '' }: Track): string | undefined {
  return ARTWORK_LINK.test(artworkUrl) ? artworkUrl : webAddress(artworkUrl);
}

/** Who answered, where another source was asked first. */
export function detourLine(detour: Detour | undefined): string | undefined {
  if (detour === undefined) return undefined;
  const [there, here] = [escapedLine(detour.answeredBy, 40), escapedLine(detour.insteadOf, 40)];
  if (detour.score === undefined) return `From ${there}, because ${here} is failing`;
  return `From ${there}, because ${here} cannot play it (a match of ${Math.round(detour.score * 100)} %)`;
}
