import { type ProgressView, Registry, type AudioSource, tokens } from '@tonearm/core';
import { aTrack, FakeSource } from '@tonearm/core/testing';
import { expect } from 'chai';
import { aBot, type TestBot } from './support/a-bot.js';
import { reaches, wordsOf } from './support/cards.js';
import { gapsOf, RETRIES } from './support/gaps.js';

describe('parts of the bot', function () {
  this.timeout(20_000);
  this.retries(RETRIES);

  describe('replaced through the container', () => {
    const source = new FakeSource({
      name: 'radio',
      tracks: [aTrack({ source: 'radio', id: 'jingle', title: 'The Jingle', durationMs: 400 })],
    });
    const plainView: ProgressView = { name: 'plain', render: ({ kind }) => ({ text: `plain: ${kind}` }) };
    let bot: TestBot;

    before(async () => {
      const sources = new Registry<AudioSource>('source');
      sources.add(source);
      const views = new Registry<ProgressView>('view');
      views.add(plainView);
      const provide: Parameters<typeof aBot>[0] = {
        provide: (container) => {
          container.provide(tokens.sources, sources);
          container.provide(tokens.views, views);
        },
        env: { VIEW: 'plain' },
      };
      bot = await aBot(provide);
      bot.manager.joinVoice(bot.voice);
    });
    after(() => bot.close());

    it('are what /play uses: the source first in line, and the view by its name', async () => {
      const card = await bot.manager.command(bot.text, 'play', { query: 'the jingle' });
      await card.waitFor(({ message }) => message?.content === 'plain: ended');
      expect(source.opened.map(({ title }) => title)).to.deep.equal(['The Jingle']);
      expect((await bot.voice.listener.waitForFrames(20)).length).to.equal(20);
      expect(card.message?.embeds).to.deep.equal([]);
    });

    it('may be replaced while the bot runs', async () => {
      const louder = new FakeSource({
        name: 'radio',
        tracks: [aTrack({ source: 'radio', id: 'news', title: 'The News', durationMs: 400 })],
      });
      bot.tonearm.sources.replace(louder);
      bot.tonearm.views.replace({ name: 'plain', render: ({ kind }) => ({ text: `still plain: ${kind}` }) });
      const card = await bot.manager.command(bot.text, 'play', { query: 'the news' });
      await card.waitFor(({ message }) => message?.content === 'still plain: ended');
      expect(louder.opened).to.have.length(1);
    });
  });

  describe('for several guilds', () => {
    let bot: TestBot;

    before(async () => {
      bot = await aBot({ everywhere: true });
    });
    after(() => bot.close());

    it('keep them apart: both play at once, each its own', async () => {
      const guild = bot.sandbox.addGuild({ name: 'Second Shop' });
      const text = guild.addTextChannel('music');
      const voice = guild.addVoiceChannel('Lounge');
      const ada = guild.addMember(bot.manager.user);
      ada.joinVoice(voice);
      bot.listener.joinVoice(bot.voice);
      const cards = await Promise.all([
        bot.listener.command(bot.text, 'play', { query: 'first side' }),
        ada.command(text, 'play', { query: 'second side' }),
      ]);
      await Promise.all(cards.map((card) => reaches(card, 'played')));
      for (const [channel, packets] of [
        [bot.voice, bot.music.packets.first],
        [voice, bot.music.packets.second],
      ] as const) {
        const heard = await channel.listener.waitForFrames(packets.length);
        expect(heard.map(({ opus }) => Buffer.from(opus).toString('hex'))).to.deep.equal(
          packets.map(({ data }) => Buffer.from(data).toString('hex')),
        );
        expect(heard.every(({ encryption }) => encryption === 'dave')).to.equal(true);
        expect(gapsOf(channel.listener, bot.stalls)).to.deep.equal([]);
      }
      expect(cards.map(({ message }) => wordsOf(message)).join()).to.match(/First Side.*Second Side/s);
    });

    it('go on sounding while the gateway is lost and resumed', async () => {
      bot.tonearm.session(bot.guild.id)?.stop();
      bot.voice.listener.clear();
      bot.listener.joinVoice(bot.voice);
      const card = await bot.listener.command(bot.text, 'play', { query: 'long play' });
      await reaches(card, 'playing');
      const resumed = new Promise<void>((resolve) => bot.client.once('shardResume', () => resolve()));
      bot.sandbox.faults.dropGateway({ resumable: true });
      await resumed;
      bot.voice.listener.clear();
      await bot.voice.listener.waitForFrames(25);
      expect(gapsOf(bot.voice.listener, bot.stalls)).to.deep.equal([]);
      const skipped = await bot.listener.command(bot.text, 'skip');
      expect((await skipped.waitForReply()).content).to.equal('Skipped **Neon Sleeve**.');
    });
  });

  describe('after the end', () => {
    it('hold nothing: no session, no card, no task, no stream, no file, no child', async () => {
      const source = new FakeSource();
      const bot = await aBot();
      try {
        bot.tonearm.sources.add(source);
        bot.manager.joinVoice(bot.voice);
        const queries = ['fake: needle', 'long play', 'folder:Mixtape', ...(bot.music.hasMp3 ? ['concert pitch'] : [])];
        for (const query of queries) await (await bot.manager.command(bot.text, 'play', { query })).waitForReply();
        await bot.voice.listener.waitForFrames(10);
        await (await bot.manager.command(bot.text, 'leave')).waitForReply();
        await bot.voice.waitForBotToLeave();
        expect(bot.tonearm.session(bot.guild.id)).to.equal(undefined);
        expect(source.openStreams).to.equal(0);
        expect(bot.container.resolve(tokens.resolving).stats()).to.include({ pending: 0, running: 0, busyWorkers: 0 });
        expect(bot.container.resolve(tokens.opening).stats()).to.include({ pending: 0, running: 0, busyWorkers: 0 });
        const running = process.getActiveResourcesInfo().filter((name) => /Process|FSReq|FileHandle/.test(name));
        expect(running).to.deep.equal([]);
      } finally {
        await bot.close();
      }
    });
  });
});
