import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { findFfmpeg } from '../../src/audio/find-ffmpeg.js';
import { SetupError } from '../../src/errors/setup-errors.js';

const LINE = 'ffmpeg version 9.9 Copyright (c) 2000-2031 the FFmpeg developers';

describe('findFfmpeg', () => {
  let folder: string;

  /** A program called ffmpeg that answers with these lines. */
  async function aProgram(name: string, ...lines: string[]): Promise<string> {
    const path = join(folder, name);
    await writeFile(path, ['#!/bin/sh', ...lines.map((line) => `echo '${line}'`), ''].join('\n'));
    await chmod(path, 0o755);
    return path;
  }

  before(function () {
    if (process.platform !== 'win32') return;
    console.log('      skipped: the stand-ins for ffmpeg are shell scripts');
    this.skip();
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tonearm-ffmpeg-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('takes the option before FFMPEG_PATH, and says which it was and how old', async () => {
    const path = await aProgram('mine', LINE);
    const env = { FFMPEG_PATH: join(folder, 'absent') };
    expect(await findFfmpeg({ path, env })).to.deep.equal({
      path,
      version: '9.9',
      origin: 'option',
      releasedYear: 2031,
    });
  });

  it('takes FFMPEG_PATH before what else there is', async () => {
    const path = await aProgram('mine', LINE);
    expect(await findFfmpeg({ env: { FFMPEG_PATH: path } })).to.include({ path, origin: 'FFMPEG_PATH' });
  });

  it('looks along PATH and passes over what is none', async () => {
    const path = await aProgram('ffmpeg', LINE);
    const first = await findFfmpeg({ env: { PATH: `/nowhere:${folder}` } });
    expect(first?.origin).to.be.oneOf(['ffmpeg-static', 'PATH']);
    if (first?.origin === 'PATH') expect(first.path).to.equal(path);
    await aProgram('ffmpeg', 'hello');
    const second = await findFfmpeg({ env: { PATH: `/elsewhere:${folder}` } });
    expect(second?.origin).not.to.equal('PATH');
  });

  for (const [what, make, words] of [
    ['does not exist', async () => '/nowhere/ffmpeg', 'there is no such program'],
    ['is something else', () => aProgram('other', 'hello'), 'it is not ffmpeg'],
  ] as const) {
    it(`names FFMPEG_PATH and the cure when it ${what}`, async () => {
      const error = await findFfmpeg({ env: { FFMPEG_PATH: await make() } }).catch((reason: unknown) => reason);
      expect(error).to.be.instanceOf(SetupError);
      expect(String(error)).to.include('FFMPEG_PATH').and.include(words).and.include('leave it out');
    });
  }

  it('looks once for the same options', async () => {
    const path = await aProgram('once', LINE);
    const first = await findFfmpeg({ path });
    await rm(path);
    expect(await findFfmpeg({ path })).to.equal(first);
  });
});
