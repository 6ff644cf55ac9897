import { Writable } from 'node:stream';
import { PinoLogger, tokens } from '@tonearm/core';
import type { RecordingLogger } from '@tonearm/core/testing';
import { expect } from 'chai';
import { aBot, type TestBot, withoutLinks } from './support/a-bot.js';
import { reaches } from './support/cards.js';

describe('the log of a bot', function () {
  this.timeout(20_000);

  describe('in its lines', () => {
    let bot: TestBot;

    before(async () => {
      bot = await aBot();
    });
    after(() => bot.close());

    /** The lines of the latest request, in order, without what only developers need. */
    function latestStory(log: RecordingLogger): readonly string[] {
      const request = log.lines.findLast(({ message }) => message === 'An interaction came')?.fields.request;
      return log.of(String(request)).flatMap(({ level, message }) => (level === 'debug' ? [] : [message]));
    }

    it('has one id from the interaction to the task to the last frame', async () => {
      bot.listener.joinVoice(bot.voice);
      const card = await bot.listener.command(bot.text, 'play', { query: 'first side' });
      await reaches(card, 'played');
      expect(latestStory(bot.log)).to.deep.equal([
        'An interaction came',
        'The interaction is acknowledged',
        'A track is asked for',
        'A lookup begins',
        'A lookup has succeeded',
        'A request was answered',
        'A track is being opened',
        'A track is open',
        'A track plays',
        'A track has ended',
      ]);
    });

    it('has one id for what is refused before there is a task', async () => {
      bot.listener.leaveVoice();
      const card = await bot.listener.command(bot.text, 'play', { query: 'first side' });
      await card.waitForReply();
      expect(latestStory(bot.log)).to.deep.equal(['An interaction came', 'The interaction is refused']);
    });

    it('has one id for what cannot be looked up, with the reason', async () => {
      withoutLinks(bot);
      bot.listener.joinVoice(bot.voice);
      const card = await bot.listener.command(bot.text, 'play', { query: 'https://nowhere.example/song' });
      await card.waitFor(({ message }) => /No source here/.test(message?.content ?? ''));
      await bot.log.waitFor(() => latestStory(bot.log).includes('The interaction is answered'));
      expect(latestStory(bot.log)).to.include('The request is refused');
      const refused = bot.log.lines.findLast(({ message }) => message === 'The request is refused');
      expect(refused?.fields).to.include({ code: 'unknown-link' });
    });
  });

  it('shows neither the token of the bot nor those of interactions, though everything is logged and tokens die', async () => {
    let written = '';
    const destination = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        written += chunk.toString();
        done();
      },
    });
    const logger = PinoLogger.create('debug', destination);
    const bot = await aBot({
      sandbox: { times: { tokenMs: 500 } },
      provide: (container) => container.provide(tokens.logger, logger),
    });
    const secrets = new Set([bot.sandbox.token]);
    bot.sandbox.onEvent((event) => {
      if (event.kind === 'interaction-created') secrets.add(event.interaction.token);
    });
    try {
      bot.listener.joinVoice(bot.voice);
      const { id } = await reaches(await bot.listener.command(bot.text, 'play', { query: 'first side' }), 'playing');
      await bot.text.waitForMessage((message) => message.id === id && JSON.stringify(message).includes('Played'));
      await bot.client.rest.get('/users/0').catch((error: unknown) => logger.error('Refused', { error }));
    } finally {
      await bot.close();
    }
    expect(secrets.size).to.equal(2);
    expect(written).to.include('The token of an interaction has died').and.to.include('[redacted]');
    for (const secret of secrets) expect(written).not.to.include(secret);
  });
});
