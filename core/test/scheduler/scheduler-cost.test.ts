import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';

const program = fileURLToPath(new URL('count-operations.js', import.meta.url));

/** How many functions and blocks run per operation, by its name. */
async function countWith(waiting: number): Promise<Record<string, number>> {
  // It counts by the means that coverage uses, and would take its counts away.
  const { NODE_V8_COVERAGE: _, ...env } = process.env;
  const { stdout } = await promisify(execFile)(process.execPath, [program, String(waiting)], { env });
  return JSON.parse(stdout);
}

describe('what an operation of the scheduler costs', function () {
  this.timeout(60_000);

  it('is the same with a thousand and with a hundred thousand waiting', async () => {
    const few = await countWith(1_000);
    const many = await countWith(100_000);
    expect(Object.keys(few)).to.deep.equal(['submit', 'cancel', 'promote', 'start']);
    for (const [operation, count] of Object.entries(many)) {
      const before = few[operation] ?? 0;
      expect(before, operation).to.be.above(5);
      expect(count, `${operation}: ${before} → ${count}`).to.be.at.most(before * 1.5);
    }
  });
});
