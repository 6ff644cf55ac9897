import type { SandboxMember } from '@tonearm/discord-sandbox';
import { expect } from 'chai';
import { aBot, type TestBot } from './support/a-bot.js';
import { reaches, wordsOf } from './support/cards.js';

describe('the priority of a request', function () {
  this.timeout(20_000);
  let bot: TestBot;

  before(async () => {
    bot = await aBot();
    bot.listener.joinVoice(bot.voice);
  });
  after(() => bot.close());
  afterEach(() => bot.tonearm.session(bot.guild.id)?.stop());

  const ask = (member: SandboxMember, priority: string) =>
    member.command(bot.text, 'play', { query: 'long play', priority });

  it('is free to who listens alone', async () => {
    const card = await ask(bot.listener, 'urgent');
    await reaches(card, 'playing');
    const told = card.responses.map(({ message }) => wordsOf(message)).join('\n');
    expect(told).to.contain('urgent priority');
  });

  for (const priority of ['urgent', 'high']) {
    it(`${priority} is refused to a listener among others, privately, with the way to get it`, async () => {
      bot.manager.joinVoice(bot.voice);
      const refusal = await ask(bot.listener, priority);
      const { content } = await refusal.waitForReply();
      expect(refusal.ephemeral).to.equal(true);
      expect(content)
        .to.contain(priority)
        .and.to.match(/role “DJ”/)
        .and.to.match(/manage the server/);
      expect(bot.tonearm.session(bot.guild.id)?.snapshot.playing).to.equal(null);
    });

    it(`${priority} is granted to who may manage the server, and to a DJ`, async () => {
      const role = bot.guild.addRole({ name: 'DJ' });
      const dj = bot.guild.addMember(bot.sandbox.addUser({ name: `cleo-${priority}` }), { roles: [role] });
      dj.joinVoice(bot.voice);
      for (const member of [bot.manager, dj]) {
        await reaches(await ask(member, priority), 'playing');
        bot.tonearm.session(bot.guild.id)?.stop();
      }
    });
  }

  it('normal and low are for everyone', async () => {
    await reaches(await ask(bot.listener, 'low'), 'playing');
  });
});
