import {
  type Artwork,
  type AudioSource,
  type AudioStream,
  type Clock,
  type Identified,
  type OpenContext,
  type Query,
  raceSignal,
  type Reference,
  type Resolution,
  SetupError,
  type SourceContext,
  type Suggestion,
  type Track,
  type Words,
} from '@tonearm/core';
import { coverFile, embeddedCover } from './cover-art.js';
import { CoverShelf } from './cover-shelf.js';
import { folderPlaylist } from './folder-playlist.js';
import type { MusicIndex } from './music-index.js';
import { openTrack } from './open-track.js';
import { readLyrics } from './read-lyrics.js';
import { readQuery } from './read-query.js';
import { NotInFolder, toPathId } from './safe-path.js';
import { relatedTracks } from './related-tracks.js';
import { suggestTracks } from './suggest-tracks.js';
import { fromArtworkId, LOCAL, toTrack } from './to-track.js';

const MOST_FOUND = 25;
/** How long we wait for the rest of the folder to be read; then another source has its turn. */
const PATIENCE_MS = 10_000;
/** The index itself is as quick as a cache, and always true. */
const FRESH_FOR_MS = 0;

/** Plays what lies in a folder of music. Ids are paths below the folder. */
export class LocalSource implements AudioSource {
  readonly name = LOCAL;
  readonly #index: MusicIndex;
  readonly #clock: Clock;
  readonly #covers = new CoverShelf();

  /** The index is its maker's to start and to close. */
  constructor(index: MusicIndex, clock: Clock) {
    this.#index = index;
    this.#clock = clock;
  }

  identify(query: Query): Identified | undefined {
    if (query.kind === 'url' || (query.source ?? LOCAL) !== LOCAL) return undefined;
    const meaning = readQuery(query.text);
    return meaning && { reference: { source: LOCAL, ...meaning } };
  }

  /** @throws SetupError when the folder cannot be read, UndecodableError when the file asked for is no audio */
  async resolve(reference: Reference, context: SourceContext): Promise<Resolution> {
    context.signal.throwIfAborted();
    this.#checkFolder();
    switch (reference.kind) {
      case 'track':
        return this.#lookUp(reference.id, context);
      case 'playlist':
        return this.#listFolder(reference.id, context);
      case 'search':
        return this.#search(reference.id, context);
    }
  }

  async open(track: Track, context: OpenContext): Promise<AudioStream> {
    return openTrack(this.#index.folder, this.#pathOf(track.id), track, context);
  }

  async suggest(prefix: string): Promise<readonly Suggestion[]> {
    return suggestTracks(this.#index, prefix);
  }

  async related(track: Track): Promise<readonly Track[]> {
    return relatedTracks(this.#index, track);
  }

  async lyrics({ id }: Track): Promise<Words | undefined> {
    const safeId = toPathId(id);
    if (safeId === undefined) return undefined;
    try {
      return await readLyrics(this.#index.folder, this.#pathOf(safeId));
    } catch (error) {
      if (error instanceof NotInFolder) return undefined;
      throw error;
    }
  }

  async artwork(artworkId: string): Promise<Artwork | undefined> {
    const id = toPathId(fromArtworkId(artworkId));
    if (id === undefined) return undefined;
    try {
      const beside = this.#index.coverBeside(id);
      const file = this.#index.find(id);
      const read = () => embeddedCover(this.#index.folder, file?.path ?? id);
      const embedded = await (file === undefined ? read() : this.#covers.take(file, read));
      return embedded ?? (beside === undefined ? undefined : await coverFile(this.#index.folder, beside));
    } catch (error) {
      if (error instanceof NotInFolder) return undefined;
      throw error;
    }
  }

  async #lookUp(id: string, context: SourceContext): Promise<Resolution> {
    context.report('reading-metadata');
    const safeId = toPathId(id);
    const file = safeId === undefined ? undefined : await raceSignal(this.#index.read(safeId), context.signal);
    if (file?.content.kind === 'broken') throw file.content.error;
    const track = file && toTrack(file, this.#index);
    if (track) return { kind: 'track', track, freshForMs: FRESH_FOR_MS };
    // A file name without its folder is looked for in all of them.
    return id.includes('/') ? { kind: 'empty' } : this.#search(id, context);
  }

  async #listFolder(id: string, context: SourceContext): Promise<Resolution> {
    context.report('loading-playlist');
    await this.#until(() => this.#index.state.status !== 'walking', context.signal);
    const playlist = await folderPlaylist(this.#index, id, context);
    return playlist ? { kind: 'playlist', playlist, freshForMs: FRESH_FOR_MS } : { kind: 'empty' };
  }

  async #search(text: string, context: SourceContext): Promise<Resolution> {
    context.report('searching');
    const settled = () => this.#index.state.status === 'ready' || this.#index.state.status === 'unreadable';
    await this.#until(() => this.#found(text).length > 0 || settled(), context.signal);
    const tracks = this.#found(text);
    return tracks.length > 0 ? { kind: 'search', tracks, freshForMs: FRESH_FOR_MS } : { kind: 'empty' };
  }

  #found(text: string): readonly Track[] {
    const files = this.#index.search(text, MOST_FOUND);
    return files.flatMap((file) => toTrack(file, this.#index) ?? []);
  }

  /** Resolves when a change of the index has made it so, or when patience is at its end. */
  async #until(done: () => boolean, signal: AbortSignal): Promise<void> {
    if (done()) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const stopListening = this.#index.onChange(() => done() && resolve());
    const stopTimer = this.#clock.after(PATIENCE_MS, resolve);
    try {
      await raceSignal(promise, signal);
    } finally {
      stopListening();
      stopTimer();
    }
  }

  /** The log has told the operator where the folder should be; listeners need not know. */
  #checkFolder(): void {
    const { state } = this.#index;
    if (state.status !== 'unreadable') return;
    throw new SetupError(
      'The music folder of this bot cannot be read. Its operator finds the reason in the log: create the folder, or point MUSIC_DIR at another.',
      { cause: state.error },
    );
  }

  #pathOf(id: string): string {
    return this.#index.find(id)?.path ?? id;
  }
}
