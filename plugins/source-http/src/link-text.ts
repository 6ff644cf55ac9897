import { cleanText } from '@tonearm/core';

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
