/** Longer, nobody reads; and what somebody else wrote has no end by itself. */
const MOST_LENGTH = 300;
/** Control characters, and those that turn the direction of whatever stands behind them. */
const UNSEEN = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu;

/**
 * A title or name as somebody else wrote it, in one line, without what is not meant to be seen, and of at most 300 characters;
 * empty for what is none.
 */
export function cleanText(text: string | undefined): string {
  return (text ?? '')
    .slice(0, 4 * MOST_LENGTH)
    .replace(UNSEEN, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, MOST_LENGTH)
    .toWellFormed();
}
