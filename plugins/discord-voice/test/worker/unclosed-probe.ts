// Starts a thread for voice connections, waits until it is up, and closes nothing: the process ends by itself.
import { SystemClock } from '@tonearm/core';
import { VoiceThread } from '../../src/worker/voice-thread.js';

const alive = setInterval(() => {}, 1_000);
const up = new Promise<void>((resolve) => {
  new VoiceThread({
    times: {},
    clock: new SystemClock(),
    onMessage: ({ type }) => type === 'loaded' && resolve(),
    onDeath: (cause) => process.stdout.write(`died: ${String(cause)}`),
  });
});
await up;
clearInterval(alive);
process.stdout.write('up');
