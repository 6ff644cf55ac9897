import type { Worker } from 'node:worker_threads';

/** The worker threads that this process starts from now on. */
export class Threads {
  readonly started: Worker[] = [];
  ended = 0;
  readonly #note = (worker: Worker) => {
    this.started.push(worker);
    worker.once('exit', () => {
      this.ended += 1;
    });
  };

  constructor() {
    process.on('worker', this.#note);
  }

  stop(): void {
    process.off('worker', this.#note);
  }
}
