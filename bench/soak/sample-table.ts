import type { Held } from './sample.js';
import type { Point } from './slope.js';

const CAPACITY = 1_024;

/**
 * What was held, again and again. All memory for it is taken with the first sample: a series that grew would itself be the
 * leak that it looks for. When it is full every other sample goes, and from then on every other one is taken.
 */
export class SampleTable {
  readonly #capacity: number;
  #names: readonly string[] = [];
  /** Row after row: the operations, then a number for each name. */
  #cells = new Float64Array(0);
  #size = 0;
  #stride = 1;
  #offered = 0;

  /** @param capacity the most samples that are kept: an even number */
  constructor(capacity = CAPACITY) {
    this.#capacity = capacity;
  }

  get size(): number {
    return this.#size;
  }

  /** What is sampled, as the first sample named it. */
  get names(): readonly string[] {
    return this.#names;
  }

  add(operations: number, held: Held): void {
    if (this.#names.length === 0) {
      this.#names = Object.keys(held);
      this.#cells = new Float64Array(this.#capacity * this.#width);
    }
    const isWanted = this.#offered % this.#stride === 0;
    this.#offered += 1;
    if (!isWanted) return;
    const row = this.#size * this.#width;
    this.#cells[row] = operations;
    for (const [column, name] of this.#names.entries()) this.#cells[row + 1 + column] = held[name] ?? Number.NaN;
    this.#size += 1;
    if (this.#size === this.#capacity) this.#thinOut();
  }

  /** One name over the operations, in their order, from the part (0 to 1) of the series on that `from` names. */
  points(name: string, from = 0): readonly Point[] {
    const column = 1 + this.#names.indexOf(name);
    const first = Math.floor(this.#size * from);
    return Array.from({ length: this.#size - first }, (_, index) => {
      const row = (first + index) * this.#width;
      return { x: this.#cells[row] ?? Number.NaN, y: this.#cells[row + column] ?? Number.NaN };
    });
  }

  get #width(): number {
    return 1 + this.#names.length;
  }

  #thinOut(): void {
    const width = this.#width;
    for (let row = 2; row < this.#size; row += 2) {
      this.#cells.copyWithin((row / 2) * width, row * width, (row + 1) * width);
    }
    this.#size /= 2;
    this.#stride *= 2;
  }
}
