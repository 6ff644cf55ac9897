// The metadata thread: asks YouTube and reads its answers. Says nothing to the console; what is odd is told as a message.
import { parentPort, workerData } from 'node:worker_threads';
import { answerCall } from './answer-call.js';
import { InnerTube } from './innertube.js';
import { CallFailure, type Failure, type FromThread, type MetadataOptions, type ToThread } from './protocol.js';

if (!parentPort) throw new Error('The metadata worker is started as a worker thread.');
const port = parentPort;
// Who starts the thread gives exactly this.
const options = workerData as MetadataOptions;
const language = { hl: options.language, gl: options.country };
const running = new Map<number, AbortController>();
const innertube = InnerTube.create(options, (what, where) => {
  say({
    type: 'log',
    level: 'debug',
    message: 'A part of an answer of YouTube could not be read',
    fields: { what, where },
  });
});

// The other side sends nothing else.
port.on('message', (message: ToThread) => {
  switch (message.type) {
    case 'ask':
      void settle(message);
      break;
    case 'abort':
      running.get(message.id)?.abort();
      break;
  }
});

async function settle({ id, call, given }: Extract<ToThread, { type: 'ask' }>): Promise<void> {
  const controller = new AbortController();
  running.set(id, controller);
  try {
    const answer = await answerCall(await innertube, call, given, controller.signal, language);
    say({ type: 'answer', id, answer });
  } catch (error) {
    say({ type: 'failure', id, failure: controller.signal.aborted ? { kind: 'aborted' } : failureOf(error) });
  } finally {
    running.delete(id);
  }
}

/** Whatever youtubei.js throws at an answer that it does not know means that it cannot be read. */
function failureOf(error: unknown): Failure {
  if (error instanceof CallFailure) return error.failure;
  return { kind: 'unreadable', detail: error instanceof Error ? error.message.slice(0, 300) : String(error) };
}

function say(message: FromThread): void {
  port.postMessage(message);
}
