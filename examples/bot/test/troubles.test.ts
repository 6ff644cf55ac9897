import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PriorityScheduler, SetupError, SystemClock, silentLogger, tokens } from '@tonearm/core';
import { FakeSource } from '@tonearm/core/testing';
import { createSandbox, type SandboxInteraction } from '@tonearm/discord-sandbox';
import { expect } from 'chai';
import { startBot } from '../src/bot.js';
import { readConfig } from '../src/config.js';
import { aBot, type TestBot, withoutLinks } from './support/a-bot.js';
import { reaches, wordsOf } from './support/cards.js';
import { renewSapphire } from './support/renew-sapphire.js';

describe('what cannot be played', function () {
  this.timeout(20_000);
  const never = new Promise<never>(() => {});

  describe('is said in words, and the bot goes on:', () => {
    const source = new FakeSource();
    let bot: TestBot;

    before(async () => {
      const clock = new SystemClock();
      const lane = new PriorityScheduler({ clock, logger: silentLogger, workers: 1, capacity: 2 });
      bot = await aBot({ provide: (container) => container.provide(tokens.resolving, lane) });
      withoutLinks(bot);
      bot.tonearm.sources.add(source);
      bot.manager.joinVoice(bot.voice);
    });
    after(() => bot.close());

    const play = (query: string) => bot.manager.command(bot.text, 'play', { query });

    async function answerTo(query: string): Promise<string> {
      const card = await play(query);
      await card.waitFor(
        ({ message }) => message !== undefined && !/Looking it up/.test(wordsOf(message)) && !card.thinking,
      );
      return wordsOf(card.message);
    }

    it('a link that no source knows', async () => {
      expect(await answerTo('https://nowhere.example/song')).to.match(
        /No source here plays links like that.*local,.*fake.*words to search for/s,
      );
    });

    it('a link of another kind', async () => {
      expect(await answerTo('ftp://music.example/song')).to.contain('http:// or https://');
    });

    it('nothing but blanks', async () => {
      expect(await answerTo('   ')).to.equal('Tell me what to play: a link, or words to search for.');
    });

    it('more than anyone types', async () => {
      expect(await answerTo('la '.repeat(1_999))).to.match(/5996 characters long; 500 is the most/);
    });

    it('nothing found', async () => {
      expect(await answerTo('zzz qqq xxx')).to.match(/Nothing found for “zzz qqq xxx”.*Check the spelling/s);
    });

    it('a file that is no sound', async () => {
      const words = await answerTo('local:Noise.mp3');
      expect(words)
        .to.contain('Noise')
        .and.to.match(/is damaged, or not a kind of audio that can be played/);
    });

    it('a text that calls itself opus', async () => {
      const words = await answerTo('local:Letter.opus');
      expect(words)
        .to.contain('Letter')
        .and.to.match(/is damaged, or not a kind of audio that can be played/);
    });

    it('a path that leads out of the folder', async () => {
      expect(await answerTo('local:../../etc/passwd.mp3')).to.contain('Nothing found');
    });

    it('a full backlog', async () => {
      source.resolveTroubles.push({ until: never }, { until: never });
      const [first, second] = await Promise.all([play('fake: one'), play('fake: two')]);
      await Promise.all([reaches(first, 'working'), reaches(second, 'waiting')]);
      expect(await answerTo('fake: three')).to.match(/2 requests are already waiting\. Try again in/);
      bot.tonearm.session(bot.guild.id)?.stop();
      await Promise.all([reaches(first, 'cancelled'), reaches(second, 'cancelled')]);
      source.resolveTroubles.length = 0;
    });

    for (const [permission, words] of [
      ['Connect', /not allowed into .*Connect permission/],
      ['Speak', /not allowed to speak in .*Speak permission/],
    ] as const) {
      it(`a channel without the permission to ${permission}`, async () => {
        bot.voice.setPermissions(bot.guild.bot, { deny: [permission] });
        const refusal = await play('short drop');
        expect((await refusal.waitForReply()).content).to.match(words);
        expect(refusal.ephemeral).to.equal(true);
        bot.voice.setPermissions(bot.guild.bot, {});
      });
    }

    it('a channel that is full', async () => {
      const booth = bot.guild.addVoiceChannel('Booth', { userLimit: 1 });
      bot.manager.joinVoice(booth);
      expect((await (await play('short drop')).waitForReply()).content).to.match(/is full\. Make room/);
      bot.manager.joinVoice(bot.voice);
    });

    it('one broken file of a playlist, while the others play', async () => {
      const card = await play('folder:Scratched');
      await card.waitFor(({ message }) => /Played .*Clean End/.test(wordsOf(message)), 10_000);
      const told = everythingTold(card);
      expect(told).to.contain('Clean Start').and.to.contain('Clean End');
      expect(told)
        .to.match(/Broken/)
        .and.to.match(/is damaged, or not a kind of audio that can be played/);
      await bot.voice.listener.waitForFrames(120);
    });

    it('and afterwards it plays as ever', async () => {
      await reaches(await play('first side'), 'played');
      expect(bot.log.at('error')).to.deep.equal([]);
    });
  });

  it('without ffmpeg: opus plays, and an mp3 says what it needs', async function () {
    const bot = await aBot({ provide: (container) => container.provide(tokens.transcoder, undefined) });
    try {
      bot.manager.joinVoice(bot.voice);
      await reaches(await bot.manager.command(bot.text, 'play', { query: 'first side' }), 'played');
      if (!bot.music.hasMp3) this.skip();
      const card = await bot.manager.command(bot.text, 'play', { query: 'concert pitch' });
      expect(wordsOf(await reaches(card, 'gave up'))).to.match(/needs ffmpeg.*npm run doctor/s);
    } finally {
      await bot.close();
    }
  });

  it('a music folder that is not there: the listener learns that it may come back, the log says how to mend it', async () => {
    const bot = await aBot({ env: { MUSIC_DIR: path.join(tmpdir(), 'tonearm-there-is-no-such-folder') } });
    try {
      bot.manager.joinVoice(bot.voice);
      const card = await bot.manager.command(bot.text, 'play', { query: 'anything' });
      expect(wordsOf(await reaches(card, 'failed'))).to.match(/music folder is not there just now/);
      expect([...bot.log.at('warn'), ...bot.log.at('error')].join()).to.contain('MUSIC_DIR=');
    } finally {
      await bot.close();
    }
  });

  it('a damaged database: it is moved aside, the log says where to, and the bot starts and plays', async () => {
    const dataDir = await mkdtemp(path.join(tmpdir(), 'tonearm-data-'));
    await writeFile(path.join(dataDir, 'tonearm.sqlite'), 'This is no database. '.repeat(500));
    const bot = await aBot({ env: { DATA_DIR: dataDir } });
    try {
      bot.manager.joinVoice(bot.voice);
      await reaches(await bot.manager.command(bot.text, 'play', { query: 'first side' }), 'played');
      const [line] = bot.log.lines.filter(({ level }) => level === 'error');
      expect(line?.message).to.equal('The database is damaged; it was moved aside and a fresh one takes its place');
      expect(await readFile(String(line?.fields['aside']), 'utf8')).to.contain('This is no database.');
    } finally {
      await bot.close();
      await rm(dataDir, { recursive: true, force: true });
    }
  });

  it('a wrong token ends the start with a sentence that says what to do', async () => {
    await renewSapphire();
    const sandbox = await createSandbox();
    const dataDir = await mkdtemp(path.join(tmpdir(), 'tonearm-data-'));
    const env = { ...sandbox.environment, DISCORD_TOKEN: 'not.the.token', DATA_DIR: dataDir, LOG_LEVEL: 'error' };
    const error = await startBot(readConfig(env)).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    await sandbox.close();
    await rm(dataDir, { recursive: true, force: true });
    expect(error).to.be.instanceOf(SetupError);
    expect(String(error)).to.match(/refused DISCORD_TOKEN.*Reset Token/);
    expect(String(error)).not.to.contain('not.the.token');
  });
});

/** What was shown in the card and told beside it. */
function everythingTold({ responses }: SandboxInteraction): string {
  return responses.map(({ message }) => wordsOf(message)).join('\n');
}
