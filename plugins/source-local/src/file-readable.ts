import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';

/**
 * What is read at once. A stream holds about five such pieces at a time, which at Node's own 64 kB is the most of what a playing guild
 * takes; a second of Opus is 16 kB.
 */
const CHUNK_LENGTH = 16 * 1024;

/** What is read, and how its failures are told. */
export interface FileReadableOptions {
  /** Where in the file to begin. */
  readonly from: number;
  /** What comes before that. */
  readonly head?: Buffer;
  /** Makes what a listener may read of what the disk says. */
  readonly explain: (error: unknown) => Error;
}

/** The bytes of an open file; its end, an error and `destroy` all close the file. */
export class FileReadable extends Readable {
  readonly #file: FileHandle;
  readonly #explain: FileReadableOptions['explain'];
  #at: number;

  constructor(file: FileHandle, { from, head, explain }: FileReadableOptions) {
    super({ highWaterMark: CHUNK_LENGTH });
    this.#file = file;
    this.#at = from;
    this.#explain = explain;
    if (head !== undefined) this.push(head);
    // It may fail before anyone listens; who reads it meets the error again.
    this.on('error', () => {});
  }

  override _read(): void {
    this.#readNext().catch((error: unknown) => this.destroy(this.#explain(error)));
  }

  async #readNext(): Promise<void> {
    const { bytesRead, buffer } = await this.#file.read(Buffer.allocUnsafe(CHUNK_LENGTH), 0, CHUNK_LENGTH, this.#at);
    this.#at += bytesRead;
    this.push(bytesRead === 0 ? null : buffer.subarray(0, bytesRead));
  }

  override _destroy(error: Error | null, callback: (error: Error | null) => void): void {
    const done = () => callback(error);
    this.#file.close().then(done, done);
  }
}
