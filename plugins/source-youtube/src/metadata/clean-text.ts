/** Longer, nobody reads; and what somebody else wrote has no end by itself. */
const MOST_LENGTH = 300;
/** Control characters, and those that turn the direction of whatever stands behind them. */
const UNSEEN = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu;

/**
 * A title or name as it came, in one line, without what is not meant to be seen, and of bounded length: as the core cleans it,
 * which the metadata thread does not load.
 */
export function cleanText(text: unknown): string {
  if (typeof text !== 'string') return '';
  return text
    .slice(0, 4 * MOST_LENGTH)
    .replace(UNSEEN, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, MOST_LENGTH)
    .toWellFormed();
}

/** The name of an artist: channels that YouTube made for one are called `Artist - Topic`. */
export function cleanAuthor(text: unknown): string {
  return cleanText(text).replace(/ - Topic$/, '');
}

const LENGTH = /^(?:(\d{1,3}):)?(\d{1,3}):([0-5]\d)$/;

/** `1:02:03` in milliseconds; `undefined` for what is no length. */
export function lengthMs(text: unknown): number | undefined {
  const [, hours = '0', minutes, seconds] = typeof text === 'string' ? (LENGTH.exec(text.trim()) ?? []) : [];
  if (minutes === undefined || seconds === undefined) return undefined;
  const ms = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
  return ms > 0 ? ms : undefined;
}
