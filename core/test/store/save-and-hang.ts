// A process of its own for the test that kills it: saves, says so, and stays.
import { SystemClock } from '../../src/runtime/clock.js';
import { silentLogger } from '../../src/runtime/logger.js';
import { openStore } from '../../src/store/open-store.js';

const store = await openStore({ uri: process.argv[2] ?? '', clock: new SystemClock(), logger: silentLogger });
await store.save('sessions', 'guild', { position: 41 });
await store.save('sessions', 'guild', { position: 42 });
process.stdout.write('saved\n');
setInterval(() => {}, 1_000);
