import { LyricsUnavailableError } from '../errors/lyrics-errors.js';
import { asTonearmError, type TonearmError } from '../errors/tonearm-error.js';
import type { Lyrics, Words } from '../model/lyrics.js';
import { referenceKey } from '../model/query.js';
import { referenceOf, type Track } from '../model/track.js';
import { raceSignal, startDeadline } from '../runtime/abort.js';
import type { Clock } from '../runtime/clock.js';
import type { Logger } from '../runtime/logger.js';
import { Turns } from '../runtime/turns.js';
import type { GuardedSources } from '../sources/guarded-sources.js';
import type { Json, Store } from '../store/store.js';
import { tidyWords } from './lrc.js';
import type { LyricsProvider } from './lyrics-provider.js';

export interface LyricsFinderParts {
  readonly sources: GuardedSources;
  /** Asked in this order, and only when the source of a track knows nothing. */
  readonly providers: readonly LyricsProvider[];
  readonly store: Store;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** How long one provider may take, in milliseconds. */
const PATIENCE_MS = 8_000;
const NAMESPACE = 'lyrics';
const VERSION = 1;
const DAY_MS = 24 * 3_600_000;
/** How long what is known is good, and how long that nothing is known, in milliseconds. */
const KEEP_MS = 30 * DAY_MS;
const KEEP_NOTHING_MS = DAY_MS;

/** Finds the words of a track: what its source knows, the tags of a file say, then what providers know. */
export class LyricsFinder {
  readonly #parts: LyricsFinderParts;
  readonly #turns = new Turns();

  constructor(parts: LyricsFinderParts) {
    this.#parts = parts;
  }

  /**
   * The words of a track; `undefined` when nobody knows them.
   * @throws LyricsUnavailableError when nobody knew them, and not everyone could be asked
   */
  async find(track: Track, signal: AbortSignal): Promise<Lyrics | undefined> {
    const own = await this.#ofSource(track, signal);
    if (own || this.#parts.providers.length === 0) return own;
    const key = referenceKey(referenceOf(track));
    // Who asks for the same a moment later finds it in the store.
    return this.#turns.run(key, async () => {
      const kept = await this.#kept(key);
      if (kept !== undefined) return kept ?? undefined;
      const found = await this.#ask(track, signal);
      await this.#keep(key, found);
      return found;
    });
  }

  async #ofSource(track: Track, signal: AbortSignal): Promise<Lyrics | undefined> {
    const { sources, logger } = this.#parts;
    try {
      const given = await sources.find(track.source)?.lyrics?.(track, { signal, report: () => {} });
      const words = given && tidyWords(given);
      return words && { words, origin: track.source };
    } catch (error) {
      signal.throwIfAborted();
      logger.info('A source could not tell the words of a track', { source: track.source, error });
      return undefined;
    }
  }

  async #ask(track: Track, signal: AbortSignal): Promise<Lyrics | undefined> {
    let trouble: TonearmError | undefined;
    for (const provider of this.#parts.providers) {
      try {
        const given = await this.#askOne(provider, track, signal);
        const words = given && tidyWords(given);
        if (words) return { words, origin: provider.name };
      } catch (error) {
        signal.throwIfAborted();
        this.#parts.logger.warn('A provider of lyrics could not be asked', { provider: provider.name, error });
        trouble ??= new LyricsUnavailableError(provider.name, { cause: asTonearmError(error) });
      }
    }
    if (trouble) throw trouble;
    return undefined;
  }

  async #askOne(provider: LyricsProvider, track: Track, parent: AbortSignal): Promise<Words | undefined> {
    const { signal, release } = startDeadline(this.#parts.clock, PATIENCE_MS, provider.name, parent);
    try {
      return await raceSignal(provider.find(track, signal), signal);
    } finally {
      release();
    }
  }

  /** `null` when it is known that nobody knows. */
  async #kept(key: string): Promise<Lyrics | null | undefined> {
    try {
      const record = await this.#parts.store.load(NAMESPACE, key);
      if (typeof record !== 'object' || record === null || !('version' in record)) return undefined;
      // What has our version was written by #keep below.
      return record['version'] === VERSION ? ((record['lyrics'] ?? null) as unknown as Lyrics | null) : undefined;
    } catch (error) {
      this.#parts.logger.warn('Kept lyrics cannot be read', { error });
      return undefined;
    }
  }

  async #keep(key: string, lyrics: Lyrics | undefined): Promise<void> {
    try {
      // Lyrics are plain data by their type's promise; an interface has no index signature to show it.
      const record = { version: VERSION, lyrics: lyrics ?? null } as unknown as Json;
      await this.#parts.store.save(NAMESPACE, key, record, lyrics ? KEEP_MS : KEEP_NOTHING_MS);
    } catch (error) {
      this.#parts.logger.warn('Lyrics cannot be kept', { error });
    }
  }
}
