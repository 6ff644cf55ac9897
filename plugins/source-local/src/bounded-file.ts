import type { FileHandle } from 'node:fs/promises';
import { FileTokenizer } from 'strtok3';

/** How much of a file may be read for its tags. */
export interface BoundedFileOptions {
  readonly mimeType: string;
  readonly size: number;
  /** In all. */
  readonly mostBytes: number;
}

/** The largest piece that is held at once: more than any cover, and less than a file may claim. */
const MOST_AT_ONCE = 32 * 1024 * 1024;

/** The tags of a file claim, or are, more than any music's. */
export class TooMuchToRead extends Error {
  override readonly name = 'TooMuchToRead';
}

/**
 * A file as `music-metadata` reads it, whose sizes are claims of whoever made it: what is too large is refused before room is made for
 * it. The file stays its opener's: it is not closed with this, and not opened again by its name.
 */
export class BoundedFile extends FileTokenizer {
  #left: number;

  constructor(handle: FileHandle, { mimeType, size, mostBytes }: BoundedFileOptions) {
    super(handle, { fileInfo: { mimeType, size }, maxBufferSize: MOST_AT_ONCE });
    this.#left = mostBytes;
  }

  override async readBuffer(...asked: Parameters<FileTokenizer['readBuffer']>): Promise<number> {
    const bytesRead = await super.readBuffer(...asked);
    this.#left -= bytesRead;
    if (this.#left < 0) throw new TooMuchToRead('There is more than tags in these tags.');
    return bytesRead;
  }
}
