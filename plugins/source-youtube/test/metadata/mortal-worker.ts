// In place of the metadata thread: answers a suggestion with itself, and dies, hangs or keeps silent when it is told to.
import { parentPort, workerData } from 'node:worker_threads';
import type { FromThread, ToThread } from '../../src/metadata/protocol.js';

if (workerData.visitorData === 'loud') {
  const started: FromThread = { type: 'log', level: 'info', message: 'started', fields: {} };
  parentPort?.postMessage(started);
}
parentPort?.on('message', (message: ToThread) => {
  if (message.type === 'abort') return;
  switch (message.given) {
    case 'die':
      throw new Error('Dead.');
    case 'hang':
      // Nobody ever notifies.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
      break;
    case 'wait':
      break;
    default: {
      const answer: FromThread = { type: 'answer', id: message.id, answer: [message.given] };
      parentPort?.postMessage(answer);
    }
  }
});
