import { SAMPLE_RATE, type Stereo } from '../sound/stereo.js';
import { kWeighted } from './k-weighting.js';

const BLOCK = 0.4 * SAMPLE_RATE;
const HOP = 0.1 * SAMPLE_RATE;
const ABSOLUTE_GATE_LUFS = -70;
const RELATIVE_GATE_LU = -10;

/** The integrated loudness in LUFS with both gates, after ITU-R BS.1770-4. Silence is −Infinity. */
export function integratedLoudness(sound: Stereo): number {
  const powers = blockPowers(sound);
  const audible = powers.filter((power) => loudnessOf(power) > ABSOLUTE_GATE_LUFS);
  const gate = loudnessOf(mean(audible)) + RELATIVE_GATE_LU;
  return loudnessOf(mean(audible.filter((power) => loudnessOf(power) > gate)));
}

/** The mean square of both weighted channels, for each block of 400 ms, four a block's length. */
function blockPowers(sound: Stereo): number[] {
  const hops = Math.floor(sound.left.length / HOP);
  const energy = new Float64Array(hops);
  for (const side of [sound.left, sound.right]) {
    const weighted = kWeighted(side);
    for (let hop = 0; hop < hops; hop++) {
      for (let i = hop * HOP; i < (hop + 1) * HOP; i++) energy[hop] += weighted[i] * weighted[i];
    }
  }
  const hopsPerBlock = BLOCK / HOP;
  return Array.from({ length: Math.max(0, hops - hopsPerBlock + 1) }, (_, first) => {
    let sum = 0;
    for (let hop = first; hop < first + hopsPerBlock; hop++) sum += energy[hop];
    return sum / BLOCK;
  });
}

function loudnessOf(power: number): number {
  return -0.691 + 10 * Math.log10(power);
}

function mean(numbers: readonly number[]): number {
  return numbers.length === 0 ? 0 : numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}
