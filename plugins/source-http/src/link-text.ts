import { cleanText } from '@tonearm/core';

/** What files are called that are named after nothing. */
const NAMELESS =
  /^(?:index|master|manifest|media|stream|live|listen|audio|hls|radio|get|file|download|;|(?:play|chunk)list(?: .*)?)$/i;

/** What a link is called when nothing in it has a name: `Evening Show` of `/files/Evening%20Show.mp3?x=1`, else its host. */
export function nameOfLink(url: URL): string {
  const last = withoutEnding(url.pathname.split('/').filter(Boolean).at(-1) ?? '');
  return NAMELESS.test(last) ? url.hostname : last || url.hostname;
}

function withoutEnding(name: string): string {
  return cleanText(
    decode(name)
      .replace(/\.\w{1,5}$/, '')
      .replaceAll('_', ' '),
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
