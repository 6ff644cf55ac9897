import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Release, Track } from './catalogue.js';
import { decode } from './encode/ffmpeg.js';
import { integratedLoudness } from './master/loudness.js';
import { truePeak } from './master/true-peak.js';
import { decibels, SAMPLE_RATE, type Stereo } from './sound/stereo.js';

/** What a finished file is like, by decoding it. */
export interface Measurement {
  readonly track: Track;
  readonly seconds: number;
  readonly loudnessLufs: number;
  readonly truePeakDb: number;
  readonly bytes: number;
}

/** What is heard where two files meet, when both are decoded and laid end to end. */
export interface JointMeasurement {
  /** The longest stretch below −50 dBFS within a second either side. */
  readonly quietMs: number;
  /** The step from the last sample of one to the first of the other, as a factor of full scale. */
  readonly step: number;
  /** The largest step between neighbours in the 20 ms on either side: a step that stands out from these is a click. */
  readonly usualStep: number;
}

const QUIET = 10 ** (-50 / 20);

/** What a release is like: each file, and each place where one runs on into the next. */
export interface ReleaseMeasurement {
  readonly files: readonly Measurement[];
  readonly joints: readonly JointMeasurement[];
}

/** Decodes the files of a release in a folder and measures them. Throws when one is missing or broken. */
export function measureRelease(release: Release, ffmpeg: string, folder: string): ReleaseMeasurement {
  const sounds = release.tracks.map((track) => decode(ffmpeg, join(folder, track.file)));
  return {
    files: sounds.map((sound, index) => measured(release.tracks[index], sound, folder)),
    joints: sounds.slice(1).map((sound, index) => measureJoint(sounds[index], sound)),
  };
}

/** Measures where one sound runs on into the next. */
export function measureJoint(before: Stereo, after: Stereo): JointMeasurement {
  const around = (seconds: number) => {
    const samples = seconds * SAMPLE_RATE;
    const sides = (['left', 'right'] as const).map((side) => [
      ...before[side].slice(-samples),
      ...after[side].slice(0, samples),
    ]);
    return { sides, joint: samples };
  };
  const near = around(0.02);
  const steps = near.sides.map((side) => side.slice(1).map((sample, i) => Math.abs(sample - side[i])));
  return {
    quietMs: longestQuiet(around(1).sides),
    step: Math.max(...steps.map((side) => side[near.joint - 1])),
    usualStep: Math.max(...steps.map((side) => Math.max(...side.filter((_, i) => i !== near.joint - 1)))),
  };
}

function measured(track: Track, sound: Stereo, folder: string): Measurement {
  return {
    track,
    seconds: sound.left.length / SAMPLE_RATE,
    loudnessLufs: integratedLoudness(sound),
    truePeakDb: decibels(truePeak(sound)),
    bytes: statSync(join(folder, track.file)).size,
  };
}

function longestQuiet([left, right]: readonly (readonly number[])[]): number {
  let longest = 0;
  let current = 0;
  for (let i = 0; i < left.length; i++) {
    current = Math.max(Math.abs(left[i]), Math.abs(right[i])) < QUIET ? current + 1 : 0;
    longest = Math.max(longest, current);
  }
  return (longest / SAMPLE_RATE) * 1000;
}
