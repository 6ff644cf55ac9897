import { envelope } from '../sound/envelope.js';
import { StateVariableFilter } from '../sound/filter.js';
import { pulse, saw, sine, triangle } from '../sound/oscillator.js';
import { SAMPLE_RATE } from '../sound/stereo.js';
import type { Instrument, Tone } from './instrument.js';

/** A round, plucked bass like an upright's. */
export function roundBass({ frequencyHz, seconds, velocity }: Tone): Float32Array {
  const sound = envelope({ attackMs: 6, decayMs: 1500, sustain: 0.15, releaseMs: 90 }, seconds);
  const filter = new StateVariableFilter(600);
  const step = frequencyHz / SAMPLE_RATE;
  for (let i = 0; i < sound.length; i++) {
    if (i % 32 === 0) filter.tune(260 + 900 * velocity * Math.exp((-11 * i) / SAMPLE_RATE));
    const phase = i * step;
    sound[i] *= velocity * (0.6 * sine(phase) + filter.process(0.5 * triangle(phase) + 0.25 * saw(phase, step)));
  }
  return sound;
}

/** How a synthesiser's bass sounds. */
export interface SynthBassSound {
  readonly cutoffHz: number;
  /** How far above `cutoffHz` its filter opens at the start of a note. */
  readonly snapHz: number;
  readonly resonance: number;
  readonly decayMs: number;
}

/** Saw and pulse through a filter that snaps shut, over a sine that carries the weight. */
export function synthBass({ cutoffHz, snapHz, resonance, decayMs }: SynthBassSound): Instrument {
  return ({ frequencyHz, seconds, velocity }) => {
    const sound = envelope({ attackMs: 4, decayMs: decayMs * 3, sustain: 0.35, releaseMs: 50 }, seconds);
    const filter = new StateVariableFilter(cutoffHz);
    const step = frequencyHz / SAMPLE_RATE;
    const closing = -5000 / decayMs / SAMPLE_RATE;
    for (let i = 0; i < sound.length; i++) {
      if (i % 16 === 0) filter.tune(cutoffHz + snapHz * velocity * Math.exp(closing * i), resonance);
      const phase = i * step;
      const bright = filter.process(0.5 * saw(phase, step) + 0.3 * pulse(phase * 1.002, step, 0.4));
      sound[i] *= velocity * (0.55 * bright + 0.55 * sine(phase));
    }
    return sound;
  };
}
