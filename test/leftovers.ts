/** How long the process may take to end by itself after the last test, in milliseconds. */
const PATIENCE_MS = 60_000;

/**
 * Fails the run when something that a test began keeps the process alive after the last one: a server, a socket, a
 * child. The timer itself does not: it fires only while something else does.
 */
export const mochaHooks = {
  afterAll(): void {
    setTimeout(() => {
      process.stderr.write(`Still alive after the last test: ${process.getActiveResourcesInfo().join(', ')}\n`);
      // mocha sets the code of its own result at exit; this listener comes after it.
      process.once('exit', () => {
        process.exitCode = 1;
      });
      process.exit();
    }, PATIENCE_MS).unref();
  },
};
