import type { Wording } from '../model/phrase.js';
import { DeadlineError } from '../errors/request-errors.js';
import type { Clock } from './clock.js';

/** A signal with a deadline, and the way to let go of its timer. */
export interface Deadline {
  /** Fires with a {@link DeadlineError} when time is up, or with the parent's reason when the parent fires. */
  readonly signal: AbortSignal;
  /** Drops the timer and the parent's listener. Always call it. */
  release(): void;
}

/** Starts a deadline of `deadlineMs` milliseconds under a parent signal; `what` is named in the error. */
export function startDeadline(clock: Clock, deadlineMs: number, what: Wording, parent?: AbortSignal): Deadline {
  const controller = new AbortController();
  const inherit = () => controller.abort(parent?.reason);
  if (parent?.aborted) inherit();
  parent?.addEventListener('abort', inherit, { once: true });
  const stopTimer = clock.after(deadlineMs, () => controller.abort(new DeadlineError(what, deadlineMs)));
  return {
    signal: controller.signal,
    release: () => {
      stopTimer();
      parent?.removeEventListener('abort', inherit);
    },
  };
}

/**
 * The operation's result, or the signal's reason as soon as it fires, whichever comes first: for foreign code that
 * may ignore the signal. What the loser settles with is handled and dropped.
 */
export function raceSignal<T>(operation: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    operation.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

/** Waits for the work, but not longer than `ms` milliseconds; how it ends is not told. */
export async function waitAtMost(clock: Clock, ms: number, work: Promise<unknown>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const stop = clock.after(ms, resolve);
  await Promise.race([promise, work.catch(() => {})]);
  stop();
}
