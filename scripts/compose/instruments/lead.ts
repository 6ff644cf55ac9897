import { envelope, smoothStep } from '../sound/envelope.js';
import { StateVariableFilter } from '../sound/filter.js';
import { pulse, saw, sine } from '../sound/oscillator.js';
import { SAMPLE_RATE } from '../sound/stereo.js';
import type { Instrument } from './instrument.js';

/** How a lead sounds. */
export interface LeadSound {
  /** 0 is a pulse alone, 1 two saws alone. */
  readonly sawShare: number;
  readonly pulseWidth: number;
  readonly cutoffHz: number;
  readonly releaseMs: number;
  readonly vibratoCents: number;
}

/** A singing synthesiser voice for melodies; vibrato comes in when a note is held. */
export function lead({ sawShare, pulseWidth, cutoffHz, releaseMs, vibratoCents }: LeadSound): Instrument {
  return ({ frequencyHz, seconds, velocity }) => {
    const sound = envelope({ attackMs: 8, decayMs: 500, sustain: 0.7, releaseMs }, seconds);
    const filter = new StateVariableFilter(cutoffHz);
    let phase = 0;
    for (let i = 0; i < sound.length; i++) {
      const time = i / SAMPLE_RATE;
      if (i % 32 === 0) filter.tune(cutoffHz * (0.7 + 0.5 * velocity + 0.8 * Math.exp(-7 * time)), 0.9);
      const vibrato = vibratoCents * smoothStep((time - 0.18) / 0.4) * sine(5.4 * time);
      const step = (frequencyHz * (1 + vibrato * 0.000578)) / SAMPLE_RATE;
      phase += step;
      const saws = saw(phase, step) + saw(phase * 1.0035 + 0.37, step);
      const mixed = sawShare * 0.5 * saws + (1 - sawShare) * 0.7 * pulse(phase, step, pulseWidth);
      sound[i] *= 0.7 * velocity * filter.process(mixed);
    }
    return sound;
  };
}
