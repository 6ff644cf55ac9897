/** No more of a text than anyone reads. */
const MAX_LENGTH = 300;
/** Control characters, and those that turn the direction of whatever stands behind them. */
const UNSEEN = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu;

/** Tags and lists hold whatever someone once typed: in one line, nothing that is not meant to be seen, of bounded length. */
export function cleanText(text: string | undefined): string {
  return (text ?? '')
    .slice(0, 4 * MAX_LENGTH)
    .replace(UNSEEN, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, MAX_LENGTH)
    .toWellFormed();
}
