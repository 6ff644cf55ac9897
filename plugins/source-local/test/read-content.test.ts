import fs, { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RecordingLogger } from '@tonearm/core/testing';
import { expect } from 'chai';
import { readContent } from '../src/read-content.js';

describe('readContent', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tonearm-content-'));
    await writeFile(join(folder, 'song.mp3'), 'never read');
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('tells the log of a file that the bot may not read, and nothing of one that has gone', async () => {
    for (const [code, lines] of [
      ['EACCES', 1],
      ['EPERM', 1],
      ['ENOENT', 0],
    ] as const) {
      const logger = new RecordingLogger();
      // To the administrator of a machine no file is forbidden.
      const disk = { ...fs, open: () => Promise.reject(Object.assign(new Error('refused'), { code })) };
      expect(await readContent(folder, 'song.mp3', logger, disk), code).to.equal(undefined);
      expect(logger.lines, code).to.have.length(lines);
      for (const { fields } of logger.lines) expect(fields).to.include({ file: 'song.mp3' });
    }
  });
});
