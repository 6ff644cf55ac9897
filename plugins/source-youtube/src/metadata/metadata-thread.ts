import { Worker } from 'node:worker_threads';
import type { Clock, Logger, Unsubscribe } from '@tonearm/core';
import type { PlayerRequest } from './innertube-client.js';
import type { FoundItem, ListPage, ListRequest, Metadata, MixRequest, SearchRequest } from './metadata.js';
import { closing, failureError, threadDied } from './metadata-errors.js';
import type { CallName, Calls, FromThread, MetadataOptions, ToThread } from './protocol.js';

/** How long the thread may take to say that it has dropped what nobody waits for. Longer, and it is stuck in an answer. */
const DROP_MS = 5_000;
const MOST_MEMORY_MB = 512;
const WORKER = new URL('./metadata-worker.js', import.meta.url);

interface Pending {
  resolve(answer: unknown): void;
  reject(error: unknown): void;
}

export interface MetadataThreadParts {
  readonly clock: Clock;
  readonly logger: Logger;
  /** What runs in the thread; ours by default. */
  readonly script?: URL;
}

/**
 * On the main thread: the thread that asks YouTube and reads what it says. It starts with the first call, is replaced
 * when it dies or hangs, and does not keep the process alive. Closed by who made it.
 */
export class MetadataThread implements Metadata {
  readonly #options: MetadataOptions;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #script: URL;
  /** Asked, and not settled for who asked. */
  readonly #pending = new Map<number, Pending>();
  /** Aborted, and not dropped by the thread yet: how to stop waiting for that. */
  readonly #dropping = new Map<number, Unsubscribe>();
  #worker: Worker | undefined;
  #lastId = 0;
  #closed = false;

  constructor(options: MetadataOptions, { clock, logger, script = WORKER }: MetadataThreadParts) {
    this.#options = options;
    this.#script = script;
    this.#clock = clock;
    this.#logger = logger;
  }

  player(request: PlayerRequest, signal: AbortSignal): Promise<unknown> {
    return this.#ask('player', request, signal);
  }

  freshVisitor(signal: AbortSignal): Promise<string> {
    return this.#ask('freshVisitor', null, signal);
  }

  search(request: SearchRequest, signal: AbortSignal): Promise<readonly FoundItem[]> {
    return this.#ask('search', request, signal);
  }

  list(request: ListRequest, signal: AbortSignal): Promise<ListPage> {
    return this.#ask('list', request, signal);
  }

  mix(request: MixRequest, signal: AbortSignal): Promise<ListPage> {
    return this.#ask('mix', request, signal);
  }

  related(videoId: string, signal: AbortSignal): Promise<readonly FoundItem[]> {
    return this.#ask('related', videoId, signal);
  }

  suggest(prefix: string, signal: AbortSignal): Promise<readonly string[]> {
    return this.#ask('suggest', prefix, signal);
  }

  async channel(name: string, signal: AbortSignal): Promise<string | undefined> {
    return (await this.#ask('channel', name, signal)) ?? undefined;
  }

  async album(id: string, signal: AbortSignal): Promise<string | undefined> {
    return (await this.#ask('album', id, signal)) ?? undefined;
  }

  /** Starts the thread before anybody asks: loading what it needs takes a second. */
  warmUp(): void {
    if (!this.#closed) this.#worker ??= this.#start();
  }

  /** Ends the thread. Whoever still waits is told that it is over. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#end(closing());
  }

  #ask<C extends CallName>(call: C, given: Calls[C]['given'], signal: AbortSignal): Promise<Calls[C]['answer']> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      if (this.#closed) return reject(closing());
      this.#lastId += 1;
      const id = this.#lastId;
      const abort = () => {
        this.#pending.delete(id);
        this.#post({ type: 'abort', id });
        this.#dropping.set(
          id,
          this.#clock.after(DROP_MS, () => this.#replaceStuck()),
        );
        reject(signal.reason);
      };
      signal.addEventListener('abort', abort, { once: true });
      const settled = () => signal.removeEventListener('abort', abort);
      this.#pending.set(id, {
        resolve: (answer) => {
          settled();
          // The thread answers each call with what the protocol says of it.
          resolve(answer as Calls[C]['answer']);
        },
        reject: (error) => {
          settled();
          reject(error);
        },
      });
      this.#post({ type: 'ask', id, call, given });
    });
  }

  #post(message: ToThread): void {
    this.#worker ??= this.#start();
    this.#worker.postMessage(message);
  }

  #start(): Worker {
    const worker = new Worker(this.#script, {
      workerData: this.#options,
      name: 'tonearm-youtube',
      // What a library prints is not the bot's to say.
      stdout: true,
      stderr: true,
      // What reads a monstrous answer dies, and not the bot.
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
    });
    let cause: unknown;
    worker.on('error', (error) => {
      cause = error;
    });
    worker.on('message', (message: FromThread) => this.#take(message));
    worker.once('exit', (code) => {
      if (this.#worker !== worker) return;
      this.#logger.warn('The thread that asks YouTube has died; the next call starts another', { error: cause, code });
      void this.#end(threadDied(cause ?? new Error(`The thread exited with code ${code}.`)));
    });
    // Last: listening to messages holds the process again.
    worker.unref();
    return worker;
  }

  #take(message: FromThread): void {
    switch (message.type) {
      case 'log':
        this.#logger[message.level](message.message, message.fields);
        break;
      case 'answer':
        this.#settle(message.id)?.resolve(message.answer);
        break;
      case 'failure':
        this.#settle(message.id)?.reject(failureError(message.failure, this.#clock));
        break;
    }
  }

  #settle(id: number): Pending | undefined {
    this.#dropping.get(id)?.();
    this.#dropping.delete(id);
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    return pending;
  }

  #replaceStuck(): void {
    this.#logger.warn('The thread that asks YouTube hangs; the next call starts another');
    void this.#end(threadDied(new Error('The thread did not answer any more.')));
  }

  async #end(reason: Error): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    for (const stop of this.#dropping.values()) stop();
    this.#dropping.clear();
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of pending) reject(reason);
    await worker?.terminate();
  }
}
