import { phrase } from '../texts/phrase.js';
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { setPriority } from 'node:os';
import type { Readable, Writable } from 'node:stream';
import { FfmpegMissingError, UndecodableError } from '../errors/source-errors.js';
import { type TonearmError, UnexpectedError } from '../errors/tonearm-error.js';
import type { AudioStream } from '../model/audio-stream.js';
import { Children } from '../resources/children.js';
import type { ResourceLedger } from '../resources/resource-ledger.js';
import { expectOneOf, expectWhole } from '../runtime/expect.js';
import { EncoderThreads } from './encoder/encoder-threads.js';
import { FRAME_BYTES } from './encoder/pcm-framer.js';
import type { Ffmpeg } from './ffmpeg.js';
import { ffmpegArguments } from './ffmpeg-arguments.js';
import type { OpusPacket } from './opus-packet.js';
import { StartGate } from './start-gate.js';
import type { TranscodeOptions, Transcoder } from './transcoder.js';

/** How many ffmpegs begin together, and how far they stand behind us. */
export interface FfmpegTranscoderOptions {
  /** How many ffmpegs may be between their start and their first output; fifty at once delay each other by seconds. */
  readonly startingAtOnce: number;
  /**
   * Scheduling priority of the children, from 0 (like us) to 19 (last): they must not delay the frames we send. Until its
   * first output a child stands at most 5 behind us, so that those who wait come before what others read ahead.
   */
  readonly niceness: number;
  /** Counts the children, and refuses what would be too many. Without it there is no limit. */
  readonly ledger?: ResourceLedger;
}

const DEFAULTS: FfmpegTranscoderOptions = { startingAtOnce: 3, niceness: 15 };

const STARTING_NICENESS = 5;

/** So much is encoded by itself at first: the first sound need not wait for all that came with it. */
const FIRST_BYTES = 2 * FRAME_BYTES;

/** How much of what ffmpeg complains about is kept for the log, in characters. */
const COMPLAINT_LENGTH = 2_000;

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

/**
 * Decodes with an ffmpeg child process per stream, at low priority, and encodes on threads that all streams share. One instance
 * per process: it holds the gate and the threads.
 */
export class FfmpegTranscoder implements Transcoder {
  readonly #ffmpeg: Ffmpeg;
  readonly #options: FfmpegTranscoderOptions;
  readonly #gate: StartGate;
  readonly #children: Children;
  readonly #encoders: EncoderThreads;

