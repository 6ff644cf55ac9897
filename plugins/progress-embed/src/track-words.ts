import { type Detour, escapedLine, maskedLink, type Track, webAddress } from '@tonearm/core';
import type { Speech } from './texts/speech.js';

const ARTWORK_LINK = /^artwork:.{1,500}$/;

/** The title, in bold, as a link where there is a page to go to. */
export function trackLink(track: Track, speech: Speech): string {
  return `**${maskedLink(titleOf(track, speech), track.url)}**`;
}

/** `The Tonearms · 3:00`. */
export function trackLine(track: Track, speech: Speech): string {
  return [authorOf(track), speech.length(track)].filter((part) => part !== undefined).join(' · ');
}

export function titleOf({ title }: Track, speech: Speech): string {
  return escapedLine(title, 120) || speech.say('untitled');
}

export function authorOf({ author }: Track): string | undefined {
  return escapedLine(author, 80) || undefined;
}

/** The track's picture, unless its address is one that Discord would refuse. */
export function artworkOf({ artworkUrl = '' }: Track): string | undefined {
  return ARTWORK_LINK.test(artworkUrl) ? artworkUrl : webAddress(artworkUrl);
}

/** Who answered, where another source was asked first. */
export function detourLine(detour: Detour | undefined, speech: Speech): string | undefined {
  if (detour === undefined) return undefined;
  const { answeredBy, insteadOf, score, described = false, chosen = false } = detour;
  const values = { source: escapedLine(answeredBy, 40), failing: escapedLine(insteadOf, 40) };
  if (score === undefined) return speech.say('detour', values);
  if (chosen) return speech.say('detour.chosen', values);
  return speech.say(described ? 'detour.described' : 'detour.match', { ...values, percent: Math.round(score * 100) });
}
