/** From so many ffmpegs for each core on, libopus tries so hard. */
interface Step {
  readonly perCore: number;
  readonly effort: number;
}

/**
 * How hard libopus tries, of 10, which is ffmpeg's default. What it costs and gives at our bitrate, measured with a minute of our own music,
 * is CPU for a minute of sound, and signal to noise: 10: 2.7 s, 22.5–25.4 dB · 3: 1.2 s, 20.6–24.4 dB · 1: 1.0 s, 20.6–24.3 dB ·
 * 0: 0.8 s, 19.7–24.0 dB. The best is for those who have the machine to themselves; in a crowd, frames on time are worth more than a decibel.
 */
const STEPS: readonly Step[] = [
  { perCore: 16, effort: 0 },
  { perCore: 8, effort: 1 },
  { perCore: 2, effort: 3 },
  { perCore: 0, effort: 10 },
];

/** The effort for one more stream, when so many are being encoded on so many cores. */
export function encodingEffort(running: number, cores: number): number {
  const step = STEPS.find(({ perCore }) => running >= perCore * cores);
  return step?.effort ?? 0;
}
