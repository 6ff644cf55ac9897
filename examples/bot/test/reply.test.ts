import { FakeSource } from '@tonearm/core/testing';
import { InteractionResponseType } from 'discord.js';
import { expect } from 'chai';
import { aBot, type TestBot } from './support/a-bot.js';
import { chapterOf, reaches, wordsOf } from './support/cards.js';

/** Long enough for an edit that has to wait for its turn. */
const TOKEN_MS = 2_000;

describe('the reply to /play', function () {
  this.timeout(20_000);

  describe('when Discord takes no acknowledgement', () => {
    let bot: TestBot;

    before(async () => {
      bot = await aBot({ sandbox: { times: { acknowledgeMs: 150 } } });
      bot.manager.joinVoice(bot.voice);
    });
    after(() => bot.close());

    /** Waits until the bot has noticed that it came too late. */
    async function refusals(count: number): Promise<void> {
      const message = 'An interaction could not be acknowledged';
      await bot.log.waitFor(() => bot.log.at('warn').filter((line) => line === message).length >= count);
    }

    it('plays nothing for an interaction that was answered by another', async () => {
      const stop = bot.sandbox.onEvent((event) => {
        if (event.kind !== 'interaction-created') return;
        const { id, token } = event.interaction;
        const type = InteractionResponseType.DeferredChannelMessageWithSource;
        bot.sandbox.world.interactions.acknowledge(id, token, { type });
      });
      const taken = await bot.manager.command(bot.text, 'play', { query: 'short drop' });
      stop();
      await refusals(1);
      expect(taken.responses.map(({ kind }) => kind)).to.deep.equal(['callback']);
      expect(bot.tonearm.session(bot.guild.id)).to.equal(undefined);
    });

    it('plays nothing for an interaction that nobody waits for any more', async () => {
      bot.sandbox.faults.latency(400);
      const late = await bot.manager.command(bot.text, 'play', { query: 'short drop' });
      await late.waitFor(({ unanswered }) => unanswered);
      await refusals(2);
      bot.sandbox.faults.clear();
      expect(late.responses).to.deep.equal([]);
      expect(bot.tonearm.session(bot.guild.id)).to.equal(undefined);
      expect(bot.voice.hasBot).to.equal(false);
    });

    it('answers the next command as ever', async () => {
      const card = await bot.manager.command(bot.text, 'play', { query: 'first side' });
      await reaches(card, 'played');
      expect(bot.log.at('error')).to.deep.equal([]);
    });
  });

  describe('when its message is deleted', () => {
    const source = new FakeSource();
    let bot: TestBot;

    before(async () => {
      bot = await aBot({ sandbox: { times: { tokenMs: TOKEN_MS } } });
      bot.tonearm.sources.add(source);
      bot.manager.joinVoice(bot.voice);
    });
    after(() => bot.close());

    it('tells the end in a message of its own', async () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      source.resolveTroubles.push({ until: promise });
      const card = await bot.manager.command(bot.text, 'play', { query: 'fake: nowhere to be found' });
      const shown = await reaches(card, 'working');
      bot.sandbox.world.messages.delete(bot.text.id, shown.id);
      resolve();
      await card.waitFor(({ followUps }) => followUps.length > 0);
      expect(wordsOf(card.followUps[0])).to.contain('Nothing found for “fake: nowhere to be found”');
      expect(card.followUps[0]?.flags ?? 0).to.satisfy((flags: number) => (flags & 64) !== 0);
    });

    it('tells what was found in a message of its own', async () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      source.resolveTroubles.push({ until: promise });
      const card = await bot.manager.command(bot.text, 'play', { query: 'fake: needle' });
      const shown = await reaches(card, 'working');
      bot.sandbox.world.messages.delete(bot.text.id, shown.id);
      resolve();
      await card.waitFor(({ followUps }) => followUps.length > 0);
      expect(wordsOf(card.followUps[0])).to.contain('Needle Drop').and.to.contain('Added to the queue');
      bot.tonearm.session(bot.guild.id)?.stop();
    });

    it('tells the end in the channel when there is neither message nor token', async () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      source.resolveTroubles.push({ until: promise });
      const card = await bot.manager.command(bot.text, 'play', { query: 'fake: also nowhere' });
      const shown = await reaches(card, 'working');
      bot.sandbox.world.messages.delete(bot.text.id, shown.id);
      await tokenDeath(card.createdAtMs);
      resolve();
      const told = await bot.text.waitForMessage(
        (message) => message.content.includes(`<@${bot.manager.id}>`) && /also nowhere/.test(wordsOf(message)),
      );
      expect(told.mentions.map(({ id }) => id)).to.deep.equal([bot.manager.id]);
    });

    async function tokenDeath(createdAtMs: number): Promise<void> {
      const { clock } = bot.sandbox.world;
      await new Promise<void>((resolve) => clock.after(createdAtMs + TOKEN_MS + 20 - clock.now(), resolve));
    }
  });

  describe('when its token dies', () => {
    let bot: TestBot;

    before(async () => {
      bot = await aBot({ sandbox: { times: { tokenMs: 700 } } });
      bot.manager.joinVoice(bot.voice);
    });
    after(() => bot.close());

    it('lives on as an ordinary message of the channel', async () => {
      const card = await bot.manager.command(bot.text, 'play', { query: 'first side' });
      const { id } = await reaches(card, 'playing');
      await bot.text.waitForMessage((message) => message.id === id && chapterOf(message) === 'played');
      expect(bot.text.messages.filter((message) => /First Side/.test(wordsOf(message)))).to.have.length(1);
    });
  });
});
