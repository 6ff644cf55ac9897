import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { UnexpectedError } from '../../errors/tonearm-error.js';
import { unpackFrames } from '../frame-batch.js';
import { type OpusPacket, FRAME_SAMPLES } from '../opus-packet.js';
import { encodingEffort } from './encoding-effort.js';
import type { FromEncoder, ToEncoder } from './messages.js';

export interface EncoderThreadOptions {
  /** Scheduling priority of the threads on Linux, from 0 (like us) to 19 (last): they must not delay the frames we send. */
  readonly niceness: number;
}

/** One stream on its way into Opus. What it is given is answered in order; one thing is asked of it at a time. */
export interface Encoding {
  /**
   * The packets which these samples complete.
   *
   * @param pcm 16 bits, little endian, two channels at 48 kHz; where it is a whole buffer, that passes to the encoder
   * @throws UnexpectedError when the encoder failed or died; the stream is then over
   */
  encode(pcm: Buffer): Promise<readonly OpusPacket[]>;
  /** The last packets: there are no more samples. @throws UnexpectedError like `encode` */
  end(): Promise<readonly OpusPacket[]>;
  /** Gives back what the stream holds, finished or not. */
  close(): void;
}

/** A thread more is started when each has so many streams, while there are cores for it. */
const STREAMS_A_THREAD = 16;
const SCRIPT = new URL('./encoder-thread.js', import.meta.url);

/**
 * Encodes Opus on threads of its own. They are started as they are needed, share the streams among them, are replaced when they die,
 * and keep the process alive only while somebody waits for them. All streams together decide how hard each is tried for (see {@link encodingEffort}).
 */
export class EncoderThreads {
  readonly #options: EncoderThreadOptions;
  readonly #cores: number;
  readonly #script: URL;
  readonly #threads = new Set<Thread>();
  #lastStream = 0;

  constructor(options: EncoderThreadOptions, { cores = availableParallelism(), script = SCRIPT } = {}) {
    this.#options = options;
    this.#cores = cores;
    this.#script = script;
  }

  /** Streams that are being encoded. */
  get streams(): number {
    let streams = 0;
    for (const thread of this.#threads) streams += thread.streams;
    return streams;
  }

  /** Threads that run. */
  get threads(): number {
    return this.#threads.size;
  }

  /** Starts a thread before anybody asks: it takes a moment until it can encode. */
  warmUp(): void {
    if (this.#threads.size === 0) this.#start();
  }

  /** Begins a stream. Whoever calls this closes it. */
  open(): Encoding {
    const thread = this.#leastBusy();
    const stream = ++this.#lastStream;
    thread.add(stream);
    return {
      encode: (pcm) => {
        const effort = encodingEffort(this.streams, this.#cores);
        return thread.ask({ type: 'encode', stream, pcm: transferable(pcm), effort });
      },
      end: () => thread.ask({ type: 'end', stream }),
      close: () => thread.forget(stream),
    };
  }

  /** Ends all threads. Whoever still waits is told that it is over. */
  async close(): Promise<void> {
    await Promise.all([...this.#threads].map((thread) => thread.close()));
  }

  #leastBusy(): Thread {
    const [least] = [...this.#threads].sort((a, b) => a.streams - b.streams);
    if (least && (least.streams < STREAMS_A_THREAD || this.#threads.size >= this.#cores)) return least;
    return this.#start();
  }

  #start(): Thread {
    const thread = new Thread(this.#script, this.#options, () => this.#threads.delete(thread));
    this.#threads.add(thread);
    return thread;
  }
}

interface Asked {
  resolve(packets: readonly OpusPacket[]): void;
  reject(error: Error): void;
}

/** A thread, and who waits for it. */
class Thread {
  readonly #worker: Worker;
  readonly #streams = new Set<number>();
  /** Who waits for an answer, by the stream it is about. */
  readonly #asked = new Map<number, Asked>();
  #over: UnexpectedError | undefined;

  constructor(script: URL, options: EncoderThreadOptions, gone: () => void) {
    this.#worker = new Worker(script, { workerData: options, name: 'tonearm-encoder' });
    const over = (cause: unknown) => {
      this.#over ??= new UnexpectedError(cause);
      gone();
      for (const stream of [...this.#asked.keys()]) this.#settle(stream)?.reject(this.#over);
    };
    this.#worker.on('error', over);
    this.#worker.once('exit', (code) => over(new Error(`The encoder thread exited with code ${code}.`)));
    this.#worker.on('message', (message: FromEncoder) => this.#take(message));
    // Last: listening to messages holds the process again.
    this.#worker.unref();
  }

  get streams(): number {
    return this.#streams.size;
  }

  add(stream: number): void {
    this.#streams.add(stream);
  }

  ask(message: Exclude<ToEncoder, { type: 'forget' }>): Promise<readonly OpusPacket[]> {
    return new Promise((resolve, reject) => {
      if (this.#over) return reject(this.#over);
      this.#asked.set(message.stream, { resolve, reject });
      this.#worker.ref();
      this.#worker.postMessage(message, message.type === 'encode' ? [message.pcm.buffer] : []);
    });
  }

  forget(stream: number): void {
    if (!this.#streams.delete(stream) || this.#over) return;
    this.#worker.postMessage({ type: 'forget', stream } satisfies ToEncoder);
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #take(message: FromEncoder): void {
    const asked = this.#settle(message.stream);
    if (message.type === 'failed') asked?.reject(new UnexpectedError(new Error(message.reason)));
    else asked?.resolve(unpackFrames(message.batch).map((data) => ({ data, samples: FRAME_SAMPLES })));
  }

  #settle(stream: number): Asked | undefined {
    const asked = this.#asked.get(stream);
    this.#asked.delete(stream);
    if (this.#asked.size === 0) this.#worker.unref();
    return asked;
  }
}

/** What may pass to the thread: a buffer of its own as it is, a part of a bigger one copied. */
function transferable(pcm: Buffer): Uint8Array<ArrayBuffer> {
  const { buffer } = pcm;
  return buffer instanceof ArrayBuffer && buffer.byteLength === pcm.length
    ? new Uint8Array(buffer)
    : new Uint8Array(pcm);
}
