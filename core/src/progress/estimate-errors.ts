/** So many of the last attempts count, for each quarter of the way. */
const REMEMBERED = 20;
/** Before so many nothing is said of the error. */
const LEAST = 5;
/** The share of attempts whose time left was told at least as well as the error says. */
const HONEST_SHARE = 0.8;
const QUARTERS = 4;

/**
 * How wrong the times left of some work have turned out lately, apart for each quarter of the way: at the beginning they
 * are worse than near the end. Bounded; pure.
 */
export class EstimateErrors {
  readonly #lately: readonly number[][] = Array.from({ length: QUARTERS }, () => []);

  /** A time left that was told in this quarter (0 to 3) has turned out to be off by so much, in milliseconds. */
  add(quarter: number, errorMs: number): void {
    const lately = this.#lately[quarter];
    lately?.push(errorMs);
    if (lately && lately.length > REMEMBERED) lately.shift();
  }

  /** Of the times told in this quarter lately, four of five were off by no more than that. `undefined` from too few. */
  within(quarter: number): number | undefined {
    const lately = this.#lately[quarter] ?? [];
    if (lately.length < LEAST) return undefined;
    // One place more than the share itself: the next one may be worse than all of so few.
    const place = Math.ceil(HONEST_SHARE * (lately.length + 1)) - 1;
    return lately.toSorted((a, b) => a - b)[Math.min(place, lately.length - 1)];
  }
}

/** Which quarter of the way a percentage lies in, 0 to 3. */
export function quarterOf(percent: number): number {
  return Math.min(QUARTERS - 1, Math.floor((percent * QUARTERS) / 100));
}
