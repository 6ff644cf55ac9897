import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const SCRIPT = fileURLToPath(new URL('../../scripts/before-build.mjs', import.meta.url));

describe('before npm start builds', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'tonearm-before-build-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function run(wantedNode: string) {
    writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ engines: { node: wantedNode } }));
    const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT], { cwd: folder, encoding: 'utf8' });
    return { status, stdout, stderr };
  }

  it('says that the first build takes a while', () => {
    expect(run('>=22.19 <24 || >=26')).to.deep.include({ status: 0, stderr: '' });
    expect(run('>=22.19 <24 || >=26').stdout).to.match(/^Building, .* first time/);
  });

  it('says nothing when it is built', () => {
    mkdirSync(path.join(folder, 'examples/bot/dist'), { recursive: true });
    expect(run('>=22.19 <24 || >=26')).to.deep.equal({ status: 0, stdout: '', stderr: '' });
  });

  it('says which Node is needed where this one is too old, and stops', () => {
    const { status, stderr } = run('>=99.3');
    expect(status).to.equal(1);
    expect(stderr).to.match(/^This is Node [\d.]+, and Tonearm needs 99\.3 or later/);
  });
});
