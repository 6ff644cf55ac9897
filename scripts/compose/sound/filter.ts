import { SAMPLE_RATE } from './stereo.js';

/**
 * A two-pole filter that may be moved while it sounds (Zavalishin's state-variable filter).
 * After `process`, `low`, `band` and `high` are the three views of the same sample.
 */
export class StateVariableFilter {
  low = 0;
  band = 0;
  high = 0;
  private first = 0;
  private second = 0;
  private g = 0;
  private damping = 1;
  private scale = 1;

  constructor(cutoffHz: number, resonance = 0.7) {
    this.tune(cutoffHz, resonance);
  }

  /** Moves the filter; `resonance` is its Q: 0.7 is flat, 4 sings. */
  tune(cutoffHz: number, resonance = 0.7): void {
    this.g = Math.tan((Math.PI * Math.min(Math.max(cutoffHz, 10), 0.45 * SAMPLE_RATE)) / SAMPLE_RATE);
    this.damping = 1 / resonance;
    this.scale = 1 / (1 + this.g * (this.g + this.damping));
  }

  /** Takes one sample and returns the low-passed one. */
  process(sample: number): number {
    this.high = (sample - (this.damping + this.g) * this.first - this.second) * this.scale;
    this.band = this.g * this.high + this.first;
    this.first = this.g * this.high + this.band;
    this.low = this.g * this.band + this.second;
    this.second = this.g * this.band + this.low;
    return this.low;
  }
}
