import { listKind } from '../ids.js';
import type { InnerTube } from './innertube.js';
import type { ListRequest, MixRequest, SearchRequest } from './metadata.js';
import { CallFailure, type CallName, type Calls } from './protocol.js';
import { readList, readMix, readRelated, readSearch, readSongs } from './read-lists.js';
import { readAlbum, readChannel, readSuggestions } from './read-plain.js';

/** Filters of a search, as the site sends them: a message of its own, in Base64. */
const ONLY_VIDEOS = 'EgIQAQ%3D%3D';
const ONLY_SONGS = 'EgWKAQIIAWoKEAkQBRAKEAMQBA%3D%3D';

type Answers = { readonly [C in CallName]: (given: Calls[C]['given']) => Promise<Calls[C]['answer']> };

/** In the metadata thread: asks YouTube what a call wants to know, and reads it. @throws CallFailure, or whatever youtubei.js throws at what it cannot read */
export function answerCall<C extends CallName>(
  tube: InnerTube,
  call: C,
  given: Calls[C]['given'],
  signal: AbortSignal,
  language: { readonly hl: string; readonly gl: string },
): Promise<Calls[C]['answer']> {
  const answers: Answers = {
    player: (request) => tube.player(request, signal),
    freshVisitor: () => tube.freshVisitor(signal),
    search: (request) => search(tube, request, signal),
    list: (request) => list(tube, request, signal),
    mix: (request) => mix(tube, request, signal),
    related: async (videoId) => {
      const body = { videoId, playlistId: `RD${videoId}` };
      return readRelated(await tube.ask('/next', body, signal), videoId);
    },
    suggest: async (prefix) => readSuggestions(await tube.get(suggestions(prefix, language), signal)),
    channel: (name) =>
      orNothing(async () => {
        const url = `https://www.youtube.com/${encodeURI(name)}`;
        return readChannel(await tube.ask('/navigation/resolve_url', { url }, signal));
      }),
    album: (id) => orNothing(async () => readAlbum(await tube.ask('/browse', { browseId: id }, signal, 'YTMUSIC'))),
  };
  return answers[call](given);
}

async function search(tube: InnerTube, { text: query, of }: SearchRequest, signal: AbortSignal) {
  return of === 'songs'
    ? readSongs(await tube.ask('/search', { query, params: ONLY_SONGS }, signal, 'YTMUSIC'))
    : readSearch(await tube.ask('/search', { query, params: ONLY_VIDEOS }, signal));
}

async function list(tube: InnerTube, { id, after }: ListRequest, signal: AbortSignal) {
  const body = after === undefined ? { browseId: `VL${id}` } : { continuation: after };
  return readList(await tube.ask('/browse', body, signal));
}

async function mix(tube: InnerTube, { id, videoId }: MixRequest, signal: AbortSignal) {
  const kind = listKind(id);
  const from = videoId ?? (kind.kind === 'mix' ? kind.seed : undefined);
  const body = { playlistId: id, ...(from !== undefined && { videoId: from }) };
  return readMix(await tube.ask('/next', body, signal), videoId);
}

function suggestions(prefix: string, { hl, gl }: { readonly hl: string; readonly gl: string }): URL {
  const url = new URL('https://suggestqueries-clients6.youtube.com/complete/search?client=youtube&ds=yt&xhr=t');
  url.searchParams.set('hl', hl);
  url.searchParams.set('gl', gl);
  url.searchParams.set('q', prefix);
  return url;
}

/** For what may not exist: that is an answer, too. */
async function orNothing<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    const failure = error instanceof CallFailure ? error.failure : undefined;
    if (failure?.kind === 'status' && (failure.status === 404 || failure.status === 400)) return null;
    throw error;
  }
}
