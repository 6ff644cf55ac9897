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

/** The main thread of a bot is kept busy for `forMs` in every `everyMs`. */
export interface Block {
  readonly everyMs: number;
  readonly forMs: number;
}

export interface BotProcessOptions {
  /** One of ours, or the program of another. */
  readonly kind: BotKind | URL;
  readonly env: Readonly<Record<string, string>>;
  readonly profileDir: string | undefined;
  /** Gets what the bot writes to its error output, which is shown otherwise. */
  readonly onComplaint?: (text: string) => void;
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
  /** Resolves when the process has ended, in words: its exit code, or the signal that ended it. */
  readonly ended: Promise<string>;

  constructor({ kind, env, profileDir, onComplaint }: BotProcessOptions) {
    const profile = profileDir === undefined ? [] : ['--cpu-prof', '--cpu-prof-dir', profileDir];
    this.#child = fork(kind instanceof URL ? fileURLToPath(kind) : PROGRAMS[kind], [], {
      env: { ...process.env, ...env },
      execArgv: [...['./report-usage.js', './block-main.js'].flatMap(preloaded), ...profile],
      stdio: ['ignore', 'ignore', onComplaint === undefined ? 'inherit' : 'pipe', 'ipc'],
    });
    if (onComplaint) this.#child.stderr?.setEncoding('utf8').on('data', onComplaint);
    this.ended = once(this.#child, 'exit').then(([code, signal]) =>
      signal === null ? `exit code ${code}` : `signal ${signal}`,
    );
  }

  /** `undefined` when it could not even be started. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  async usage(): Promise<Usage> {
    const answer = once(this.#child, 'message', { signal: AbortSignal.timeout(ANSWER_MS) });
    this.#child.send('usage');
    const [usage] = await answer;
    // Nothing else in these processes sends messages.
    return usage as Usage;
  }

  /** Keeps its main thread busy from now on, or no longer. */
  block(block: Block | null): void {
    this.#child.send({ block });
  }

  /** Asks it to leave, and ends it when it does not. */
  async end(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.kill('SIGTERM');
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), FAREWELL_MS);
    await this.ended;
    clearTimeout(timer);
  }
}

function preloaded(file: string): readonly string[] {
  return ['--import', new URL(file, import.meta.url).href];
}
