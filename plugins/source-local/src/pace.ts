import { setImmediate as nextTurn } from 'node:timers/promises';

/** How many files are dealt with before the event loop has its turn: a few milliseconds of work. */
const FILES_PER_TURN = 40;

/** Cuts long work into pieces, between which frames of sound leave. */
export class Pace {
  #done = 0;

  /** To be awaited after each file, or after some. */
  async step(files = 1): Promise<void> {
    this.#done += files;
    if (this.#done < FILES_PER_TURN) return;
    this.#done = 0;
    await nextTurn();
  }
}
