import { readdirSync, readFileSync } from 'node:fs';

/** How much of each thing is held, by name. */
export type Held = Readonly<Record<string, number>>;

/** Child processes of this process, dead ones that were not waited for included where the system tells. */
export function countChildren(): number {
  try {
    const threads = readdirSync('/proc/self/task');
    const lists = threads.map((thread) => readFileSync(`/proc/self/task/${thread}/children`, 'utf8'));
    return lists.join(' ').split(' ').filter(Boolean).length;
  } catch {
    return process.getActiveResourcesInfo().filter((name) => name === 'ProcessWrap').length;
  }
}

/** In MB; the heap after a collection where `--expose-gc` is given. */
export function memory(): Held {
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  return { 'heap MB': heapUsed / 1e6, 'RSS MB': rss / 1e6 };
}

/** What would keep this process alive. */
export function handles(): Held {
  return { handles: process.getActiveResourcesInfo().length };
}
