import { slopeOf } from './slope.js';
import type { Sample } from './soak.js';

/** The first part of a run fills caches and compiles; it says nothing about what grows for ever. */
const WARM_UP = 0.25;
const PER_OPERATIONS = 1_000;

/** A line for each thing that is held: its slope per 1,000 operations, the interval, and what would have been seen. */
export function drawSlopes(samples: readonly Sample[]): string {
  const settled = samples.slice(Math.floor(samples.length * WARM_UP));
  const names = Object.keys(settled[0]?.held ?? {});
  const width = Math.max(...names.map((name) => name.length));
  const heading = `${'held'.padEnd(width)}        last   per 1,000 operations (95 %)   smallest seen`;
  const lines = names.map((name) => {
    const points = settled.map(({ operations, held }) => ({ x: operations / PER_OPERATIONS, y: held[name] ?? 0 }));
    const { perUnit, margin, detectable } = slopeOf(points);
    const last = (points.at(-1)?.y ?? 0).toFixed(1).padStart(10);
    return `${name.padEnd(width)} ${last}   ${perUnit.toFixed(4).padStart(12)} ± ${margin.toFixed(4).padEnd(12)} ${detectable.toFixed(4).padStart(12)}`;
  });
  return [heading, ...lines].join('\n');
}
