import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import type { Children } from '@tonearm/core';
import { withCopyOfCookies } from '../cookies-file.js';
import { type YtDlp, ytDlpEnvironment } from './find-yt-dlp.js';

/** How a yt-dlp reaches YouTube. */
export interface YtDlpOptions {
  /** A file of cookies in Netscape’s format, of an account that may be lost. Each yt-dlp gets a copy for itself. */
  readonly cookiesFile?: string;
  /** An HTTP proxy. It goes by the environment: arguments can be seen by everyone on the machine. */
  readonly proxy?: string;
}

/** What a yt-dlp that has ended has written. */
export interface YtDlpEnd {
  /** `null` when it was killed. */
  readonly code: number | null;
  readonly output: string;
  readonly complaint: string;
}

/** The description of a video with all its formats takes a few hundred kilobytes. */
const MOST_OUTPUT_BYTES = 16 * 1024 * 1024;
const MOST_COMPLAINT_BYTES = 16 * 1024;
/** Since then it is told which JavaScript runtime to use. */
const JS_RUNTIMES_SINCE_MS = Date.UTC(2025, 10, 12);
const VIDEO_ID = /^[\w-]{11}$/;

/**
 * What a yt-dlp is told. Nothing that a listener typed reaches it but the eleven characters of an id, and those behind `--`, inside an
 * address.
 * @throws TypeError for an id that is none
 */
export function ytDlpArguments(
  { releasedMs }: YtDlp,
  videoId: string,
  { cookiesFile }: YtDlpOptions,
): readonly string[] {
  if (!VIDEO_ID.test(videoId)) throw new TypeError('This is no id of a video.');
  const knowsRuntimes = releasedMs !== null && releasedMs >= JS_RUNTIMES_SINCE_MS;
  return [
    ...['--ignore-config', '--no-playlist', '--no-warnings', '--socket-timeout', '10'],
    ...(knowsRuntimes ? ['--js-runtimes', `node:${process.execPath}`] : []),
    ...(cookiesFile === undefined ? [] : ['--cookies', cookiesFile]),
    ...['--dump-single-json', '--', `https://www.youtube.com/watch?v=${videoId}`],
  ];
}

/**
 * Lets a yt-dlp describe a video. It, and whatever it has started, dies with the signal.
 * @throws ResourceLimitError when too many child processes run
 */
export function runYtDlp(
  program: YtDlp,
  videoId: string,
  options: YtDlpOptions,
  children: Children,
  signal: AbortSignal,
): Promise<YtDlpEnd> {
  const { cookiesFile: original } = options;
  if (original === undefined) return run(program, videoId, options, children, signal);
  return withCopyOfCookies(original, (cookiesFile) =>
    run(program, videoId, { ...options, cookiesFile }, children, signal),
  );
}

async function run(
  program: YtDlp,
  videoId: string,
  options: YtDlpOptions,
  children: Children,
  signal: AbortSignal,
): Promise<YtDlpEnd> {
  signal.throwIfAborted();
  const { proxy } = options;
  const args = ytDlpArguments(program, videoId, options);
  const env = ytDlpEnvironment(process.env, proxy);
  // A group of its own, so that the runtime it may have started is killed with it.
  const detached = process.platform !== 'win32';
  const child = children.start(
    () => spawn(program.path, args, { env, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true, detached }),
    signal,
  );
  const kill = () => killGroup(child);
  signal.addEventListener('abort', kill, { once: true });
  // What it leaves behind would hold what we read from, for ever.
  child.once('exit', () => killLeftBehind(child));
  try {
    const [output, complaint, code] = await Promise.all([
      collect(child.stdout, MOST_OUTPUT_BYTES, kill),
      collect(child.stderr, MOST_COMPLAINT_BYTES),
      endOf(child),
    ]);
    signal.throwIfAborted();
    return { code, output, complaint };
  } finally {
    signal.removeEventListener('abort', kill);
    kill();
  }
}

function endOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code));
  });
}

/** So much of what it writes; `tooMuch` hears when there is more. */
async function collect(stream: Readable, mostBytes: number, tooMuch: () => void = () => {}): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of stream) {
      length += chunk.length;
      if (length <= mostBytes) chunks.push(chunk);
      else tooMuch();
    }
  } catch {
    // It was killed while it wrote: how it ended is told by its end.
  }
  return Buffer.concat(chunks).toString('utf8');
}

function killGroup(child: ChildProcess): void {
  if (child.exitCode !== null || child.signalCode !== null) return;
  if (process.platform === 'win32') child.kill('SIGKILL');
  else killLeftBehind(child);
}

/** Only while it runs, or in the moment of its end: later, its number may be somebody else's. */
function killLeftBehind({ pid }: ChildProcess): void {
  if (pid === undefined || process.platform === 'win32') return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has gone by itself.
  }
}
