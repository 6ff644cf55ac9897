import { readdirSync, readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

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

/** After a collection, in MB: without one the heap's slope would be that of the garbage. */
export function memory(): Held {
  collectGarbage();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { 'heap MB': heapUsed / 1e6, 'buffers MB': external / 1e6, 'RSS MB': rss / 1e6 };
}

/** What would keep this process alive, Node's own timers apart. */
export function handles(): Held {
  const names = process.getActiveResourcesInfo();
  const timers = names.filter((name) => name === 'Timeout' || name === 'Immediate').length;
  return { handles: names.length - timers, 'Node’s timers': timers };
}

/** Node hands collections out only with this flag; set here, nobody has to know of it. */
const collectGarbage = exposedGc();

function exposedGc(): () => void {
  setFlagsFromString('--expose-gc');
  // What a fresh context holds under that name from then on, by Node's documentation of the flag.
  return runInNewContext('gc') as () => void;
}
