import { raceSignal } from './abort.js';

interface Running<T> {
  readonly result: Promise<T>;
  readonly life: AbortController;
  waiting: number;
}

/** One piece of work for everyone who wants it at the same time. It ends early when nobody waits for it any more. */
export class SharedWork<T> {
  readonly #run: (signal: AbortSignal) => Promise<T>;
  #running: Running<T> | undefined;

  constructor(run: (signal: AbortSignal) => Promise<T>) {
    this.#run = run;
  }

  /** What the work brings; the signal ends the waiting. */
  async join(signal: AbortSignal): Promise<T> {
    signal.throwIfAborted();
    const running = this.#running ?? this.#start();
    this.#running = running;
    running.waiting += 1;
    try {
      return await raceSignal(running.result, signal);
    } finally {
      running.waiting -= 1;
      if (running.waiting === 0) running.life.abort(new Error('Nobody waits any more.'));
    }
  }

  #start(): Running<T> {
    const life = new AbortController();
    const running = { result: this.#run(life.signal), life, waiting: 0 };
    const end = () => {
      if (this.#running === running) this.#running = undefined;
    };
    // Whoever comes after it has been given up begins anew.
    life.signal.addEventListener('abort', end, { once: true });
    running.result.then(end, end);
    return running;
  }
}
