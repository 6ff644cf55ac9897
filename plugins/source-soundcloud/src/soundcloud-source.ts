import {
  type AudioSource,
  type AudioStream,
  type Identified,
  type OpenContext,
  type Query,
  type Reference,
  type Resolution,
  type SourceContext,
  type Suggestion,
  textAt,
  type Track,
  valueAt,
} from '@tonearm/core';
import type { SoundCloudApi } from './api.js';
import { gone } from './errors.js';
import { linkIn } from './links.js';
import { type ListRequest, notSound, readSet, readUserList, setPage, tracksOf, userPage } from './lists.js';
import { openSound, type OpenSoundParts } from './open-sound.js';
import { listPlace, type Place, spellPlace, trackPlace } from './place.js';
import { wordsAt } from './read-json.js';
import { readTrack } from './read-track.js';
import { SOURCE_NAME } from './source-name.js';
import { refusalOf } from './transcodings.js';

export interface SoundCloudSourceParts extends OpenSoundParts {
  readonly api: SoundCloudApi;
  /** Where a short link leads. */
  followShortLink(code: string, signal: AbortSignal): Promise<Exclude<Place, { kind: 'short' }>>;
}

const MOST_FOUND = 20;
const MOST_SUGGESTED = 10;
const MOST_RELATED = 20;
const MOST_WORDS = 300;
const MAX_LENGTH = 100;

/**
 * Plays SoundCloud. Ids of tracks are its numbers, or the paths of its links until it has told the number; a private one has its
 * token behind a colon.
 */
export class SoundCloudSource implements AudioSource {
  readonly name = SOURCE_NAME;
  readonly #parts: SoundCloudSourceParts;

  constructor(parts: SoundCloudSourceParts) {
    this.#parts = parts;
  }

  identify(query: Query): Identified | undefined {
    if (query.kind === 'search' && (query.source ?? SOURCE_NAME) !== SOURCE_NAME) return undefined;
    const link = linkIn(query);
    if (link) {
      const { place, startMs } = link;
      const reference = place.kind === 'search' ? searchFor(place.words) : referenceTo(place);
      return { reference, ...(startMs !== undefined && { startMs }) };
    }
    return query.kind === 'search' && query.text.trim() !== '' ? { reference: searchFor(query.text) } : undefined;
  }

  async resolve(reference: Reference, context: SourceContext): Promise<Resolution> {
    context.signal.throwIfAborted();
    switch (reference.kind) {
      case 'track':
        return this.#lookUp(reference.id, context);
      case 'playlist':
        return this.#list(listPlace(reference.id), context);
      case 'search':
        return this.#search(reference.id, context);
    }
  }

  open(track: Track, context: OpenContext): Promise<AudioStream> {
    return openSound(track, this.#parts, context);
  }

  async suggest(prefix: string, { signal }: SourceContext): Promise<readonly Suggestion[]> {
    const text = prefix.trim().slice(0, MOST_WORDS);
    if (text === '') return [];
    const { items } = await this.#parts.api.complete(text, MOST_SUGGESTED, signal);
    return items.slice(0, MOST_SUGGESTED).flatMap((item) => {
      const words = wordsAt(item, 'output') || wordsAt(item, 'query');
      const query = shorten(`${SOURCE_NAME}:${words}`);
      return words === '' ? [] : { label: shorten(words), query };
    });
  }

  /** Without those that cannot be heard from here. */
  async related({ id }: Track, { signal }: SourceContext): Promise<readonly Track[]> {
    const place = trackPlace(id);
    if (place?.kind !== 'track' || !('id' in place.where)) return [];
    const { items } = await this.#parts.api.related(place.where.id, MOST_RELATED, signal);
    return tracksOf({ items: items.filter((item) => refusalOf(item) === undefined) });
  }

  async #lookUp(id: string, context: SourceContext): Promise<Resolution> {
    const { signal, report } = context;
    const place = trackPlace(id);
    if (place === undefined) return { kind: 'empty' };
    report('connecting');
    if (place.kind === 'short') return this.#behindShortLink(place.code, context);
    report('reading-metadata');
    const raw = await this.#parts.api.find('tracks', place.where, place.token, signal);
    if (raw === undefined) throw gone();
    return this.#describe(raw, place, context);
  }

  /** What came for a link: a path alone does not always tell a track from a list. */
  #describe(raw: unknown, place: Extract<Place, { kind: 'track' }>, context: SourceContext): Promise<Resolution> {
    switch (textAt(raw, 'kind')) {
      case 'playlist':
      case 'system-playlist':
        return setPage(raw, { ...place, kind: 'set' }, this.#request(context));
      case 'user':
        return userPage(raw, { kind: 'user', where: place.where, list: 'tracks' }, this.#request(context));
      default:
        return Promise.resolve(trackFound(raw, place.token));
    }
  }

  async #behindShortLink(code: string, context: SourceContext): Promise<Resolution> {
    const place = await this.#parts.followShortLink(code, context.signal);
    const reference = referenceTo(place);
    const found = await this.resolve(reference, context);
    return { ...found, canonical: found.canonical ?? reference };
  }

  async #list(place: ReturnType<typeof listPlace>, context: SourceContext): Promise<Resolution> {
    if (place === undefined) return { kind: 'empty' };
    context.report('loading-playlist');
    const request = this.#request(context);
    return place.kind === 'set' ? readSet(place, request) : readUserList(place, request);
  }

  async #search(words: string, { signal, report }: SourceContext): Promise<Resolution> {
    report('searching');
    const { items } = await this.#parts.api.search(words, MOST_FOUND, signal);
    // What is closed to the whole country would only be in the way. What is sold may be found elsewhere by its name.
    const tracks = tracksOf({ items: items.filter((item) => valueAt(item, 'policy') !== 'BLOCK') });
    return tracks.length > 0 ? { kind: 'search', tracks } : { kind: 'empty' };
  }

  #request({ signal, cursor }: SourceContext): ListRequest {
    return { api: this.#parts.api, signal, ...(cursor !== undefined && { cursor }) };
  }
}

/** @throws TrackUnavailableError when it is no track */
function trackFound(raw: unknown, token: string | undefined): Resolution {
  const track = readTrack(raw, token);
  if (track === undefined) throw notSound();
  return { kind: 'track', track, canonical: { source: SOURCE_NAME, kind: 'track', id: track.id } };
}

function referenceTo(place: Place): Reference {
  const kind = place.kind === 'track' || place.kind === 'short' ? 'track' : 'playlist';
  return { source: SOURCE_NAME, kind, id: spellPlace(place) };
}

function searchFor(text: string): Reference {
  const id = text.trim().replace(/\s+/g, ' ').toLowerCase().slice(0, MOST_WORDS).toWellFormed();
  return { source: SOURCE_NAME, kind: 'search', id };
}

/** At most 100 characters, with no half of a surrogate pair at the end. */
function shorten(text: string): string {
  return text.length <= MAX_LENGTH ? text : text.slice(0, MAX_LENGTH).replace(/[\ud800-\udbff]$/, '');
}
