import type {
  AudioSource,
  AudioStream,
  Identified,
  OpenContext,
  Query,
  Reference,
  Resolution,
  SourceContext,
  Track,
} from '@tonearm/core';
import { linkIn } from './links.js';
import type { Metadata } from './metadata/metadata.js';
import { searchWords } from './search-words.js';
import { toTrack } from './to-track.js';
import type { YouTubeSource } from './youtube-source.js';

/** Name of the source that searches YouTube Music. */
export const MUSIC_NAME = 'ytmusic';

/**
 * Searches the songs of YouTube Music, when it is asked by its name: `ytmusic: words`. What it finds are tracks of the source
 * `youtube`, which knows the links of YouTube Music, too.
 */
export class YouTubeMusicSource implements AudioSource {
  readonly name = MUSIC_NAME;
  readonly #youtube: YouTubeSource;
  readonly #metadata: Metadata;

  /** @param youtube plays what is found */
  constructor(youtube: YouTubeSource, metadata: Metadata) {
    this.#youtube = youtube;
    this.#metadata = metadata;
  }

  identify(query: Query): Identified | undefined {
    if (query.kind !== 'search' || query.source !== MUSIC_NAME) return undefined;
    const id = searchWords(query.text);
    return linkIn(query) ?? (id === '' ? undefined : { reference: { source: MUSIC_NAME, kind: 'search', id } });
  }

  async resolve({ id }: Reference, { signal, report }: SourceContext): Promise<Resolution> {
    signal.throwIfAborted();
    report('searching');
    const found = await this.#metadata.search({ text: id, of: 'songs' }, signal);
    const tracks = found.flatMap((item) => toTrack(item) ?? []);
    return tracks.length > 0 ? { kind: 'search', tracks } : { kind: 'empty' };
  }

  open(track: Track, context: OpenContext): Promise<AudioStream> {
    return this.#youtube.open(track, context);
  }
}
