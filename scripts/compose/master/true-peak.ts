import type { Stereo } from '../sound/stereo.js';

const OVERSAMPLING = 4;
const REACH = 8;
const PHASES = Array.from({ length: OVERSAMPLING - 1 }, (_, i) => interpolator((i + 1) / OVERSAMPLING));

/** The highest level between or on the samples, as a factor of full scale: what a converter would put out. */
export function truePeak(sound: Stereo): number {
  let highest = 0;
  for (const side of [sound.left, sound.right])
    for (const sample of side) highest = Math.max(highest, Math.abs(sample));
  return peaks(sound, highest).reduce((peak, next) => Math.max(peak, next), 0);
}

/**
 * For each sample the highest true level of either channel from it up to the next one, four times oversampled.
 * Only levels above `floor` are of interest: between two samples below half of it nothing is looked for.
 */
export function peaks({ left, right }: Stereo, floor: number): Float32Array {
  const highest = new Float32Array(left.length);
  for (const side of [left, right]) {
    for (let i = 0; i < side.length; i++) {
      let peak = Math.abs(side[i]);
      const inside = i >= REACH && i < side.length - REACH;
      if (inside && Math.max(peak, Math.abs(side[i + 1])) > floor / 2) peak = Math.max(peak, between(side, i));
      if (peak > highest[i]) highest[i] = peak;
    }
  }
  return highest;
}

/** The highest level between a sample and the next. */
function between(side: Float32Array, index: number): number {
  let peak = 0;
  for (const phase of PHASES) {
    let sum = 0;
    for (let tap = 0; tap < 2 * REACH; tap++) sum += phase[tap] * side[index - REACH + 1 + tap];
    peak = Math.max(peak, Math.abs(sum));
  }
  return peak;
}

/** A windowed sinc that reads the value a fraction of a sample behind the eighth tap. */
function interpolator(fraction: number): Float64Array {
  return Float64Array.from({ length: 2 * REACH }, (_, tap) => {
    const x = tap - REACH + 1 - fraction;
    return (Math.sin(Math.PI * x) / (Math.PI * x)) * Math.cos((Math.PI * x) / (2 * REACH + 1)) ** 2;
  });
}
