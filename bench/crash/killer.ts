import { workerData } from 'node:worker_threads';

/** Waits for the order, then kills the whole process after the time that it names. */
const orders = workerData as Int32Array; // What MortalStore gives it.
Atomics.wait(orders, 0, 0);
const untilMs = performance.now() + Atomics.load(orders, 1) / 1_000;
while (performance.now() < untilMs);
process.kill(process.pid, 'SIGKILL');
