import type { PlayerRequest } from './innertube-client.js';

/** What the source asks YouTube for. All of it is asked for and read in a thread of its own: reading takes longer than a frame of sound may wait. */
export interface Metadata {
  /** The `/player` answer as it came: whether a video can be played, what it is, its formats. */
  player(request: PlayerRequest, signal: AbortSignal): Promise<unknown>;
  /** A new visitor identity, as YouTube hands them out. */
  freshVisitor(signal: AbortSignal): Promise<string>;
  search(request: SearchRequest, signal: AbortSignal): Promise<readonly FoundItem[]>;
  /** A page of a list; the first without `after`. */
  list(request: ListRequest, signal: AbortSignal): Promise<ListPage>;
  mix(request: MixRequest, signal: AbortSignal): Promise<ListPage>;
  /** What YouTube proposes after a video, in its order. */
  related(videoId: string, signal: AbortSignal): Promise<readonly FoundItem[]>;
  /** How a search that begins so might go on. */
  suggest(prefix: string, signal: AbortSignal): Promise<readonly string[]>;
  /** The id (`UC…`) of the channel with that address (`@name`, `c/name`); `undefined` when there is none. */
  channel(name: string, signal: AbortSignal): Promise<string | undefined>;
  /** The list (`OLAK…`) of an album of YouTube Music (`MPRE…`); `undefined` when there is none. */
  album(id: string, signal: AbortSignal): Promise<string | undefined>;
}

export interface SearchRequest {
  readonly text: string;
  /** Videos of the site, or songs of YouTube Music. */
  readonly of: 'videos' | 'songs';
}

export interface ListRequest {
  readonly id: string;
  /** The mark of the page to get, as the one before named it. */
  readonly after?: string;
}

export interface MixRequest {
  readonly id: string;
  /** The video it grows from, or the last one that is known of it. */
  readonly videoId?: string;
}

/** A video as it stands in a list. */
export interface FoundItem {
  readonly videoId: string;
  readonly title: string;
  readonly author: string;
  readonly album?: string;
  /** `null` is live; `undefined` is not told. */
  readonly durationMs?: number | null;
  readonly artworkUrl?: string;
}

export interface ListPage {
  /** Empty on further pages. */
  readonly title: string;
  /** Of the whole list; `null` when it is not told. */
  readonly trackCount: number | null;
  readonly items: readonly FoundItem[];
  /** The mark of the page behind this one; absent on the last. */
  readonly after?: string;
}
