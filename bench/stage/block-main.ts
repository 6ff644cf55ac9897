/**
 * Loaded into a bot's process before the bot itself: keeps its main thread busy when it is told to, as a large answer, a
 * slow database or a careless plugin does.
 */
import { isMainThread } from 'node:worker_threads';
import type { Block } from './bot-process.js';

let timer: NodeJS.Timeout | undefined;

if (isMainThread) {
  process.on('message', (message) => {
    if (typeof message !== 'object' || message === null || !('block' in message)) return;
    clearInterval(timer);
    // Nobody else sends such messages here.
    const block = message.block as Block | null;
    if (block === null) return;
    timer = setInterval(() => keepBusy(block.forMs), block.everyMs);
    timer.unref();
  });
}

function keepBusy(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}
