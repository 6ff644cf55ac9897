import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { ChannelListener, Gap } from '@tonearm/discord-sandbox';

/** What measures how long the thread was stopped, in nanoseconds. */
export type Stalls = ReturnType<typeof monitorEventLoopDelay>;

/**
 * How often a test that listens for gaps may try again. A machine with too much to do stops the threads that send and
 * receive too, which nobody can measure from here; a fault of ours shows every time.
 */
export const RETRIES = 2;

/** The longest pause between two frames that a listener does not notice, in milliseconds. */
const UNNOTICED_MS = 40;
/** Two frames lie 20 ms apart in the sound, whenever they arrive. */
const NEXT_FRAME_MS = 25;

/** Begins to measure how long this thread, in which the bot and the sandbox both live, is stopped by others. */
export function measureStalls(): Stalls {
  const stalls = monitorEventLoopDelay({ resolution: 1 });
  stalls.enable();
  return stalls;
}

/**
 * The gaps that are the bot's own doing: frames that never came, and pauses longer than a listener notices. A machine
 * with too much to do stops the thread now and then; that much is not counted.
 */
export function gapsOf(listener: ChannelListener, stalls: Stalls): readonly Gap[] {
  const allowedMs = UNNOTICED_MS + stalls.max / 1e6;
  return listener
    .gaps(NEXT_FRAME_MS)
    .filter(({ arrivalMs, mediaMs }) => mediaMs > NEXT_FRAME_MS || arrivalMs > allowedMs);
}
