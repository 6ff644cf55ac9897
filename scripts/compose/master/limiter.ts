import { amplitude, SAMPLE_RATE, type Stereo, samplesOf } from '../sound/stereo.js';
import { peaks } from './true-peak.js';

const LOOK_AHEAD = samplesOf(0.004);
const RELEASE = 1 - Math.exp(-1 / (0.12 * SAMPLE_RATE));

/**
 * Holds true peaks below `ceilingDb`, in place. The gain goes down before a peak arrives and comes back slowly:
 * the least gain ahead is held, released, and averaged over the look-ahead, so it never jumps.
 */
export function limit(sound: Stereo, ceilingDb: number): void {
  const ceiling = amplitude(ceilingDb);
  const wanted = peaks(sound, ceiling).map((peak) => (peak > ceiling ? ceiling / peak : 1));
  const least = released(leastAhead(wanted));
  let sum = LOOK_AHEAD;
  for (let i = 0; i < wanted.length; i++) {
    sum += least[i] - (i >= LOOK_AHEAD ? least[i - LOOK_AHEAD] : 1);
    const gain = sum / LOOK_AHEAD;
    sound.left[i] *= gain;
    sound.right[i] *= gain;
  }
}

/** For each sample the least gain from it to the look-ahead's end (a queue of falling candidates: linear time). */
function leastAhead(gains: Float32Array): Float32Array {
  const least = new Float32Array(gains.length);
  const candidates = new Int32Array(gains.length);
  let head = 0;
  let tail = 0;
  for (let i = 0; i < gains.length + LOOK_AHEAD; i++) {
    if (i < gains.length) {
      while (tail > head && gains[candidates[tail - 1]] >= gains[i]) tail--;
      candidates[tail++] = i;
    }
    const at = i - LOOK_AHEAD;
    if (at < 0) continue;
    while (candidates[head] < at) head++;
    least[at] = gains[candidates[head]];
  }
  return least;
}

/** Down at once, back up slowly. */
function released(gains: Float32Array): Float32Array {
  let gain = 1;
  return gains.map((next) => {
    gain = next < gain ? next : gain + RELEASE * (next - gain);
    return gain;
  });
}
