import {
  type AudioSource,
  type AudioStream,
  type CircuitReport,
  type Identified,
  type Logger,
  type OpenContext,
  type Playlist,
  type Query,
  type Reference,
  type Resolution,
  type SourceContext,
  type Suggestion,
  TonearmError,
  type Track,
} from '@tonearm/core';
import { listKind } from './ids.js';
import { linkIn, listUrl, uploadsOf } from './links.js';
import { nextCursor, readCursor } from './list-cursor.js';
import { noSuchList } from './metadata/metadata-errors.js';
import type { ListPage, Metadata } from './metadata/metadata.js';
import { searchWords } from './search-words.js';
import { SOURCE_NAME } from './source-name.js';
import { toItem, toTrack } from './to-track.js';

/** What is longer than a message's choices can hold is no use. */
const MOST_SUGGESTIONS = 25;
const LONGEST_SUGGESTION = 100;
/** A mix goes on for ever. */
const LONGEST_MIX = 500;

/** Opens the sound of a video. */
export interface StreamOpener {
  open(track: Track, context: OpenContext): Promise<AudioStream>;
  circuits?(): readonly CircuitReport[];
}

/** Says what a video is, and why it cannot be played. */
export interface VideoLookup {
  /** @throws TonearmError in words when it cannot be played */
  describe(videoId: string, signal: AbortSignal): Promise<Track>;
}

export interface YouTubeParts {
  readonly metadata: Metadata;
  readonly videos: VideoLookup;
  readonly streams: StreamOpener;
  readonly logger: Logger;
  /** What is behind that many items of a playlist is left out. */
  readonly longestPlaylist: number;
}

/** Plays YouTube: videos, shorts, live streams, playlists, mixes, and what channels have uploaded. Ids are YouTube's own. */
export class YouTubeSource implements AudioSource {
  readonly name = SOURCE_NAME;
  readonly #parts: YouTubeParts;

  /** The parts are their maker's to close. */
  constructor(parts: YouTubeParts) {
    this.#parts = parts;
  }

  identify(query: Query): Identified | undefined {
    if (query.kind === 'search' && (query.source ?? SOURCE_NAME) !== SOURCE_NAME) return undefined;
    const link = linkIn(query);
    if (link || query.kind === 'url') return link;
    const id = searchWords(query.text);
    return id === '' ? undefined : { reference: { source: SOURCE_NAME, kind: 'search', id } };
  }

  /** Labels deliver their recordings with it; in quotes nothing like it is found instead. */
  isrcSearch(isrc: string): Reference {
    return { source: SOURCE_NAME, kind: 'search', id: `"${isrc}"` };
  }

  async resolve({ kind, id }: Reference, context: SourceContext): Promise<Resolution> {
    context.signal.throwIfAborted();
    switch (kind) {
      case 'track':
        context.report('reading-metadata');
        return { kind: 'track', track: await this.#parts.videos.describe(id, context.signal) };
      case 'playlist':
        context.report('loading-playlist');
        return this.#list(id, context);
      case 'search': {
        context.report('searching');
        const found = await this.#parts.metadata.search({ text: id, of: 'videos' }, context.signal);
        const tracks = found.flatMap((item) => toTrack(item) ?? []);
        return tracks.length > 0 ? { kind: 'search', tracks } : { kind: 'empty' };
      }
    }
  }

  open(track: Track, context: OpenContext): Promise<AudioStream> {
    return this.#parts.streams.open(track, context);
  }

  /** Where the circuit of each of YouTube's clients stands. */
  circuits(): readonly CircuitReport[] {
    return this.#parts.streams.circuits?.() ?? [];
  }

  async suggest(prefix: string, { signal }: SourceContext): Promise<readonly Suggestion[]> {
    const begun = searchWords(prefix);
    if (begun === '') return [];
    const lines = await this.#parts.metadata.suggest(begun, signal);
    const short = [...new Set(lines)].filter((line) => line.length <= LONGEST_SUGGESTION);
    return short.slice(0, MOST_SUGGESTIONS).map((line) => ({ label: line, query: line }));
  }

  async related({ id }: Track, { signal }: SourceContext): Promise<readonly Track[]> {
    const found = await this.#parts.metadata.related(id, signal);
    return found.flatMap((item) => toTrack(item) ?? []);
  }

  async #list(id: string, context: SourceContext): Promise<Resolution> {
    const { signal, cursor } = context;
    const trueId = cursor === undefined ? await this.#trueId(id, signal) : id;
    const canonical: Reference = { source: SOURCE_NAME, kind: 'playlist', id: trueId };
    const playlist = await this.#page(trueId, context);
    if (cursor === undefined && playlist.items.length === 0 && playlist.next === undefined) return { kind: 'empty' };
    return { kind: 'playlist', playlist, ...(trueId !== id && { canonical }) };
  }

  /** The list behind what is a list only by another name. */
  async #trueId(id: string, signal: AbortSignal): Promise<string> {
    switch (listKind(id).kind) {
      case 'channel': {
        const channel = await this.#parts.metadata.channel(id, signal);
        const uploads = channel === undefined ? undefined : uploadsOf(channel);
        if (uploads === undefined) throw noSuchList('channel');
        return uploads;
      }
      case 'album': {
        const list = await this.#parts.metadata.album(id, signal);
        if (list === undefined) throw noSuchList('album');
        return list;
      }
      case 'playlist':
      case 'mix':
        return id;
    }
  }

  async #page(id: string, { signal, cursor: text }: SourceContext): Promise<Playlist> {
    const cursor = text === undefined ? undefined : readCursor(text);
    // A mark that is not ours leads nowhere; the list is over.
    const isOver = text !== undefined && cursor === undefined;
    const isMix = listKind(id).kind === 'mix';
    const page = isOver ? EMPTY_PAGE : await this.#ask(id, isMix, cursor?.after, signal);
    const { longestPlaylist } = this.#parts;
    const next = nextCursor(cursor, page, isMix ? Math.min(LONGEST_MIX, longestPlaylist) : longestPlaylist);
    const items = page.items.slice(0, Math.max(0, longestPlaylist - (cursor?.taken ?? 0))).map(toItem);
    const trackCount = page.trackCount === null ? null : Math.min(page.trackCount, longestPlaylist);
    return { title: page.title || id, url: listUrl(id), trackCount, items, ...(next !== undefined && { next }) };
  }

  async #ask(id: string, isMix: boolean, after: string | undefined, signal: AbortSignal): Promise<ListPage> {
    const { metadata, logger } = this.#parts;
    try {
      if (isMix) return await metadata.mix({ id, ...(after !== undefined && { videoId: after }) }, signal);
      return await metadata.list({ id, ...(after !== undefined && { after }) }, signal);
    } catch (error) {
      const isLost = after !== undefined && error instanceof TonearmError && !error.retryable && !signal.aborted;
      if (!isLost) throw error;
      // What was found before stays; a mark that YouTube has forgotten will not be known again.
      logger.warn('A playlist of YouTube ends early: its next page cannot be had', { list: id, error });
      return EMPTY_PAGE;
    }
  }
}

const EMPTY_PAGE: ListPage = { title: '', trackCount: null, items: [] };
