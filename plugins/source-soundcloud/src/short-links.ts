import { type Fetch, SourceUnavailableError, startDeadline, TonearmError, type Transfer } from '@tonearm/core';
import { gone } from './errors.js';
import { readLink } from './links.js';
import type { Place } from './place.js';
import { SOURCE_NAME } from './source-name.js';
import { say } from './texts.js';

export interface ShortLinksParts {
  readonly fetch: Fetch;
  /** Whose clock and words these are. */
  readonly transfer: Transfer;
  readonly headers: Readonly<Record<string, string>>;
  /** Where short links lead from. */
  readonly short: URL;
}

const MOST_HOPS = 5;
const ANSWER_MS = 10_000;

/**
 * Where a short link leads. Only the redirect is looked at: what the page behind it answers, to us or to anyone, does not matter.
 * @throws TrackUnavailableError when it leads nowhere that can be played
 */
export async function followShortLink(
  code: string,
  { fetch, transfer, headers, short }: ShortLinksParts,
  signal: AbortSignal,
): Promise<Exclude<Place, { kind: 'short' }>> {
  const deadline = startDeadline(transfer.clock, ANSWER_MS, 'SoundCloud', signal);
  try {
    let url = new URL(code, short);
    for (let hop = 0; hop < MOST_HOPS; hop++) {
      const response = await fetch(url, { method: 'HEAD', headers, redirect: 'manual', signal: deadline.signal });
      await response.body?.cancel();
      if (response.status === 403 || response.status === 429 || response.status >= 500) {
        throw new SourceUnavailableError(SOURCE_NAME, say('refused', { status: String(response.status) }));
      }
      const location = response.headers.get('location');
      // A `fetch` that follows redirects by itself tells where it has come to.
      const next = URL.parse(location ?? response.url, url);
      const place = next === null ? undefined : readLink(next)?.place;
      if (place !== undefined && place.kind !== 'short' && place.kind !== 'search') return place;
      if (location === null || next === null || next.hostname !== url.hostname) break;
      url = next;
    }
    throw gone();
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof TonearmError) throw error;
    throw transfer.fails(short, deadline.signal.aborted ? 'no-answer' : 'unreachable', { cause: error });
  } finally {
    deadline.release();
  }
}
