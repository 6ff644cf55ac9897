import { SetupError } from '@tonearm/core';
import { expect } from 'chai';
import { findYtDlp } from '../../src/streams/find-yt-dlp.js';
import { rejected } from '../rejected.js';
import { aYtDlp, type StandInYtDlp } from './a-yt-dlp.js';

describe('findYtDlp', function () {
  if (process.platform === 'win32') return;
  this.timeout(15_000);
  let program: StandInYtDlp;
  afterEach(() => program.remove());

  it('finds the one in PATH, with its age', async () => {
    program = await aYtDlp({ kind: 'hang' }, '2026.11.20.123456');
    const found = await findYtDlp({ env: { PATH: `/nowhere:${program.folder}` } });
    const releasedMs = Date.UTC(2026, 10, 20);
    expect(found).to.deep.equal({ path: program.path, version: '2026.11.20.123456', origin: 'PATH', releasedMs });
  });

  it('finds none where there is none', async () => {
    program = await aYtDlp({ kind: 'hang' });
    expect(await findYtDlp({ env: { PATH: '/nowhere' } })).to.equal(undefined);
    expect(await findYtDlp({ env: {} })).to.equal(undefined);
  });

  it('does not pass over one that was asked for by its path', async () => {
    program = await aYtDlp({ kind: 'hang' }, 'ffmpeg version 7');
    await rejected(findYtDlp({ path: program.path }), SetupError);
    await rejected(findYtDlp({ path: '/nowhere/yt-dlp' }), SetupError);
  });
});
