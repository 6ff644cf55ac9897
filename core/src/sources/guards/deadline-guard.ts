import { SetupError } from '../../errors/setup-errors.js';
import { raceSignal, startDeadline } from '../../runtime/abort.js';
import type { Clock } from '../../runtime/clock.js';
import type { Around, SourceCall } from './around-source.js';

/** How long one attempt of each call may take, in milliseconds. */
export type Deadlines = Readonly<Record<SourceCall<unknown>['method'], number>>;

/** Suits sources on the network. Autocomplete has to be answered within Discord's three seconds. */
export const DEFAULT_DEADLINES: Deadlines = {
  resolve: 20_000,
  open: 15_000,
  suggest: 2_000,
  related: 15_000,
  lyrics: 5_000,
  artwork: 5_000,
};

/** @throws SetupError unless each is a number of milliseconds above 0 */
export function expectSensibleDeadlines(deadlines: Deadlines): void {
  for (const [method, ms] of Object.entries(deadlines)) {
    if (ms > 0) continue;
    throw new SetupError(`deadlines.${method} has to be a number of milliseconds above 0, not ${String(ms)}.`);
  }
}

/** Bounds each attempt, even of a source that ignores its signal. What such a source brings too late is freed. */
export function deadlineGuard(clock: Clock, deadlines: Deadlines): Around {
  return async (call) => {
    const what = `${call.source}: ${call.method}`;
    const deadline = startDeadline(clock, deadlines[call.method], what, call.signal);
    const operation = call.run(deadline.signal);
    try {
      return await raceSignal(operation, deadline.signal);
    } catch (error) {
      operation.then(call.discard, () => {});
      throw error;
    } finally {
      deadline.release();
    }
  };
}
