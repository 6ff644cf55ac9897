import { shorten } from '@tonearm/core';

/** In characters: Discord's most for a message (docs: Create Message). */
export const MOST_TEXT = 2_000;
/** For the description of a card (docs: Embed Limits). */
export const MOST_DESCRIPTION = 4_096;
/** Characters of a title that are seen in a list, from the most on. What is escaped is twice as long. */
const SEEN = [80, 60, 40, 25, 12] as const;

/**
 * A list with as much of its titles as there is room for: all of them are as short as the longest list asks for.
 * @param draw the list, with so many characters of each title and each name
 */
export function fitted(most: number, draw: (longest: number) => string): string {
  let text = '';
  for (const longest of SEEN) {
    text = draw(longest);
    if (text.length <= most) return text;
  }
  return shorten(text, most);
}
