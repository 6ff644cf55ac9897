import type { ChildProcess } from 'node:child_process';
import type { ResourceLedger } from './resource-ledger.js';

/**
 * The child processes that run, each with the signal of what wants it. Whoever starts one ends it; this is the second look
 * that finds what was missed.
 */
export class Children {
  readonly #ledger: Pick<ResourceLedger, 'take'> | undefined;
  readonly #running = new Map<ChildProcess, AbortSignal>();

  /** @param ledger counts them, and refuses what would be too many; without it there is no limit */
  constructor(ledger?: Pick<ResourceLedger, 'take'>) {
    this.#ledger = ledger;
  }

  get size(): number {
    return this.#running.size;
  }

  /**
   * Starts one, and watches it until it has gone.
   * @param wanted fires when it is to end, which is still its starter's work
   * @throws ResourceLimitError when that is too many, and whatever `start` throws
   */
  start<Child extends ChildProcess>(start: () => Child, wanted: AbortSignal): Child {
    const release = this.#ledger?.take('child-process');
    try {
      const child = start();
      this.#running.set(child, wanted);
      // By the process itself and not by whoever reads it: a reader may simply stop, and the count must not stay.
      const forget = () => {
        this.#running.delete(child);
        release?.();
      };
      child.once('exit', forget).once('error', forget);
      return child;
    } catch (error) {
      release?.();
      throw error;
    }
  }

  /** Kills those that nobody wants any more. @returns how many there were */
  sweep(): number {
    let killed = 0;
    for (const [child, wanted] of this.#running) {
      if (wanted.aborted && child.kill('SIGKILL')) killed += 1;
    }
    return killed;
  }
}
