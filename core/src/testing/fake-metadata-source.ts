import type { Identified, Query, Reference } from '../model/query.js';
import type { Playlist, Resolution } from '../model/resolution.js';
import type { Track } from '../model/track.js';
import type { MetadataSource, SourceContext } from '../sources/audio-source.js';
import { meet, type Trouble } from './fake-source.js';

/** A service without sound, in memory: links on `service.example` are its own, words are not. Troubles are used up one call at a time. */
export class FakeMetadataSource implements MetadataSource {
  readonly kind = 'metadata';
  readonly name: string;
  /** What it was asked for, and the pages as `<id>#<cursor>`. */
  readonly resolved: string[] = [];
  readonly resolveTroubles: Trouble[] = [];
  readonly #tracks: readonly Track[];
  readonly #playlists: Readonly<Record<string, Playlist>>;

  constructor(
    options: {
      readonly name?: string;
      readonly tracks?: readonly Track[];
      readonly playlists?: Readonly<Record<string, Playlist>>;
    } = {},
  ) {
    this.name = options.name ?? 'service';
    this.#tracks = options.tracks ?? [];
    this.#playlists = options.playlists ?? {};
  }

  identify(query: Query): Identified | undefined {
    if (query.kind === 'search' || query.url.hostname !== 'service.example') return undefined;
    const id = query.url.pathname.slice(1);
    return { reference: { source: this.name, kind: id in this.#playlists ? 'playlist' : 'track', id } };
  }

  async resolve({ kind, id }: Reference, { signal, cursor }: SourceContext): Promise<Resolution> {
    this.resolved.push(cursor === undefined ? id : `${id}#${cursor}`);
    await meet(this.resolveTroubles.shift(), signal);
    if (kind === 'playlist') {
      const playlist = this.#playlists[cursor ?? id];
      return playlist ? { kind, playlist } : { kind: 'empty' };
    }
    const track = this.#tracks.find((one) => one.id === id);
    return track ? { kind: 'track', track } : { kind: 'empty' };
  }
}
