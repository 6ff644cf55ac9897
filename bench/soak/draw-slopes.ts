import type { Growth } from './growth.js';

/** A line for each thing that is held: its slope per 1,000 operations, the interval, and what would have been seen. */
export function drawSlopes(growths: readonly Growth[]): string {
  const width = Math.max(...growths.map(({ name }) => name.length));
  const heading = `${'held'.padEnd(width)}        last   per 1,000 operations (95 %)       smallest seen`;
  const lines = growths.map(({ name, last, slope: { perUnit, margin, detectable }, grows }) => {
    const columns = [
      name.padEnd(width),
      last.toFixed(1).padStart(11),
      `${perUnit.toFixed(5).padStart(14)} ± ${margin.toFixed(5).padEnd(12)}`,
      detectable.toFixed(5).padStart(12),
      grows ? '  GROWS' : '',
    ];
    return columns.join(' ').trimEnd();
  });
  return [heading, ...lines].join('\n');
}
