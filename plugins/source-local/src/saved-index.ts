import { createHash } from 'node:crypto';
import type { Clock, Logger, Store, Unsubscribe } from '@tonearm/core';
import { Pace } from './pace.js';
import { fromRecord, type SavedFile, toRecord } from './saved-file.js';

/** What a saved index is made of. */
export interface SavedIndexParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Absolute path of the folder that is indexed. */
  readonly folder: string;
}

const NAMESPACE = 'local-index';
/** Of ten thousand files about forty lie in each: small enough to be read and written between two frames of sound. */
const BUCKETS = 256;
/** What changes within this time is written together. */
const SAVE_AFTER_MS = 2_000;
/** While files go on changing, each wait is twice the last, up to this: a folder that takes hours to read is not written a thousand times. */
const SAVE_AFTER_MOST_MS = 60_000;
/** A store that cannot write is tried again after this. */
const TRY_AGAIN_MS = 60_000;

/**
 * What is known of the files of a folder, kept in the store. Files lie in buckets by their paths, one record each: a change
 * writes only its bucket, a record is replaced whole or not at all, and a damaged one costs no more than its own files.
 */
export class SavedIndex {
  readonly #parts: SavedIndexParts;
  readonly #prefix: string;
  readonly #buckets = new Map<string, Map<string, SavedFile>>();
  readonly #changed = new Set<string>();
  #stopTimer: Unsubscribe | undefined;
  #waitMs = 0;
  #savedAtMs = Number.NEGATIVE_INFINITY;
  #saving: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(parts: SavedIndexParts) {
    this.#parts = parts;
    this.#prefix = `${createHash('sha256').update(parts.folder).digest('hex').slice(0, 16)}.`;
  }

  /** What was known at the last end, bucket by bucket. Never fails: what cannot be read has to be found out anew. */
  async *load(): AsyncGenerator<readonly SavedFile[]> {
    const { store, logger } = this.#parts;
    try {
      for (const key of await store.keys(NAMESPACE)) {
        const files = key.startsWith(this.#prefix) ? fromRecord(await store.load(NAMESPACE, key)) : [];
        if (files === undefined) {
          logger.warn('A part of the saved index cannot be used; its files are read again', { key });
        }
        // Of another folder, of another version, or damaged.
        if (files === undefined || !key.startsWith(this.#prefix)) {
          await store.remove(NAMESPACE, key);
          continue;
        }
        for (const file of files) this.#bucketOf(file.path).set(file.path, file);
        yield files;
      }
    } catch (error) {
      logger.warn('The saved index of the music folder cannot be read; the folder is read anew', { error });
    }
  }

  put(file: SavedFile): void {
    this.#bucketOf(file.path).set(file.path, file);
    this.#touch(file.path);
  }

  remove(path: string): void {
    if (this.#bucketOf(path).delete(path)) this.#touch(path);
  }

  /** Writes what is not written yet. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#stopTimer?.();
    await this.#saving;
    if (this.#changed.size > 0) await this.#save();
  }

  #touch(path: string): void {
    this.#changed.add(bucketKey(path));
    this.#saveSoon();
  }

  #saveSoon(): void {
    if (this.#stopTimer !== undefined) return;
    const wasQuiet = this.#parts.clock.monotonic() - this.#savedAtMs > this.#waitMs;
    this.#waitMs = wasQuiet ? SAVE_AFTER_MS : Math.min(this.#waitMs * 2, SAVE_AFTER_MOST_MS);
    this.#saveAfter(this.#waitMs);
  }

  #saveAfter(ms: number): void {
    if (this.#closed) return;
    this.#stopTimer = this.#parts.clock.after(ms, () => {
      this.#saving = this.#save().then((written) => {
        this.#stopTimer = undefined;
        this.#savedAtMs = this.#parts.clock.monotonic();
        if (!written) this.#saveAfter(TRY_AGAIN_MS);
        else if (this.#changed.size > 0) this.#saveSoon();
      });
    });
  }

  /** A few buckets at a time, so that frames of sound leave in between. Never rejects. @returns whether all is written */
  async #save(): Promise<boolean> {
    const pace = new Pace();
    const buckets = [...this.#changed];
    this.#changed.clear();
    for (const [at, bucket] of buckets.entries()) {
      try {
        await this.#write(bucket);
        await pace.step(this.#buckets.get(bucket)?.size || 1);
      } catch (error) {
        for (const unwritten of buckets.slice(at)) this.#changed.add(unwritten);
        const what = 'The index of the music folder cannot be saved; what is new is read again after a restart';
        this.#parts.logger.warn(what, { error });
        return false;
      }
    }
    return true;
  }

  #write(bucket: string): Promise<void> {
    const { store } = this.#parts;
    const files = this.#buckets.get(bucket);
    const key = `${this.#prefix}${bucket}`;
    return files?.size ? store.save(NAMESPACE, key, toRecord(files.values())) : store.remove(NAMESPACE, key);
  }

  #bucketOf(path: string): Map<string, SavedFile> {
    const key = bucketKey(path);
    const bucket = this.#buckets.get(key) ?? new Map<string, SavedFile>();
    this.#buckets.set(key, bucket);
    return bucket;
  }
}

/** FNV-1a over the path: the same in every run. */
function bucketKey(path: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < path.length; at++) hash = Math.imul(hash ^ path.charCodeAt(at), 0x01000193);
  return String((hash >>> 0) % BUCKETS);
}
