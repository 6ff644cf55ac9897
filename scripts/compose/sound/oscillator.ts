const TABLE_SIZE = 4096;
const SINE = Float64Array.from({ length: TABLE_SIZE + 1 }, (_, i) => Math.sin((2 * Math.PI * i) / TABLE_SIZE));

/** A sine; `phase` in cycles, any number, so that multiples of one phase are its harmonics. */
export function sine(phase: number): number {
  const position = (phase - Math.floor(phase)) * TABLE_SIZE;
  const index = position | 0;
  return SINE[index] + (position - index) * (SINE[index + 1] - SINE[index]);
}

/** A sawtooth without audible aliasing; `phase` in cycles, `step` the cycles per sample. */
export function saw(phase: number, step: number): number {
  const cycle = phase - Math.floor(phase);
  return 2 * cycle - 1 - roundedStep(cycle, step);
}

/** A pulse that is high for `width` (0–1) of its cycle, two high from top to bottom and zero on average. */
export function pulse(phase: number, step: number, width: number): number {
  return saw(phase, step) - saw(phase + 1 - width, step);
}

/** A triangle: its harmonics fall off so steeply that it needs no rounding. */
export function triangle(phase: number): number {
  return 4 * Math.abs(phase - Math.floor(phase) - 0.5) - 1;
}

/** The polynomial that rounds off a step of height 2 over the two samples around it (polyBLEP). */
function roundedStep(cycle: number, step: number): number {
  if (cycle < step) {
    const x = cycle / step;
    return x + x - x * x - 1;
  }
  if (cycle > 1 - step) {
    const x = (cycle - 1) / step;
    return x * x + x + x + 1;
  }
  return 0;
}
