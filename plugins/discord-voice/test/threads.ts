import { Session } from 'node:inspector';
import type { Worker } from 'node:worker_threads';

/** The worker threads that this process starts from now on. */
export class Threads {
  readonly started: Worker[] = [];
  ended = 0;
  readonly #note = (worker: Worker) => {
    this.started.push(worker);
    worker.once('exit', () => {
      this.ended += 1;
    });
  };

  constructor() {
    process.on('worker', this.#note);
  }

  stop(): void {
    process.off('worker', this.#note);
  }
}

/** Keeps the one voice worker there is busy for ever: through the debugger, which sends it an endless loop. */
export async function hang(worker: Worker): Promise<void> {
  const session = new Session();
  session.connect();
  const attached = new Promise<string>((resolve) => {
    session.on('NodeWorker.attachedToWorker', ({ params }) => {
      if (params.workerInfo.title.endsWith('tonearm-voice')) resolve(params.sessionId);
    });
  });
  session.post('NodeWorker.enable', { waitForDebuggerOnStart: false });
  const message = JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression: 'for (;;);' } });
  session.post('NodeWorker.sendMessageToWorker', { sessionId: await attached, message });
  worker.once('exit', () => session.disconnect());
}
