import type { FileHandle } from 'node:fs/promises';
import { AbstractTokenizer, EndOfStreamError, type IRandomAccessFileInfo, type IReadChunkOptions } from 'strtok3';
import { readAt } from './sniff-container.js';

/** How much of a file may be read for its tags. */
export interface BoundedFileOptions {
  readonly mimeType: string;
  readonly size: number;
  /** In all. */
  readonly mostBytes: number;
}

/** The largest piece that is held at once: more than any cover, and less than a file may claim. */
const MOST_AT_ONCE = 32 * 1024 * 1024;
/** Tags are asked for a few bytes at a time, and each question to the disk costs more than all of these bytes. */
const READ_AHEAD = 16 * 1024;
/** What a piece counts at least: millions of pieces of two bytes take minutes to be looked at, and no music has them. */
const LEAST_PIECE = 64;

/** The tags of a file claim, or are, more than any music's. */
export class TooMuchToRead extends Error {
  override readonly name = 'TooMuchToRead';
}

/**
 * A file as `music-metadata` reads it, whose sizes are claims of whoever made it: what is too large is refused before room is made for
 * it. The file stays its opener's: it is not closed with this, and not opened again by its name.
 */
export class BoundedFile extends AbstractTokenizer {
  readonly fileInfo: IRandomAccessFileInfo;
  readonly #handle: FileHandle;
  #left: number;
  /** What has been read last, and where in the file it begins. */
  #ahead: Buffer = Buffer.alloc(0);
  #aheadAt = 0;

  constructor(handle: FileHandle, { mimeType, size, mostBytes }: BoundedFileOptions) {
    super({ maxBufferSize: MOST_AT_ONCE });
    this.fileInfo = { mimeType, size };
    this.#handle = handle;
    this.#left = mostBytes;
  }

  supportsRandomAccess(): true {
    return true;
  }

  setPosition(position: number): void {
    this.validateLength(position, 'position');
    this.position = position;
  }

  async readBuffer(into: Uint8Array, options?: IReadChunkOptions): Promise<number> {
    const asked = this.normalizeOptions(into, options);
    const bytesRead = await this.#fill(into, asked);
    this.position = asked.position + bytesRead;
    this.#left -= Math.max(bytesRead, LEAST_PIECE);
    if (this.#left < 0) throw new TooMuchToRead('There is more than tags in these tags.');
    if (bytesRead < asked.length && !asked.mayBeLess) throw new EndOfStreamError();
    return bytesRead;
  }

  async peekBuffer(into: Uint8Array, options?: IReadChunkOptions): Promise<number> {
    const asked = this.normalizeOptions(into, options);
    const bytesRead = await this.#fill(into, asked);
    if (bytesRead < asked.length && !asked.mayBeLess) throw new EndOfStreamError();
    return bytesRead;
  }

  /** A disk may give less than it is asked for; only nothing at all is the end. @returns how many bytes there were */
  async #fill(into: Uint8Array, { length, position }: { readonly length: number; readonly position: number }) {
    let done = 0;
    while (done < length) {
      const rest = into.subarray(done, length);
      const at = position + done;
      const bytesRead = this.#take(rest, at) || (await this.#read(rest, at));
      if (bytesRead === 0) break;
      done += bytesRead;
    }
    return done;
  }

  /** Copies what has been read already. @returns how many bytes that is */
  #take(into: Uint8Array, position: number): number {
    const from = position - this.#aheadAt;
    if (from < 0 || from >= this.#ahead.length) return 0;
    return this.#ahead.copy(into, 0, from, from + into.length);
  }

  async #read(into: Uint8Array, position: number): Promise<number> {
    if (into.length >= READ_AHEAD) return (await this.#handle.read(into, 0, into.length, position)).bytesRead;
    this.#ahead = await readAt(this.#handle, position, READ_AHEAD);
    this.#aheadAt = position;
    return this.#take(into, position);
  }
}
