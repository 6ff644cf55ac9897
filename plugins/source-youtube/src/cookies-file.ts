import { readFile } from 'node:fs/promises';
import { SetupError } from '@tonearm/core';

/** Names and values as RFC 6265 §4.1.1 lets them be. */
const COOKIE = /^[!#$%&'*+.^_`|~\w-]+=[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*$/;
const OWN_DOMAIN = /^\.?(?:www\.|music\.)?youtube\.com$/;

/**
 * The `Cookie` header in a file of cookies as browsers' extensions export it and yt-dlp reads it, Netscape's `cookies.txt`:
 * only what belongs to YouTube.
 * @throws SetupError when the file cannot be read, or has no cookies of YouTube
 */
export async function readCookiesFile(file: string): Promise<string> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new SetupError('The file of YouTube’s cookies cannot be read. Correct its path, or leave it out.', {
      cause: error,
    });
  }
  const header = cookieHeader(text);
  if (header !== undefined) return header;
  throw new SetupError(
    'The file of YouTube’s cookies has none of youtube.com. Export it anew, as cookies.txt (Netscape).',
  );
}

/** `undefined` when there are none. */
export function cookieHeader(text: string): string | undefined {
  const cookies = text.split(/\r?\n/).flatMap((line) => {
    const [domain = '', , , , , name, value] = line.replace(/^#HttpOnly_/, '').split('\t');
    const cookie = `${name}=${value}`;
    return name !== undefined && value !== undefined && OWN_DOMAIN.test(domain) && COOKIE.test(cookie) ? [cookie] : [];
  });
  return cookies.length > 0 ? [...new Set(cookies)].join('; ') : undefined;
}
