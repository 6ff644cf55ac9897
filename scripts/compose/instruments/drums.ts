import { strike } from '../sound/envelope.js';
import { StateVariableFilter } from '../sound/filter.js';
import { sine } from '../sound/oscillator.js';
import { bipolar } from '../sound/random.js';
import { SAMPLE_RATE } from '../sound/stereo.js';
import type { Instrument, Tone } from './instrument.js';

/** How a kick drum sounds. */
export interface KickSound {
  /** Where its pitch comes to rest. */
  readonly restHz: number;
  /** How far above that it begins. */
  readonly dropHz: number;
  readonly decayMs: number;
  /** The beater's share, 0–1. */
  readonly click: number;
}

/** A sine that falls from the beater's knock to the shell's note. */
export function kick({ restHz, dropHz, decayMs, click }: KickSound): Instrument {
  return ({ velocity, random }) => {
    const sound = strike(1.5, decayMs);
    const beater = new StateVariableFilter(3200);
    let phase = 0;
    for (let i = 0; i < sound.length; i++) {
      const time = i / SAMPLE_RATE;
      phase += (restHz + dropHz * Math.exp(-38 * time)) / SAMPLE_RATE;
      const knock = click * Math.exp(-260 * time) * beater.process(bipolar(random));
      sound[i] *= velocity * (Math.tanh(1.6 * sine(phase)) + knock);
    }
    return sound;
  };
}

/** How a snare drum sounds. */
export interface SnareSound {
  readonly toneHz: number;
  readonly decayMs: number;
  /** Where its rattle is brightest. */
  readonly rattleHz: number;
  /** How much of it is rattle rather than skin, 0–1. */
  readonly rattle: number;
}

/** Two skin tones and the rattle of the wires. */
export function snare({ toneHz, decayMs, rattleHz, rattle }: SnareSound): Instrument {
  return ({ velocity, random }) => {
    const sound = strike(1, decayMs);
    const wires = new StateVariableFilter(rattleHz, 0.6);
    for (let i = 0; i < sound.length; i++) {
      const time = i / SAMPLE_RATE;
      wires.process(bipolar(random));
      const skin = Math.exp(-24 * time) * (0.6 * sine(toneHz * time) + 0.4 * sine(toneHz * 1.78 * time));
      sound[i] *= velocity * ((1 - rattle) * skin + rattle * (0.8 * wires.band + 0.35 * wires.high));
    }
    return sound;
  };
}

/** A closed or open hi-hat, a shaker or a crash: bright noise and a metal ring; `decayMs` tells them apart. */
export function cymbal(decayMs: number, brightnessHz: number, metal: number): Instrument {
  return ({ velocity, random }) => {
    const sound = strike(1.2, decayMs * (0.6 + 0.4 * velocity));
    const filter = new StateVariableFilter(brightnessHz, 0.8);
    for (let i = 0; i < sound.length; i++) {
      const time = i / SAMPLE_RATE;
      const ring = sine(5343 * time) * sine(3817 * time) + sine(8117 * time) * sine(6270 * time);
      filter.process((1 - metal) * bipolar(random) + metal * ring);
      sound[i] *= velocity * 0.7 * filter.high;
    }
    return sound;
  };
}

/** Several hands that never meet at quite the same moment. */
export function clap({ velocity, random }: Tone): Float32Array {
  const sound = strike(1, 190);
  const filter = new StateVariableFilter(1500, 1.1);
  for (let i = 0; i < sound.length; i++) {
    const time = i / SAMPLE_RATE;
    const burst = time < 0.03 ? Math.exp(-180 * (time % 0.0105)) : Math.exp(-22 * (time - 0.03));
    filter.process(bipolar(random));
    sound[i] *= velocity * burst * (filter.band + 0.25 * filter.high);
  }
  return sound;
}

/** A stick across the rim: short and woody. */
export function rim({ velocity }: Tone): Float32Array {
  const sound = strike(0.5, 60);
  for (let i = 0; i < sound.length; i++) {
    const time = i / SAMPLE_RATE;
    sound[i] *= velocity * (0.6 * sine(1720 * time) + 0.5 * sine(480 * time));
  }
  return sound;
}
