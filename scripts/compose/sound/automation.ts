/** A value that a line runs through at a time. The unit of time is the user's: beats in a score, samples in a mix. */
export interface Point {
  readonly at: number;
  readonly value: number;
}

/** The straight line through the points at a time; before the first and after the last it stays level. */
export function valueAt(points: readonly Point[], at: number): number {
  let before = points[0];
  for (const point of points) {
    if (point.at > at) {
      const share = point.at === before.at ? 1 : Math.max(0, (at - before.at) / (point.at - before.at));
      return before.value + share * (point.value - before.value);
    }
    before = point;
  }
  return before.value;
}
