import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';

describe('VoiceThread', () => {
  it('keeps no process alive', async function () {
    this.timeout(30_000);
    const probe = fileURLToPath(new URL('./unclosed-probe.js', import.meta.url));
    // It rejects when the program has to be ended by force.
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'reflect-metadata', probe], {
      timeout: 20_000,
    });
    expect(stdout).to.equal('up');
  });
});
