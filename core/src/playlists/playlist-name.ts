import { PlaylistError } from '../errors/playlist-errors.js';

/** In characters. */
export const LONGEST_NAME = 80;

/** What nobody sees, and what turns the direction of writing. */
const INVISIBLE = /[\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * A name as it is kept: on one line, without space around it.
 * @throws PlaylistError for one that is empty, too long, or has characters in it that cannot be read
 */
export function readName(text: string): string {
  const name = text.normalize('NFC').trim().replace(/ {2,}/g, ' ');
  const isReadable = !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(name) && name.isWellFormed() && nameKey(name) !== '';
  if (isReadable && name.length <= LONGEST_NAME) return name;
  throw new PlaylistError({ kind: 'bad-name', most: LONGEST_NAME });
}

/** Names with equal keys are one name to people: case, form and what is invisible make no difference. */
export function nameKey(name: string): string {
  return name.normalize('NFKC').replace(INVISIBLE, '').toLowerCase().normalize('NFKC').replace(/\s+/gu, ' ').trim();
}
