/** Text from outside (titles, names, a listener's words) as one tidy line of at most `max` characters, markdown untouched. */
export function plainLine(text: string, max: number): string {
  const line = shorten(tidy(text), max);
  // The two characters around right-to-left words count too: where this is used, Discord counts every one.
  return RIGHT_TO_LEFT.test(line) ? isolate(shorten(line, max - 2)) : line;
}

/**
 * The same for places where Discord reads markdown: it shows as it was written, formats nothing, links nothing and pings
 * nobody. `max` counts what is seen; the escaped text may be more than twice as long.
 */
export function escapedLine(text: string, max: number): string {
  return isolate(escapeMarkdown(shorten(tidy(text), max)));
}

/**
 * Takes the meaning out of Discord's markdown and mentions.
 * Discord drops a backslash before a punctuation character; an `@` is parted from its word by a zero-width space,
 * because a backslash does not stop `@everyone`.
 */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\*_~`|<>[\]]/g, '\\$&')
    .replace(/^(\s*)([#+-])/gm, '$1\\$2')
    .replace(/^(\s*\d+)\./gm, '$1\\.')
    .replaceAll('://', '\\://')
    .replaceAll('@', `@${ZERO_WIDTH_SPACE}`);
}

/** A link with words on it, which shows no preview; the words alone when the address is not one of the web. */
export function maskedLink(escapedLabel: string, url: string): string {
  const address = webAddress(url);
  return address === undefined ? escapedLabel : `[${escapedLabel}](<${address}>)`;
}

/** The address as Discord takes it in a link; `undefined` when it is not an http(s) address of a sensible length. */
export function webAddress(url: string): string | undefined {
  if (url.length > MAX_ADDRESS || !URL.canParse(url)) return undefined;
  const { protocol, href } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') return undefined;
  return href.replaceAll('(', '%28').replaceAll(')', '%29').replaceAll('<', '%3C').replaceAll('>', '%3E');
}

/** A person by their id: a mention where it is one of Discord's ids, else the id as it is. */
export function person(id: string): string {
  return /^\d{15,21}$/.test(id) ? `<@${id}>` : escapedLine(id, 40);
}

/** At most `max` characters, with an ellipsis when something is missing; no character is cut in two. */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text;
  let kept = '';
  for (const { segment } of GRAPHEMES.segment(text.slice(0, max + MAX_GRAPHEME))) {
    if (kept.length + segment.length > max - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/** Alone, it belongs to the words: French has one before a colon. */
const NO_BREAK_SPACE = '\u00A0';
const ZERO_WIDTH_SPACE = '\u200B';
/** Some titles stack marks on one letter without end; of those we keep what fits. */
const MAX_GRAPHEME = 32;
const MAX_ADDRESS = 500;
const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** One line: runs of space and control characters become a space, and nothing can turn the writing direction round. */
function tidy(text: string): string {
  return text
    .slice(0, MAX_RAW)
    .replace(DIRECTION_CONTROLS, '')
    .replace(/[\s\p{Cc}]+/gu, (run) => (run === NO_BREAK_SPACE ? run : ' '))
    .trim()
    .toWellFormed();
}

/** More than anything we show. */
const MAX_RAW = 5_000;
/** Marks, embeddings, overrides and isolates of the Unicode bidirectional algorithm (UAX #9). */
const DIRECTION_CONTROLS = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;
const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** Keeps right-to-left words from pulling the numbers and dots beside them to their other side. */
function isolate(text: string): string {
  return RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text;
}
