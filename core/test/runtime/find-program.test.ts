import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect } from 'chai';
import { findProgram } from '../../src/runtime/find-program.js';

describe('findProgram', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tonearm-program-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('takes the first in the folders of PATH, whatever else stands there', async () => {
    const program = join(folder, process.platform === 'win32' ? 'thing.exe' : 'thing');
    await writeFile(program, '');
    await chmod(program, 0o755);
    expect(findProgram('thing', ['', join(folder, 'absent'), folder].join(delimiter))).to.equal(program);
    expect(findProgram('other', folder)).to.equal(undefined);
  });

  it('passes over what cannot be run', async function () {
    if (process.platform === 'win32') this.skip();
    await writeFile(join(folder, 'thing'), '', { mode: 0o644 });
    expect(findProgram('thing', folder)).to.equal(undefined);
  });
});
