/** Longer, nobody reads; and what somebody else wrote has no end by itself. */
const MAX_LENGTH = 300;
/** Control characters, and those that turn the direction of whatever stands behind them. */
const UNSEEN = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu;

/** A title or name as it came, in one line, without what is not meant to be seen, and of bounded length. */
export function cleanText(text: string | undefined): string {
  return (text ?? '')
    .slice(0, 4 * MAX_LENGTH)
    .replace(UNSEEN, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, MAX_LENGTH)
    .toWellFormed();
}

/** What a link is called when nothing in it has a name: `Evening Show` of `/files/Evening%20Show.mp3?x=1`, else its host. */
export function nameOfLink(url: URL): string {
  const last = url.pathname.split('/').filter(Boolean).at(-1) ?? '';
  return (
    cleanText(
      decode(last)
        .replace(/\.\w{1,5}$/, '')
        .replaceAll('_', ' '),
    ) || url.hostname
  );
}

/** The name that a server gives to a file (RFC 6266), without its ending; empty when it gives none. */
export function nameOfAttachment(disposition: string | undefined): string {
  const [, encoded] = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '') ?? [];
  const [, quoted, bare] = /filename="([^"]*)"|filename=([^;\s]+)/i.exec(disposition ?? '') ?? [];
  const name = encoded === undefined ? (quoted ?? bare ?? '') : decode(encoded);
  return cleanText(name.replace(/\.\w{1,5}$/, '').replaceAll('_', ' '));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
