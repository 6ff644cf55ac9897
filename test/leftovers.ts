/** How long the process may take to end by itself after the last test, in milliseconds. */
const PATIENCE_MS = 15_000;

/**
 * Fails the run when something that a test began keeps the process alive after the last one: a server, a socket, a
 * child. The timer itself does not: it fires only while something else does.
 */
export const mochaHooks = {
  afterAll(): void {
    setTimeout(() => {
      process.stderr.write(`Still alive after the last test: ${process.getActiveResourcesInfo().join(', ')}\n`);
      process.exit(1);
    }, PATIENCE_MS).unref();
  },
};
