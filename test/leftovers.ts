/** How long the process may take to end by itself after the last test, in milliseconds. */
const PATIENCE_MS = 20_000;

/**
 * Says what keeps the process alive after the last test (a server, a socket, a child, a timer that a test began and did
 * not end), and ends the run with the tests' own result. The timer itself fires only while something else waits.
 */
export const mochaHooks = {
  afterAll(): void {
    setTimeout(() => {
      process.stderr.write(`Still alive after the last test: ${process.getActiveResourcesInfo().join(', ')}\n`);
      process.exit();
    }, PATIENCE_MS).unref();
  },
};
