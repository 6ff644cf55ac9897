import { highPass } from '../effects/tone.js';
import { smoothStep } from '../sound/envelope.js';
import { amplitude, type Stereo, samplesOf } from '../sound/stereo.js';
import { limit } from './limiter.js';
import { integratedLoudness } from './loudness.js';

/** What a record of ours measures. */
export const TARGET_LUFS = -16;

/** Below the −1 dBTP that we promise: an encoder's rounding lifts peaks a little. */
const CEILING_DB = -2.3;
const FADE_IN_SECONDS = 0.002;
const FADE_OUT_SECONDS = 0.4;

/** Makes a mix a record, in place: no rumble, the loudness we promise, true peaks held, silence at both ends. */
export function master(mix: Stereo): void {
  highPass(24)(mix);
  fadeEnds(mix);
  // The limiter takes a little loudness away again: the second round makes up for it.
  for (let round = 0; round < 2; round++) {
    scale(mix, amplitude(TARGET_LUFS - integratedLoudness(mix)));
    limit(mix, CEILING_DB);
  }
}

function scale({ left, right }: Stereo, gain: number): void {
  for (const side of [left, right]) {
    for (let i = 0; i < side.length; i++) side[i] *= gain;
  }
}

function fadeEnds({ left, right }: Stereo): void {
  const fade = samplesOf(FADE_IN_SECONDS);
  const tail = samplesOf(FADE_OUT_SECONDS);
  for (const side of [left, right]) {
    for (let i = 0; i < fade; i++) side[i] *= smoothStep(i / fade);
    for (let i = 0; i < tail; i++) side[side.length - 1 - i] *= smoothStep(i / tail);
  }
}
