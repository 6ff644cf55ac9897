import { createHook } from 'node:async_hooks';

/** How long the process may take to end by itself after the last test, in milliseconds. */
const PATIENCE_MS = 20_000;

/** What keeps no process alive, or says nothing about who does. */
const PASSING = new Set(['PROMISE', 'TickObject', 'Microtask', 'Immediate', 'RANDOMBYTESREQUEST', 'PBKDF2REQUEST']);

interface Begun {
  readonly type: string;
  readonly resource: object;
  readonly stack: string | undefined;
}

/** What was begun and has not ended, with the place where. Only with `LEFTOVERS=where`: it makes everything slower. */
const begun = new Map<number, Begun>();
if (process.env['LEFTOVERS'] === 'where') {
  createHook({
    init: (id, type, _trigger, resource) => {
      if (!PASSING.has(type)) begun.set(id, { type, resource, stack: new Error(type).stack });
    },
    destroy: (id) => void begun.delete(id),
  }).enable();
}

/**
 * Says what keeps the process alive after the last test (a server, a socket, a child, a timer that a test began and did
 * not end), and ends the run with the tests' own result. The timer itself fires only while something else waits.
 */
export const mochaHooks = {
  afterAll(): void {
    const ours = setTimeout(() => {
      process.stderr.write(`Still alive after the last test: ${process.getActiveResourcesInfo().join(', ')}\n`);
      for (const { type, resource, stack } of begun.values()) {
        if (resource !== ours && keepsAlive(resource)) process.stderr.write(`${type}${placesIn(stack)}\n`);
      }
      if (begun.size === 0) process.stderr.write('LEFTOVERS=where tells where that was begun.\n');
      process.exit();
    }, PATIENCE_MS).unref();
  },
};

function keepsAlive(resource: object): boolean {
  return !('hasRef' in resource) || typeof resource.hasRef !== 'function' || resource.hasRef() === true;
}

/** The lines of a stack that are neither Node's nor this file's. */
function placesIn(stack = ''): string {
  const lines = stack.split('\n').slice(1);
  return lines
    .filter((line) => !/\(?node:|test\/dist\/leftovers/.test(line))
    .map((line) => `\n  ${line.trim()}`)
    .join('');
}
