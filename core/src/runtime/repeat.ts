import type { Clock, Unsubscribe } from './clock.js';

/** Calls again and again, the first time after `everyMs` milliseconds, until it is stopped. What is called must not throw. */
export function repeat(clock: Clock, everyMs: number, act: () => void): Unsubscribe {
  const again = () => {
    stop = clock.after(everyMs, again);
    act();
  };
  let stop = clock.after(everyMs, again);
  return () => stop();
}
