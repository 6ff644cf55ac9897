/** Samples per second of everything that is composed here: Opus' own rate, so nothing is ever resampled. */
export const SAMPLE_RATE = 48_000;

/** Two channels of equal length; full scale is ±1. */
export interface Stereo {
  readonly left: Float32Array;
  readonly right: Float32Array;
}

/** A silent stereo buffer of that many samples. */
export function silence(samples: number): Stereo {
  return { left: new Float32Array(samples), right: new Float32Array(samples) };
}

/** A view (no copy) of the samples from `from` up to `to`, clipped to what is there. */
export function slice(sound: Stereo, from: number, to: number): Stereo {
  return { left: sound.left.subarray(from, to), right: sound.right.subarray(from, to) };
}

/** Adds `source` times `gain` onto `target`, from the first sample on. */
export function addScaled(target: Stereo, source: Stereo, gain: number): void {
  for (let i = 0; i < target.left.length; i++) {
    target.left[i] += gain * source.left[i];
    target.right[i] += gain * source.right[i];
  }
}

/** Decibels as a factor of amplitude. */
export function amplitude(decibels: number): number {
  return 10 ** (decibels / 20);
}

/** A factor of amplitude in decibels. */
export function decibels(amplitudeFactor: number): number {
  return 20 * Math.log10(amplitudeFactor);
}

/** A time in whole samples. */
export function samplesOf(seconds: number): number {
  return Math.round(seconds * SAMPLE_RATE);
}
