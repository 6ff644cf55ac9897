import { envelope } from '../sound/envelope.js';
import { StateVariableFilter } from '../sound/filter.js';
import { bipolar } from '../sound/random.js';
import { SAMPLE_RATE } from '../sound/stereo.js';
import type { Instrument } from './instrument.js';

/** How a string is plucked. */
export interface PluckSound {
  /** How much of a vibration is left after each cycle; close to 1 rings long. */
  readonly sustain: number;
  /** The brightness of the pick. */
  readonly cutoffHz: number;
  readonly releaseMs: number;
}

/** A plucked string after Karplus and Strong: noise that goes round in a delay line as long as the pitch's cycle. */
export function pluck({ sustain, cutoffHz, releaseMs }: PluckSound): Instrument {
  return ({ frequencyHz, seconds, velocity, random }) => {
    const sound = envelope({ attackMs: 1, decayMs: 9000, sustain: 0.5, releaseMs }, seconds);
    // Averaging two neighbours delays by half a sample; the rest of the cycle is the line and a fraction.
    const cycle = SAMPLE_RATE / frequencyHz - 0.5;
    const whole = Math.floor(cycle);
    const fraction = cycle - whole;
    const line = new Float64Array(whole + 2);
    const pick = new StateVariableFilter(cutoffHz * (0.5 + 0.5 * velocity));
    for (let i = 0; i < line.length; i++) line[i] = pick.process(bipolar(random));
    for (let i = 0; i < sound.length; i++) {
      const at = i % line.length;
      const oldest = line[(i + 2) % line.length];
      const older = line[(i + 1) % line.length];
      const previous = line[at];
      const near = (1 - fraction) * oldest + fraction * older;
      const far = (1 - fraction) * older + fraction * previous;
      line[at] = sustain * 0.5 * (near + far);
      sound[i] *= velocity * line[at] * 1.6;
    }
    return sound;
  };
}
