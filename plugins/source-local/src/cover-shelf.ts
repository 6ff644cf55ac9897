import type { Artwork } from '@tonearm/core';
import type { IndexedFile } from './indexed-file.js';

const MOST_PICTURES = 32;
/** Larger ones are read again each time; so the shelf holds 16 MB at most. */
const MOST_BYTES = 512 * 1024;

interface Shelved {
  /** The file as it was then: the index makes another object of a file that has changed. */
  readonly file: IndexedFile;
  readonly picture: Promise<Artwork | undefined>;
}

/** Keeps the pictures used last. When many guilds ask for one track at once, its file is read and taken apart once. */
export class CoverShelf {
  readonly #shelf = new Map<string, Shelved>();

  /** The file's picture, by `read` unless it is at hand. What `read` throws is not remembered. */
  async take(file: IndexedFile, read: () => Promise<Artwork | undefined>): Promise<Artwork | undefined> {
    const known = this.#shelf.get(file.id);
    this.#shelf.delete(file.id);
    const shelved = known?.file === file ? known : { file, picture: read() };
    this.#shelf.set(file.id, shelved);
    const [oldest] = this.#shelf.keys();
    if (oldest !== undefined && this.#shelf.size > MOST_PICTURES) this.#shelf.delete(oldest);
    try {
      const picture = await shelved.picture;
      if (picture !== undefined && picture.bytes.length > MOST_BYTES) this.#drop(shelved);
      return picture;
    } catch (error) {
      this.#drop(shelved);
      throw error;
    }
  }

  #drop(shelved: Shelved): void {
    if (this.#shelf.get(shelved.file.id) === shelved) this.#shelf.delete(shelved.file.id);
  }
}
