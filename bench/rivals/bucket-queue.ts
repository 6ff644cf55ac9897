interface Bucket {
  readonly waiting: (() => void)[];
  /** Where the next one stands; taking from the front of an array would cost its length. */
  head: number;
}

/**
 * The least that can be called a scheduler with priorities: four arrays and a count of what runs. No fairness, ageing,
 * joined work, cancelling, retries, deadlines, bounds or states.
 */
export class BucketQueue {
  readonly #buckets: readonly Bucket[] = Array.from({ length: 4 }, () => ({ waiting: [], head: 0 }));
  #free: number;

  constructor(concurrency: number) {
    this.#free = concurrency;
  }

  /** Runs it when its turn comes; bucket 0 goes first. */
  submit<T>(bucket: number, run: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const start = () => {
        run()
          .then(resolve, reject)
          .finally(() => {
            this.#free++;
            this.#startWaiting();
          });
      };
      this.#buckets[bucket]?.waiting.push(start);
      this.#startWaiting();
    });
  }

  #startWaiting(): void {
    while (this.#free > 0) {
      const bucket = this.#buckets.find(({ waiting, head }) => head < waiting.length);
      const start = bucket?.waiting[bucket.head];
      if (bucket === undefined || start === undefined) return;
      bucket.head++;
      this.#free--;
      start();
    }
  }
}
