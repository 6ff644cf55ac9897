import type { World } from '../world/world.js';
import type { WorldEvent } from '../world/world-event.js';
import { SandboxTimeoutError } from './sandbox-errors.js';

/** How long the sandbox waits for something by default, in milliseconds. */
export const DEFAULT_WAIT_MS = 5_000;

/**
 * Resolves with what `look` finds, now or after any event of the world. Rejects with a {@link SandboxTimeoutError}
 * that says what was wanted and, by `seen`, what there was.
 */
export function waitFor<T>(
  world: World,
  look: (event: WorldEvent | undefined) => T | undefined,
  options: { readonly what: string; readonly seen: () => string; readonly timeoutMs?: number | undefined },
): Promise<T> {
  const now = look(undefined);
  if (now !== undefined) return Promise.resolve(now);
  const timeoutMs = options.timeoutMs ?? DEFAULT_WAIT_MS;
  return new Promise((resolve, reject) => {
    const stopListening = world.events.add((event) => {
      try {
        const found = look(event);
        if (found !== undefined) settle(() => resolve(found));
      } catch (error) {
        settle(() => reject(error));
      }
    });
    const stopTimer = world.clock.after(timeoutMs, () => {
      const message = `Waited ${timeoutMs} ms for ${options.what}. Seen: ${options.seen()}`;
      settle(() => reject(new SandboxTimeoutError(message)));
    });
    const settle = (how: () => void) => {
      stopListening();
      stopTimer();
      how();
    };
  });
}
