import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Tonearm's example bot as `npm start` runs it, or a minimal bot on discord.js and @discordjs/voice alone. */
export type BotKind = 'tonearm' | 'bare';

/** What a bot's process has used so far; its ffmpeg children not included. */
export interface Usage {
  readonly cpuMs: number;
  readonly residentMB: number;
}

export interface BotProcessOptions {
  readonly kind: BotKind;
  readonly env: Readonly<Record<string, string>>;
  readonly profileDir: string | undefined;
}

const PROGRAMS: Readonly<Record<BotKind, string>> = {
  tonearm: fileURLToPath(new URL('../../../examples/bot/dist/src/run-bot.js', import.meta.url)),
  bare: fileURLToPath(new URL('../rivals/bare-bot.js', import.meta.url)),
};
/** How long a bot has to leave by itself. */
const FAREWELL_MS = 5_000;
const ANSWER_MS = 5_000;

/** A bot in a process of its own. */
export class BotProcess {
  readonly #child: ChildProcess;
  readonly #exited: Promise<unknown>;

  constructor({ kind, env, profileDir }: BotProcessOptions) {
    const profile = profileDir === undefined ? [] : ['--cpu-prof', '--cpu-prof-dir', profileDir];
    this.#child = fork(PROGRAMS[kind], [], {
      env: { ...process.env, ...env },
      execArgv: ['--import', new URL('./report-usage.js', import.meta.url).href, ...profile],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.#exited = once(this.#child, 'exit');
  }

  async usage(): Promise<Usage> {
    const answer = once(this.#child, 'message', { signal: AbortSignal.timeout(ANSWER_MS) });
    this.#child.send('usage');
    const [usage] = await answer;
    // Nothing else in these processes sends messages.
    return usage as Usage;
  }

  /** Asks it to leave, and ends it when it does not. */
  async end(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.kill('SIGTERM');
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), FAREWELL_MS);
    await this.#exited;
    clearTimeout(timer);
  }
}