  /** @throws SetupError for options that make no sense */
  constructor(ffmpeg: Ffmpeg, options: Partial<FfmpegTranscoderOptions> = {}) {
    this.#ffmpeg = ffmpeg;
    this.#options = { ...DEFAULTS, ...options };
    expectWhole('startingAtOnce', this.#options.startingAtOnce, 1);
    expectOneOf(
      'niceness',
      this.#options.niceness,
      Array.from({ length: 20 }, (_, niceness) => niceness),
    );
    this.#gate = new StartGate(this.#options.startingAtOnce);
    this.#children = options.ledger?.children ?? new Children();
    this.#encoders = new EncoderThreads({ niceness: Math.min(STARTING_NICENESS, this.#options.niceness) });
  }

  async *transcode(stream: AudioStream, options: TranscodeOptions): AsyncGenerator<readonly OpusPacket[]> {
    const started = await this.#gate.enter(options.signal);
    try {
      yield* this.#run(stream, options, started);
    } finally {
      started();
    }
  }

  /** Makes ready to encode, so that the first stream need not wait for it. */
  warmUp(): void {
    this.#encoders.warmUp();
  }

  /** Ends the threads; streams that still run fail. */
  close(): Promise<void> {
    return this.#encoders.close();
  }

  async *#run(
    stream: AudioStream,
    options: TranscodeOptions,
    started: () => void,
  ): AsyncGenerator<readonly OpusPacket[]> {
    const { signal } = options;
    const child = this.#children.start(() => this.#spawn(ffmpegArguments(stream, options)), signal);
    const ended = endOf(child);
    const kill = () => void child.kill('SIGKILL');
    signal.addEventListener('abort', kill, { once: true });
    if (signal.aborted) kill(); // It fired while the child was let in.
    const complaint = collect(child.stderr);
    const feed = stream.file === undefined ? pour(stream.readable, child.stdin) : closeInput(child.stdin);
    const encoding = this.#encoders.open();
    try {
      let starting = true;
      for await (const chunk of child.stdout) {
        const pieces = starting ? firstApart(chunk) : [chunk];
        if (starting) {
          if (child.pid !== undefined) await lowerPriorities(child.pid, this.#options.niceness);
          started();
        }
        starting = false;
        for (const piece of pieces) yield await encoding.encode(piece);
      }
      const end = await ended;
      signal.throwIfAborted();
      if (feed.error !== undefined) throw feed.error;
      if (end !== 0) throw failure(end, complaint());
      yield await encoding.end();
    } finally {
      encoding.close();
      // Killed without a farewell: it has nothing to save, and a polite ffmpeg would first finish its output.
      kill();
      signal.removeEventListener('abort', kill);
      stream.readable.destroy();
      await ended;
    }
  }

  #spawn(args: readonly string[]): Child {
    const child = spawn(this.#ffmpeg.path, args, { stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true });
    if (child.pid !== undefined) lowerPriority(child.pid, Math.min(STARTING_NICENESS, this.#options.niceness));
    return child;
  }
}

function firstApart(chunk: Buffer): readonly Buffer[] {
  return chunk.length > FIRST_BYTES ? [chunk.subarray(0, FIRST_BYTES), chunk.subarray(FIRST_BYTES)] : [chunk];
}

/** The exit code, the name of the signal that killed it, or why it never ran. Never rejects. */
async function endOf(child: Child): Promise<number | string | Error> {
  try {
    const [code, signal] = await once(child, 'close');
    return code ?? signal;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** Whether reading the source failed; what the child does to its input is no fault of the source. */
interface Feed {
  error: unknown;
}

function closeInput(stdin: Writable): Feed {
  stdin.on('error', () => {});
  stdin.end();
  return { error: undefined };
}

/** Pours the stream into the child at the child's pace; a child that has read enough closes its end. */
function pour(readable: Readable, stdin: Writable): Feed {
  const feed: Feed = { error: undefined };
  const pouring = async () => {
    for await (const chunk of readable) {
      if (!stdin.writable) return;
      if (!stdin.write(chunk)) await drained(stdin);
    }
  };
  stdin.on('error', () => {});
  pouring()
    .catch((error: unknown) => {
      feed.error = error;
    })
    .finally(() => stdin.end());
  return feed;
}

function drained(stdin: Writable): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      stdin.off('drain', done).off('close', done);
      resolve();
    };
    stdin.on('drain', done).on('close', done);
  });
}

function collect(stderr: Readable): () => string {
  let text = '';
  stderr.setEncoding('utf8').on('data', (part: string) => {
    text = (text + part).slice(-COMPLAINT_LENGTH);
  });
  return () => text.trim();
}

/** Of the whole process. On Linux each of its threads, which it has by now, stands for itself. */
async function lowerPriorities(pid: number, niceness: number): Promise<void> {
  const threads = await readdir(`/proc/${pid}/task`).catch(() => []);
  for (const id of new Set([pid, ...threads.map(Number)])) lowerPriority(id, niceness);
}

function lowerPriority(pid: number, niceness: number): void {
  try {
    setPriority(pid, niceness);
  } catch {
    // The child has already gone, or the system does not allow it: it then runs as it is.
  }
}

function failure(end: number | string | Error, complaint: string): TonearmError {
  if (end instanceof Error) return new FfmpegMissingError({ cause: end });
  const cause = new Error(`ffmpeg ended with ${end}: ${complaint || 'no words'}`);
  if (typeof end === 'string') return new UnexpectedError(cause);
  if (/matches no streams/.test(complaint)) return new UndecodableError(phrase('undecodable.no-sound'), { cause });
  return new UndecodableError(phrase('undecodable.damaged'), { cause });
}
