import { Worker } from 'node:worker_threads';
import { Listeners, type Logger, SetupError, type Unsubscribe } from '@tonearm/core';
import type { Arrival, ReceiverCommand, ReceiverOptions, ReceiverReport } from './receiver-messages.js';

/** One packet as it arrived. */
export interface ArrivedPacket extends Omit<Arrival, 'frame'> {
  /** The packet without its transport encryption; `null` when that could not be taken off. */
  readonly frame: Uint8Array | null;
}

/** The UDP port that all bots of a voice server send to, told apart by ssrc, in a thread of its own. */
export class UdpReceiver {
  readonly #worker: Worker;
  readonly #packets = new Listeners<ArrivedPacket>();
  readonly #expecting = new Map<number, () => void>();
  readonly #exited: Promise<void>;

  private constructor(
    worker: Worker,
    private readonly logger: Logger,
    /** Where the bots send to. */
    readonly port: number,
  ) {
    this.#worker = worker;
    this.#exited = new Promise((resolve) => {
      worker.once('exit', () => resolve());
    });
    worker.on('error', (error) => logger.error('The UDP thread of the voice server died.', { error }));
    worker.on('message', (report: ReceiverReport) => this.#take(report));
  }

  /** Starts the thread. @throws SetupError when it cannot have a port. */
  static async start(options: ReceiverOptions, logger: Logger): Promise<UdpReceiver> {
    const worker = new Worker(new URL('./receiver-thread.js', import.meta.url), { workerData: options });
    const report = await new Promise<ReceiverReport>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
    });
    if (report.kind === 'bound') return new UdpReceiver(worker, logger, report.port);
    await worker.terminate();
    const why = report.kind === 'failed' ? report.message : `it said ${report.kind} first`;
    throw new SetupError(`No UDP port for voice on ${options.host}: ${why}`);
  }

  /** Listens to the packets of all expected ssrcs. */
  onPacket(listener: (packet: ArrivedPacket) => void): Unsubscribe {
    return this.#packets.add(listener);
  }

  /** Resolves when packets of this ssrc, encrypted with this key, will be understood. */
  expect(ssrc: number, key: Uint8Array): Promise<void> {
    return new Promise((resolve) => {
      this.#expecting.set(ssrc, resolve);
      this.#command({ kind: 'expect', ssrc, key });
    });
  }

  /** Whether what this ssrc sends is lost on the way; questions for its address too, so nothing comes back. */
  lose(ssrc: number, lost: boolean): void {
    this.#command({ kind: 'lose', ssrc, lost });
  }

  /** Packets of this ssrc are ignored from now on. */
  forget(ssrc: number): void {
    this.#command({ kind: 'forget', ssrc });
  }

  async close(): Promise<void> {
    this.#command({ kind: 'close' });
    await this.#exited;
  }

  #command(command: ReceiverCommand): void {
    this.#worker.postMessage(command);
  }

  #take(report: ReceiverReport): void {
    switch (report.kind) {
      case 'bound':
        break;
      case 'failed':
        this.logger.error('The UDP port of the voice server failed.', { reason: report.message });
        break;
      case 'expecting':
        this.#expecting.get(report.ssrc)?.();
        this.#expecting.delete(report.ssrc);
        break;
      case 'arrivals':
        for (const { frame, ...arrival } of report.arrivals) {
          this.#packets.emit({ ...arrival, frame: frame && report.bytes.subarray(frame.start, frame.end) });
        }
        break;
    }
  }
}
