import { envelope, smoothStep } from '../sound/envelope.js';
import { StateVariableFilter } from '../sound/filter.js';
import { bipolar } from '../sound/random.js';
import { SAMPLE_RATE } from '../sound/stereo.js';
import type { Tone } from './instrument.js';

/** The surface of an old record: a faint hiss and sparse crackles, for as long as the note is held. */
export function vinylSurface({ seconds, velocity, random }: Tone): Float32Array {
  const sound = envelope({ attackMs: 900, decayMs: 1, sustain: 1, releaseMs: 1500 }, seconds);
  const hiss = new StateVariableFilter(2400, 0.6);
  const dust = new StateVariableFilter(3400, 1.2);
  for (let i = 0; i < sound.length; i++) {
    hiss.process(bipolar(random));
    const speck = random() < 9 / SAMPLE_RATE ? bipolar(random) * (3 + 14 * random() ** 4) : 0;
    dust.process(speck);
    sound[i] *= velocity * (0.035 * hiss.band + dust.band);
  }
  return sound;
}

/** Noise that opens like a curtain until the note's end: it announces what comes next. */
export function riser({ seconds, velocity, random }: Tone): Float32Array {
  const sound = envelope({ attackMs: 60, decayMs: 1, sustain: 1, releaseMs: 350 }, seconds);
  const filter = new StateVariableFilter(400, 1.4);
  for (let i = 0; i < sound.length; i++) {
    const share = Math.min(1, i / (seconds * SAMPLE_RATE));
    if (i % 32 === 0) filter.tune(300 * 2 ** (4.4 * share), 1.4);
    filter.process(bipolar(random));
    sound[i] *= velocity * smoothStep(share) * share * filter.band;
  }
  return sound;
}
