import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { NothingFoundError } from '@tonearm/core';
import { expect } from 'chai';
import { parseFile } from 'music-metadata';
import { playToFile } from '../src/play-to-file.js';

const musicDir = fileURLToPath(new URL('../../../bot/music', import.meta.url));

describe('playToFile', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'tonearm-terminal-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('plays a track into an Ogg file of the same length, and says how it goes', async () => {
    const file = path.join(folder, 'out.ogg');
    const lines: string[] = [];
    const durationMs = await playToFile({ query: 'needle drop', file, musicDir, say: (line) => lines.push(line) });
    const original = await parseFile(path.join(musicDir, '01 Needle Drop.opus'), { duration: true });
    const written = await parseFile(file, { duration: true });
    expect(durationMs / 1_000).to.be.closeTo(original.format.duration ?? 0, 0.1);
    expect(written.format.duration).to.be.closeTo(durationMs / 1_000, 0.03);
    expect((await readFile(file)).subarray(0, 4).toString()).to.equal('OggS');
    expect(lines.join('\n')).to.include('Needle Drop');
  });

  it('says that nothing was found', async () => {
    const options = { query: 'no such track', file: path.join(folder, 'out.ogg'), musicDir, say: () => {} };
    const outcome = await playToFile(options).catch((error: unknown) => error);
    expect(outcome).to.be.instanceOf(NothingFoundError);
  });
});
