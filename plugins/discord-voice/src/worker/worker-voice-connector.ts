import {
  type Clock,
  type Logger,
  type Unsubscribe,
  type VoiceConnection,
  type VoiceConnector,
  VoiceError,
  type VoiceGateway,
} from '@tonearm/core';
import { say } from '../texts/say.js';
import type { VoiceTimes } from '../voice-times.js';
import { ConnectionWorker, type ConnectionWorkerParts } from './connection-worker.js';

export interface WorkerVoiceConnectorParts {
  readonly gateway: VoiceGateway;
  /** For the main thread's share; workers go by the machine's own time. */
  readonly clock: Clock;
  /** Gets the workers' lines too. */
  readonly logger: Logger;
}

/**
 * Connects through @discordjs/voice in worker threads, so that frames leave on time while this thread is busy. A guild
 * stays with one worker, the one that had the fewest connections. A worker that dies is replaced; its connections end
 * with an error that is worth another try.
 */
export class WorkerVoiceConnector implements VoiceConnector {
  readonly #workerParts: ConnectionWorkerParts;
  /** A place is empty after a worker that could not even start; the next connection starts another. */
  readonly #workers: (ConnectionWorker | undefined)[];
  readonly #stopListening: readonly Unsubscribe[];
  #closed = false;

  /** @param workers how many, at least 1; they start at once */
  constructor(parts: WorkerVoiceConnectorParts, workers: number, times: Partial<VoiceTimes> = {}) {
    this.#workerParts = {
      ...parts,
      times,
      onSend: (sender) => this.#tellOthers(sender),
      onDeath: (dead) => this.#replace(dead),
    };
    this.#workers = Array.from({ length: workers }, () => new ConnectionWorker(this.#workerParts));
    const { gateway } = parts;
    this.#stopListening = [
      gateway.onVoiceState((update) => this.#workerOf(update.guildId)?.tell('voice-state', update)),
      gateway.onVoiceServer((update) => this.#workerOf(update.guildId)?.tell('voice-server', update)),
    ];
  }

  /**
   * The guild's living connection goes to the channel; without one, a new one is begun.
   * @throws VoiceError once it is closed
   */
  connect(guildId: string, channelId: string): VoiceConnection {
    if (this.#closed) throw new VoiceError(say('failed.leaving'), false);
    const worker = this.#workerOf(guildId);
    const living = worker?.of(guildId);
    if (living === undefined || living.state.status === 'destroyed')
      return (worker ?? this.#leastBusy()).connect(guildId, channelId);
    if (living.state.channelId !== channelId) living.move(channelId);
    return living;
  }

  /** Leaves every channel, ends the workers, and waits for both. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#workers.map((worker) => worker?.close()));
    for (const stop of this.#stopListening) stop();
  }

  #workerOf(guildId: string): ConnectionWorker | undefined {
    return this.#workers.find((worker) => worker?.of(guildId) !== undefined);
  }

  #leastBusy(): ConnectionWorker {
    const workers = this.#workers.map((worker) => worker ?? new ConnectionWorker(this.#workerParts));
    this.#workers.splice(0, workers.length, ...workers);
    return workers.reduce((least, worker) => (worker.size < least.size ? worker : least));
  }

  /** All workers' joins stand in one line, the client's. */
  #tellOthers(sender: ConnectionWorker): void {
    for (const worker of this.#workers) if (worker !== sender) worker?.noteSend();
  }

  #replace(dead: ConnectionWorker): void {
    const place = this.#workers.indexOf(dead);
    this.#workers[place] = dead.loaded && !this.#closed ? new ConnectionWorker(this.#workerParts) : undefined;
  }
}
