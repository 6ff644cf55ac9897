import { albumFolderOf, folderOf } from './audio-files.js';

/** The pictures that lie beside music. A folder may have several, and is left with the others when one has gone. */
export class FolderCovers {
  /** By the folder they lie in, none of which is empty. */
  readonly #paths = new Map<string, readonly string[]>();

  /** @param path as it is on the disk */
  put(id: string, path: string): void {
    this.#paths.set(folderOf(id), [...this.#others(id, path), path]);
  }

  remove(id: string, path: string): void {
    const others = this.#others(id, path);
    if (others.length > 0) this.#paths.set(folderOf(id), others);
    else this.#paths.delete(folderOf(id));
  }

  /** Path of the picture for all of a file's folder, or above it for all discs of an album; of several the one that was put last. */
  beside(id: string): string | undefined {
    return (this.#paths.get(folderOf(id)) ?? this.#paths.get(albumFolderOf(id)))?.at(-1);
  }

  /** All of them. */
  paths(): readonly string[] {
    return [...this.#paths.values()].flat();
  }

  #others(id: string, path: string): readonly string[] {
    return (this.#paths.get(folderOf(id)) ?? []).filter((other) => other !== path);
  }
}
