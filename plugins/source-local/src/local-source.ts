import {
  type Artwork,
  type AudioSource,
  type AudioStream,
  type Clock,
  type Identified,
  type OpenContext,
  type Playlist,
  type Query,
  type Logger,
  raceSignal,
  type Reference,
  type Resolution,
  SourceUnavailableError,
  type SourceContext,
  type Suggestion,
  type Track,
  type Unsubscribe,
  type Words,
} from '@tonearm/core';
import { readCollectionId } from './collection-id.js';
import { collectionPlaylist } from './collection-playlist.js';
import { type Collection, COLLECTION_KINDS, type CollectionKind } from './collections.js';
import { coverFile, embeddedCover } from './cover-art.js';
import { CoverShelf } from './cover-shelf.js';
import { findCueTrack, readCueTrackId } from './cue-tracks.js';
import { isListName } from './audio-files.js';
import { folderPlaylist } from './folder-playlist.js';
import { listPlaylist } from './list-playlist.js';
import { foldText } from './fold-text.js';
import type { MusicIndex } from './music-index.js';
import { gone, openTrack } from './open-track.js';
import { readLyrics } from './read-lyrics.js';
import { readQuery } from './read-query.js';
import { NotInFolder, toPathId } from './safe-path.js';
import { relatedTracks } from './related-tracks.js';
import { say } from './texts.js';
import { suggestTracks } from './suggest-tracks.js';
import { fromArtworkId, LOCAL, toTrack } from './to-track.js';

const MOST_FOUND = 25;
/** How long we wait for the rest of the folder to be read; then another source has its turn. */
const PATIENCE_MS = 10_000;
/** Thousands of files come one after the other; who waits for one looks no more often than this. */
const LOOK_EVERY_MS = 50;
/** The index itself is as quick as a cache, and always true. */
const FRESH_FOR_MS = 0;

/** Plays what lies in a folder of music. Ids are paths below the folder. */
export class LocalSource implements AudioSource {
  readonly name = LOCAL;
  readonly #index: MusicIndex;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #covers = new CoverShelf();

  /** The index is its maker's to start and to close. */
  constructor(index: MusicIndex, clock: Clock, logger: Logger) {
    this.#index = index;
    this.#clock = clock;
    this.#logger = logger;
  }

  identify(query: Query): Identified | undefined {
    if (query.kind === 'url' || (query.source ?? LOCAL) !== LOCAL) return undefined;
    const meaning = readQuery(query.text);
    return meaning && { reference: { source: LOCAL, ...meaning } };
  }

  /** @throws SourceUnavailableError while the folder is not there, UndecodableError when the file asked for is no audio */
  async resolve(reference: Reference, context: SourceContext): Promise<Resolution> {
    context.signal.throwIfAborted();
    await this.#checkFolder(context.signal);
    const resolution = await this.#answer(reference, context);
    // That there is nothing in it, and that it is not there, are two answers.
    if (resolution.kind === 'empty') await this.#checkFolder(context.signal);
    return resolution;
  }

