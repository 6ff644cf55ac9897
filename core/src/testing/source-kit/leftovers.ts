import { readdirSync, readlinkSync } from 'node:fs';
import { SystemClock } from '../../runtime/clock.js';
import type { SourceNetwork } from './source-samples.js';

/** What a process holds open, counted by kind. */
type Holdings = Readonly<Record<string, number>>;

/** How long what was stopped may take to go, in milliseconds. */
const GOING_MS = 1_000;
const LOOK_EVERY_MS = 5;

/**
 * What is open now and was not before: child processes, files, unfinished requests, and sockets where there is no network of the samples
 * (which is in this process, with sockets of its own).
 */
export class Leftovers {
  readonly #network: SourceNetwork | undefined;
  readonly #before: Holdings;

  /** Remembers what is open now. */
  constructor(network: SourceNetwork | undefined) {
    this.#network = network;
    this.#before = holdings(network);
  }

  /** Waits until all of it has gone. @throws when some of it stays, with what */
  async expectNone(): Promise<void> {
    const clock = new SystemClock();
    const until = clock.monotonic() + GOING_MS;
    for (;;) {
      const left = this.#left();
      if (left.length === 0) return;
      if (clock.monotonic() > until) throw new Error(`Still open after ${GOING_MS} ms: ${left.join(', ')}.`);
      await clock.sleep(LOOK_EVERY_MS);
    }
  }

  #left(): readonly string[] {
    return Object.entries(holdings(this.#network)).flatMap(([what, count]) => {
      const more = count - (this.#before[what] ?? 0);
      return more > 0 ? [`${more} ${what}`] : [];
    });
  }
}

function holdings(network: SourceNetwork | undefined): Holdings {
  const resources = process.getActiveResourcesInfo();
  const count = (...kinds: readonly string[]) => resources.filter((kind) => kinds.includes(kind)).length;
  return {
    'child processes': count('ProcessWrap'),
    files: openFiles(),
    ...(network === undefined ? { sockets: count('TCPSocketWrap', 'TLSWrap') } : { requests: network.unfinished }),
  };
}

/** Only Linux tells; elsewhere none is found. */
function openFiles(): number {
  try {
    return readdirSync('/proc/self/fd').filter((number) => isFile(`/proc/self/fd/${number}`)).length;
  } catch {
    return 0;
  }
}

function isFile(descriptor: string): boolean {
  try {
    return /^\/(?!dev\/|proc\/)/.test(readlinkSync(descriptor));
  } catch {
    return false; // It has been closed since it was listed.
  }
}
