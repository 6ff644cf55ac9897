/** With more streams than so many for each core, libopus tries so hard. */
interface Step {
  readonly perCore: number;
  readonly effort: number;
}

/**
 * How hard libopus tries, of 10. What it costs and gives at our bitrate, measured with 20 s of two tracks of our own music, is CPU for a minute
 * of sound, and signal to noise: 10: 0.9 s, 20.3–24.6 dB · 5: 0.5 s, 20.4–23.7 dB · 3: 0.35 s, 20.2–23.6 dB · 0: 0.28 s, 21.1–24.5 dB
 * (at 0 it follows the waveform, and the ear less). The best is for those who have the machine to themselves; in a crowd, frames on
 * time are worth more.
 */
const STEPS: readonly Step[] = [
  { perCore: 32, effort: 0 },
  { perCore: 12, effort: 3 },
  { perCore: 4, effort: 5 },
];
const BEST = 10;

/** The effort for each of so many streams that are being encoded on so many cores. */
export function encodingEffort(streams: number, cores: number): number {
  const step = STEPS.find(({ perCore }) => streams > perCore * cores);
  return step?.effort ?? BEST;
}
