import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import { aBot, type TestBot } from './support/a-bot.js';
import { reaches } from './support/cards.js';
import { gapsOf, RETRIES } from './support/gaps.js';

const TROUBLE = 'A session cannot be saved and would be lost in a crash; playback goes on';

describe('a database that takes nothing', function () {
  this.timeout(30_000);
  this.retries(RETRIES);
  let bot: TestBot;
  let database: string;

  before(async () => {
    bot = await aBot();
    database = path.join(bot.dataDir, 'tonearm.sqlite');
    bot.manager.joinVoice(bot.voice);
  });
  after(() => bot.close());
  afterEach(async () => {
    const stopped = await bot.manager.command(bot.text, 'stop');
    await stopped.waitForReply();
  });

  it('is not noticed by who listens and asks; the operator is told once, and once more when it is over', async () => {
    const first = await bot.manager.command(bot.text, 'play', { query: 'local:Long Play.opus' });
    await reaches(first, 'playing');
    bot.log.lines.splice(0);
    bot.voice.listener.clear();
    const other = new DatabaseSync(database);
    other.exec('BEGIN IMMEDIATE');
    try {
      const second = await bot.manager.command(bot.text, 'play', { query: 'short drop' });
      await reaches(second, 'added', 10_000);
      const volume = await bot.manager.command(bot.text, 'volume');
      await volume.waitForReply();
      await bot.log.waitFor(() => bot.log.lines.some(({ message }) => message === TROUBLE));
      await bot.voice.listener.waitForFrames(150);
    } finally {
      other.exec('ROLLBACK');
      other.close();
    }
    expect(gapsOf(bot.voice.listener, bot.stalls)).to.deep.equal([]);
    await bot.log.waitFor(() => bot.log.lines.some(({ message }) => message === 'A session is saved again'));
    const lines = bot.log.lines.filter(({ message }) => message === TROUBLE);
    expect(lines).to.have.length(1);
  });

  it('is kept for its owner alone, with everything that SQLite puts beside it', async function () {
    if (process.platform === 'win32') {
      console.log('      skipped: there are no such modes');
      this.skip();
    }
    const names = (await readdir(bot.dataDir)).filter((name) => name.startsWith('tonearm.sqlite'));
    expect(names).not.to.deep.equal([]);
    for (const name of names) expect((await stat(path.join(bot.dataDir, name))).mode & 0o077, name).to.equal(0);
  });
});
