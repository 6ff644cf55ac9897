/** The window moves on in this many steps. */
const STEPS = 10;

interface Step {
  /** Which step of all time this is; tells a step of this turn from one of a turn ago. */
  readonly number: number;
  calls: number;
  failures: number;
}

/** How many calls there were, and how many failed, in the last `windowMs` milliseconds (a tenth more or less). */
export class FailureWindow {
  readonly #stepMs: number;
  #steps: Step[] = [];

  constructor(windowMs: number) {
    this.#stepMs = windowMs / STEPS;
  }

  /** @param nowMs milliseconds that never fall */
  record(nowMs: number, failed: boolean): void {
    const step = this.#stepAt(nowMs);
    step.calls++;
    if (failed) step.failures++;
  }

  count(nowMs: number): { readonly calls: number; readonly failures: number } {
    this.#stepAt(nowMs);
    let calls = 0;
    let failures = 0;
    for (const step of this.#steps) {
      calls += step.calls;
      failures += step.failures;
    }
    return { calls, failures };
  }

  clear(): void {
    this.#steps = [];
  }

  /** The step of this moment; those that have left the window are dropped. */
  #stepAt(nowMs: number): Step {
    const number = Math.floor(nowMs / this.#stepMs);
    const latest = this.#steps.at(-1);
    if (latest?.number === number) return latest;
    const step = { number, calls: 0, failures: 0 };
    this.#steps = [...this.#steps.filter((old) => old.number > number - STEPS), step];
    return step;
  }
}
