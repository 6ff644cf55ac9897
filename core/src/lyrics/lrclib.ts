import { LyricsUnavailableError } from '../errors/lyrics-errors.js';
import { SetupError } from '../errors/setup-errors.js';
import type { Words } from '../model/lyrics.js';
import type { Track } from '../model/track.js';
import { parseLyrics } from './lrc.js';
import type { LyricsProvider } from './lyrics-provider.js';

export interface LrclibOptions {
  /** Where an LRCLIB answers; the public one by default. */
  readonly baseUrl?: string;
  /** How to ask; the runtime's own `fetch` by default. */
  readonly fetch?: typeof fetch;
  /** Who asks, with a place to read about it: LRCLIB wishes to know. */
  readonly userAgent?: string;
}

const DEFAULTS = { baseUrl: 'https://lrclib.net', userAgent: 'Tonearm (a framework for Discord music bots)' };

const NAME = 'LRCLIB';
/** Of an answer, in bytes. */
const MOST_BYTES = 500_000;

/**
 * Lyrics from LRCLIB, or a service of the same shape (https://lrclib.net/docs, `GET /api/get`): by title, artist, album and
 * length, which may be two seconds off. It learns what is being played, so it is only asked where someone has set it up.
 * @throws SetupError when the base is no address of the web
 */
export function lrclib({
  baseUrl = DEFAULTS.baseUrl,
  fetch: ask = fetch,
  userAgent,
}: LrclibOptions = {}): LyricsProvider {
  const base = URL.parse(baseUrl);
  if (base?.protocol !== 'https:' && base?.protocol !== 'http:') {
    throw new SetupError(`The base of LRCLIB has to be an address like ${DEFAULTS.baseUrl}, not “${baseUrl}”.`);
  }
  const headers = { accept: 'application/json', 'user-agent': userAgent ?? DEFAULTS.userAgent };
  return {
    name: NAME,
    find: async (track, signal) => {
      const address = addressOf(base, track);
      if (!address) return undefined;
      try {
        const response = await ask(address, { signal, headers, redirect: 'error' });
        if (response.status === 404) return undefined;
        if (!response.ok) throw new Error(`It answered with status ${response.status}`);
        return wordsIn(JSON.parse(await textOf(response)));
      } catch (cause) {
        throw signal.aborted ? signal.reason : new LyricsUnavailableError(NAME, { cause });
      }
    },
  };
}

/** Title and artist are needed; the length has to be within two seconds, so a live stream has none. */
function addressOf(base: URL, { title, author, album, durationMs }: Track): URL | undefined {
  if (title === '' || author === '') return undefined;
  const address = new URL(`${base.pathname.replace(/\/$/, '')}/api/get`, base);
  address.searchParams.set('artist_name', author);
  address.searchParams.set('track_name', title);
  if (album !== undefined) address.searchParams.set('album_name', album);
  if (durationMs !== null) address.searchParams.set('duration', String(Math.round(durationMs / 1000)));
  return address;
}

async function textOf({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new Error(`It answered with more than ${MOST_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Those with times are worth more than those without. */
function wordsIn(answer: unknown): Words | undefined {
  if (typeof answer !== 'object' || answer === null) throw new Error('It answered with something else than a track');
  const { syncedLyrics, plainLyrics, instrumental }: Readonly<Record<string, unknown>> = { ...answer };
  for (const lyrics of [syncedLyrics, plainLyrics]) {
    const words = typeof lyrics === 'string' ? parseLyrics(lyrics) : undefined;
    if (words) return words;
  }
  return instrumental === true ? { kind: 'instrumental' } : undefined;
}