  /**
   * @throws SourceUnavailableError while the folder is not there, TrackUnavailableError when the file is not in it any more,
   * UndecodableError when it is no audio
   */
  async open(track: Track, context: OpenContext): Promise<AudioStream> {
    context.attemptSignal.throwIfAborted();
    await this.#checkFolder(context.attemptSignal);
    if (!readCueTrackId(track.id)) return openTrack(this.#index.folder, this.#pathOf(track.id), track, context);
    await this.#until(() => this.#index.isWhole || this.#isSettled, context.attemptSignal);
    const found = await findCueTrack(this.#index, track.id);
    if (!found) throw gone(track);
    return openTrack(this.#index.folder, found.file.path, track, context, found.part);
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

  #answer(reference: Reference, context: SourceContext): Promise<Resolution> {
    switch (reference.kind) {
      case 'track':
        return this.#lookUp(reference.id, context);
      case 'playlist':
        return this.#list(reference.id, context);
      case 'search':
        return this.#search(reference.id, context);
    }
  }

  async #lookUp(id: string, context: SourceContext): Promise<Resolution> {
    context.report('reading-metadata');
    const safeId = toPathId(id);
    if (safeId !== undefined && readCueTrackId(safeId)) return this.#lookUpCueTrack(safeId, context);
    const file = safeId === undefined ? undefined : await raceSignal(this.#index.read(safeId), context.signal);
    if (file?.content.kind === 'broken') throw file.content.error;
    const track = file && toTrack(file, this.#index);
    if (track) return { kind: 'track', track, freshForMs: FRESH_FOR_MS };
    // A file name without its folder is looked for in all of them.
    return id.includes('/') ? { kind: 'empty' } : this.#search(id, context);
  }

  async #lookUpCueTrack(id: string, { signal }: SourceContext): Promise<Resolution> {
    await this.#until(() => this.#index.isWhole || this.#isSettled, signal);
    const found = await findCueTrack(this.#index, id);
    return found ? { kind: 'track', track: found.track, freshForMs: FRESH_FOR_MS } : { kind: 'empty' };
  }

  async #list(id: string, context: SourceContext): Promise<Resolution> {
    context.report('loading-playlist');
    await this.#until(() => this.#index.isWhole || this.#isSettled, context.signal);
    const playlist = await this.#playlist(id, context);
    return playlist ? { kind: 'playlist', playlist, freshForMs: FRESH_FOR_MS } : { kind: 'empty' };
  }

  #playlist(id: string, context: SourceContext): Promise<Playlist | undefined> {
    const named = readCollectionId(id);
    if (named !== undefined) return this.#collection(named.kind, named.name, context);
    const safeId = toPathId(id);
    if (safeId !== undefined && isListName(safeId)) return listPlaylist(this.#index, safeId, context, this.#logger);
    return folderPlaylist(this.#index, id, context);
  }

  async #collection(kind: CollectionKind, name: string, context: SourceContext): Promise<Playlist | undefined> {
    // Of a folder that is still being read, it may come later.
    const find = () => this.#index.collections.find(kind, name, 1)[0];
    await this.#until(() => find() !== undefined || this.#isSettled, context.signal);
    const found = find();
    return found && this.#playlistOf(found, context);
  }

  async #playlistOf(found: Collection, context: SourceContext): Promise<Playlist | undefined> {
    const [id = ''] = found.ids;
    return found.kind === 'list'
      ? listPlaylist(this.#index, id, context, this.#logger)
      : collectionPlaylist(this.#index, found, context);
  }

  /** Tracks; or where no track has these words, what is called exactly so: an album, an artist, a list. */
  async #search(text: string, context: SourceContext): Promise<Resolution> {
    context.report('searching');
    await this.#until(() => this.#found(text).length > 0 || this.#isSettled, context.signal);
    const tracks = this.#found(text);
    if (tracks.length > 0) return { kind: 'search', tracks, freshForMs: FRESH_FOR_MS };
    const name = foldText(text);
    for (const kind of COLLECTION_KINDS) {
      const [found] = this.#index.collections.find(kind, text, 1);
      const playlist = found && foldText(found.title) === name ? await this.#playlistOf(found, context) : undefined;
      if (playlist) return { kind: 'playlist', playlist, freshForMs: FRESH_FOR_MS };
    }
    return { kind: 'empty' };
  }

  #found(text: string): readonly Track[] {
    const files = this.#index.search(text, MOST_FOUND);
    return files.flatMap((file) => toTrack(file, this.#index) ?? []);
  }

  /** Resolves when a change of the index has made it so, or when patience is at its end. */
  async #until(done: () => boolean, signal: AbortSignal): Promise<void> {
    if (done()) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    let stopLook: Unsubscribe | undefined;
    const look = () => {
      stopLook = undefined;
      if (done()) resolve();
    };
    const stopListening = this.#index.onChange(({ kind }) => {
      if (kind === 'state') look();
      else stopLook ??= this.#clock.after(LOOK_EVERY_MS, look);
    });
    const stopTimer = this.#clock.after(PATIENCE_MS, resolve);
    try {
      await raceSignal(promise, signal);
    } finally {
      stopListening();
      stopLook?.();
      stopTimer();
    }
  }

  get #isSettled(): boolean {
    const { status } = this.#index.state;
    return status === 'ready' || status === 'unreadable';
  }

  /** The log has told the operator where the folder should be; listeners need not know. */
  async #checkFolder(signal: AbortSignal): Promise<void> {
    if (this.#index.state.status !== 'unreadable') return;
    // It may have come back since we looked last.
    await raceSignal(this.#index.look(), signal);
    const { state } = this.#index;
    if (state.status === 'unreadable') {
      throw new SourceUnavailableError(LOCAL, say('folder-away'), { cause: state.error });
    }
  }

  #pathOf(id: string): string {
    return this.#index.find(id)?.path ?? id;
  }
}
