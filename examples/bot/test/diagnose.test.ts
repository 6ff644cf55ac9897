import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { readConfig } from '../src/config.js';
import { diagnose, type Finding, node } from '../src/diagnose.js';

describe('npm run doctor', () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'tonearm-doctor-'));
    await mkdir(path.join(folder, 'music'));
    await writeFile(path.join(folder, 'music', 'One Song.opus'), '');
    await writeFile(path.join(folder, 'music', 'notes.txt'), '');
  });
  after(() => rm(folder, { recursive: true, force: true }));

  async function findings(env: NodeJS.ProcessEnv = {}): Promise<ReadonlyMap<string, Finding>> {
    const all = { MUSIC_DIR: path.join(folder, 'music'), DATA_DIR: path.join(folder, 'data'), ...env };
    return new Map((await diagnose(() => readConfig(all))).map((finding) => [finding.subject, finding]));
  }

  it('finds all well, with the figures', async () => {
    const found = await findings({ DISCORD_TOKEN: 'secret-token' });
    expect(found.get('Store')).to.include({ mark: '✓' });
    expect(found.get('Music')).to.include({ mark: '✓', found: `1 file in ${path.join(folder, 'music')}` });
    expect(found.get('Token')).to.include({ mark: '✓' });
    expect(JSON.stringify([...found.values()])).not.to.contain('secret-token');
  });

  it('gives a cure with everything that is in the way or missing', async () => {
    await writeFile(path.join(folder, 'a-file'), '');
    const found = await findings({
      DATA_DIR: path.join(folder, 'a-file'),
      MUSIC_DIR: path.join(folder, 'nowhere'),
      FFMPEG_PATH: path.join(folder, 'no-ffmpeg'),
      YT_DLP_PATH: path.join(folder, 'no-yt-dlp'),
    });
    for (const subject of ['Store', 'Music', 'ffmpeg', 'yt-dlp']) {
      expect(found.get(subject)?.mark, subject).to.equal('✗');
      expect(found.get(subject)?.cure, subject).to.be.a('string');
    }
    expect(found.get('Token')).to.include({ mark: '!' });
    expect(found.get('Token')?.cure).to.contain('.env');
  });

  it('tells the version and the age of yt-dlp, and what to do about an old one', async function () {
    if (process.platform === 'win32') this.skip();
    const program = path.join(folder, 'yt-dlp');
    const found = async (version: string) => {
      await writeFile(program, `#!/bin/sh\necho ${version}\n`, { mode: 0o755 });
      return (await findings({ YT_DLP_PATH: program })).get('yt-dlp');
    };
    const today = new Date().toISOString().slice(0, 10).replaceAll('-', '.');
    expect(await found(today)).to.deep.equal({
      mark: '✓',
      subject: 'yt-dlp',
      found: `${today}, 0 days old, from option: ${program}`,
    });
    const old = await found('2023.03.04');
    expect(old).to.include({ mark: '!' });
    expect(old?.found).to.match(/^2023\.03\.04, \d{4,} days old/);
    expect(old?.cure).to.contain('Update');
  });

  it('says what an empty folder of music needs', async () => {
    await mkdir(path.join(folder, 'empty'));
    expect((await findings({ MUSIC_DIR: path.join(folder, 'empty') })).get('Music')).to.include({ mark: '!' });
  });

  it('names the key of a wrong value, and still looks at Node', async () => {
    const found = await findings({ PORT: 'eighty' });
    expect(found.get('Environment')?.found).to.contain('PORT');
    expect(found.has('Node')).to.equal(true);
  });

  it('takes the versions of Node that the packages ask for', () => {
    const marks = ['20.20.0', '22.18.0', '22.19.0', '24.1.0', '26.10.0'].map((version) => node(version).mark);
    expect(marks).to.deep.equal(['✗', '✗', '✓', '✗', '✓']);
  });
});
