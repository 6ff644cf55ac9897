import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SetupError } from '@tonearm/core';

/** Names and values as RFC 6265 §4.1.1 lets them be. */
const COOKIE = /^[!#$%&'*+.^_`|~\w-]+=[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*$/;
const OWN_DOMAIN = /^\.?(?:www\.|music\.)?youtube\.com$/;
/** Programs take a file for one of cookies by this line. */
const FIRST_LINE = '# Netscape HTTP Cookie File';

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
  const cookies = ownCookies(text).map(({ cookie }) => cookie);
  return cookies.length > 0 ? [...new Set(cookies)].join('; ') : undefined;
}

/**
 * Lends a copy of a file of cookies that has only YouTube's, for a program that writes its own back into it: two of them would write
 * over each other, and into a file that is the operator's. Only this user may read the copy; it is gone when the program has ended.
 * @throws what reading and writing throw, and what `use` throws
 */
export async function withCopyOfCookies<T>(file: string, use: (copy: string) => Promise<T>): Promise<T> {
  const text = await readFile(file, 'utf8');
  const folder = await mkdtemp(path.join(tmpdir(), 'tonearm-cookies-'));
  try {
    const copy = path.join(folder, 'cookies.txt');
    const lines = ownCookies(text).map(({ line }) => `${line}\n`);
    await writeFile(copy, `${FIRST_LINE}\n${lines.join('')}`, { mode: 0o600 });
    return await use(copy);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function ownCookies(text: string): readonly { readonly line: string; readonly cookie: string }[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const [domain = '', , , , , name, value] = line.replace(/^#HttpOnly_/, '').split('\t');
    const cookie = `${name}=${value}`;
    const isOurs = name !== undefined && value !== undefined && OWN_DOMAIN.test(domain) && COOKIE.test(cookie);
    return isOurs ? [{ line, cookie }] : [];
  });
}
