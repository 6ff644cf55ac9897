// Asks a thread something, and closes nothing: the process ends by itself.
import { silentLogger, SystemClock } from '@tonearm/core';
import { MetadataThread } from '../../src/metadata/metadata-thread.js';

const script = new URL('./mortal-worker.js', import.meta.url);
const options = { language: 'en', country: 'US' };
const thread = new MetadataThread(options, { clock: new SystemClock(), logger: silentLogger, script });
// An unanswered question does not keep a process alive, so something of its own has to, until it is answered.
const alive = setInterval(() => {}, 1_000);
await thread.suggest('hello', new AbortController().signal);
clearInterval(alive);
process.stdout.write('answered');
