type Release = () => Promise<unknown> | unknown;

/** What a run has opened: processes, servers, folders. Released in reverse order, once each, whatever fails. */
export class Belongings {
  readonly #releases = new Set<Release>();

  /** Remembers how to release something. Returns the same, to be called when it is no longer needed before the end. */
  own(release: Release): () => Promise<void> {
    this.#releases.add(release);
    return async () => {
      if (this.#releases.delete(release)) await release();
    };
  }

  async releaseAll(): Promise<void> {
    for (const release of [...this.#releases].reverse()) {
      if (!this.#releases.delete(release)) continue;
      try {
        await release();
      } catch (error) {
        process.stderr.write(`Something could not be put away: ${String(error)}\n`);
      }
    }
  }
}
