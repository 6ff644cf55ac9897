import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';

describe('the main thread', () => {
  it('never loads what reads YouTube’s answers, so reading them delays no frame of sound', async function () {
    this.timeout(30_000);
    const probe = fileURLToPath(new URL('./main-thread-probe.js', import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'reflect-metadata', probe]);
    expect(JSON.parse(stdout)).to.deep.equal({ items: 500, ours: true, onMainThread: 0, seen: true });
  });

  it('is not kept alive by the thread that does', async function () {
    this.timeout(30_000);
    const probe = fileURLToPath(new URL('./unclosed-probe.js', import.meta.url));
    // It rejects when the program has to be ended by force.
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'reflect-metadata', probe], {
      timeout: 20_000,
    });
    expect(stdout).to.equal('answered');
  });
});
