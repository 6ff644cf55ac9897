/** The value in the middle; between the two middle ones when there is an even number. `NaN` of nothing. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [below, above] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return below === undefined || above === undefined ? Number.NaN : (below + above) / 2;
}

/** The smallest value that at least `share` (0 to 1) of the values do not exceed. `NaN` of nothing. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** The sum of what `of` finds in each. */
export function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}

/** Pearson's coefficient of pairs: 1 or -1 when they lie on a line, 0 when one of them says nothing about the other. */
export function correlation(xs: readonly number[], ys: readonly number[]): number {
  const mean = (values: readonly number[]) => sum(values, (value) => value) / values.length;
  const [meanX, meanY] = [mean(xs), mean(ys)];
  const product = sum([...xs.entries()], ([index, x]) => (x - meanX) * ((ys[index] ?? Number.NaN) - meanY));
  const spreadX = sum(xs, (x) => (x - meanX) ** 2);
  const spreadY = sum(ys, (y) => (y - meanY) ** 2);
  // What never changes says nothing; below this only rounding makes it seem to.
  return spreadX < 1e-12 || spreadY < 1e-12 ? 0 : product / Math.sqrt(spreadX * spreadY);
}
