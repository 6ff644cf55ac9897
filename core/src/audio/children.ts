import type { ChildProcess } from 'node:child_process';

/**
 * The child processes that run, each with the signal of what wants it. Whoever starts one ends it; this is the second look
 * that finds what was missed.
 */
export class Children {
  readonly #running = new Map<ChildProcess, AbortSignal>();

  get size(): number {
    return this.#running.size;
  }

  /** Watches a child until it has gone. */
  add(child: ChildProcess, wanted: AbortSignal): void {
    this.#running.set(child, wanted);
    const forget = () => this.#running.delete(child);
    child.once('exit', forget).once('error', forget);
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
