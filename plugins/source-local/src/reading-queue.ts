const READERS = 3;

/** Lets a few files be read at a time; whoever needs one now does not wait in line. */
export class ReadingQueue<T> {
  readonly #read: (item: T) => Promise<void>;
  readonly #onDone: () => void;
  readonly #waiting = new Set<T>();
  readonly #readings = new Map<T, Promise<void>>();
  #closed = false;

  /** @param read never rejects @param onDone is called after each */
  constructor(read: (item: T) => Promise<void>, onDone: () => void) {
    this.#read = read;
    this.#onDone = onDone;
  }

  get isBusy(): boolean {
    return this.#waiting.size > 0 || this.#readings.size > 0;
  }

  /** Whether it is being read, or waits to be. */
  isWanted(item: T): boolean {
    return this.#waiting.has(item) || this.#readings.has(item);
  }

  add(item: T): void {
    if (this.#closed) return;
    this.#waiting.add(item);
    this.#readNext();
  }

  /** It need not be read any more. */
  drop(item: T): void {
    this.#waiting.delete(item);
  }

  /** Reads it at once; when it is being read already, that will do. */
  now(item: T): Promise<void> {
    const running = this.#readings.get(item);
    if (running !== undefined) return running;
    this.#waiting.delete(item);
    const reading = this.#read(item).finally(() => {
      this.#readings.delete(item);
      if (this.#closed) return;
      this.#readNext();
      this.#onDone();
    });
    this.#readings.set(item, reading);
    return reading;
  }

  /** Begins nothing more; resolves when what is being read has been. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#waiting.clear();
    await Promise.all(this.#readings.values());
  }

  #readNext(): void {
    for (const item of this.#waiting) {
      if (this.#readings.size >= READERS) return;
      void this.now(item);
    }
  }
}
