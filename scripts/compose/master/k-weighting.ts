import { SAMPLE_RATE } from '../sound/stereo.js';

/**
 * A channel as loudness hears it: the shelf of the head, then the high-pass of the ear (ITU-R BS.1770).
 * The coefficients are the recommendation's own, which it gives for 48 kHz.
 */
export function kWeighted(samples: Float32Array): Float64Array {
  if (SAMPLE_RATE !== 48_000) throw new RangeError('The K-weighting coefficients are for 48 kHz');
  const shelved = biquad(
    samples,
    [1.53512485958697, -2.69169618940638, 1.19839281085285],
    [-1.69065929318241, 0.73248077421585],
  );
  return biquad(shelved, [1, -2, 1], [-1.99004745483398, 0.99007225036621]);
}

type Triple = readonly [number, number, number];

function biquad(input: ArrayLike<number>, [b0, b1, b2]: Triple, [a1, a2]: readonly [number, number]): Float64Array {
  const output = new Float64Array(input.length);
  let first = 0;
  let second = 0;
  for (let i = 0; i < input.length; i++) {
    const x = input[i];
    const y = b0 * x + first;
    first = b1 * x - a1 * y + second;
    second = b2 * x - a2 * y;
    output[i] = y;
  }
  return output;
}
