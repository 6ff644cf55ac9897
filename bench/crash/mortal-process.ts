import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** How a process ends. `in-write`: within a write to the database. */
export type Death = 'at-once' | 'in-write' | 'orderly';

const PROGRAM = fileURLToPath(new URL('./mortal-bot.js', import.meta.url));
const START_MS = 60_000;
/** A bot that plays writes its position each second, so the next write is never far. */
const WRITE_MS = 10_000;

/** A bot in a process that is made to end. */
export class MortalProcess {
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;

  private constructor(child: ChildProcess) {
    this.#child = child;
    this.#ended = once(child, 'exit');
  }

  /** Resolves when it is logged in. */
  static async start(env: Readonly<Record<string, string>>): Promise<MortalProcess> {
    const child = fork(PROGRAM, [], { env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    const bot = new MortalProcess(child);
    const ready = once(child, 'message', { signal: AbortSignal.timeout(START_MS) });
    const cameUp = await Promise.race([ready.then(() => true), bot.#ended.then(() => false)]);
    if (!cameUp) throw new Error('The bot ended before it was logged in.');
    return bot;
  }

  get ended(): Promise<unknown> {
    return this.#ended;
  }

  /** Ends it. @returns how long that took, in milliseconds */
  async end(death: Death, afterUs: number): Promise<number> {
    const startedMs = performance.now();
    if (death === 'orderly') this.#child.kill('SIGTERM');
    else if (death === 'at-once') this.#child.kill('SIGKILL');
    else this.#child.send(afterUs);
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), WRITE_MS);
    await this.#ended;
    clearTimeout(timer);
    return performance.now() - startedMs;
  }
}
