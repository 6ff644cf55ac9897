import { expect } from 'chai';
import { chapterOf, controlsOf, reaches, wordsOf } from '../support/cards.js';
import { Conversation } from '../support/conversation.js';

describe('commands that tell something', function () {
  this.timeout(20_000);
  let talk: Conversation;

  before(async () => {
    talk = await Conversation.begin();
  });
  after(() => talk.bot.close());
  afterEach(() => talk.clear());

  it('/help names every command there is, to the asker alone', async () => {
    const help = await talk.say('help');
    const words = wordsOf(help.message);
    expect(help.ephemeral).to.equal(true);
    for (const { name } of talk.bot.guild.commands) expect(words).to.contain(`\`/${name}\` `);
    for (const heading of [
      'What I can do',
      '**for everyone**\n`/nowplaying` ',
      '**for anyone in a voice channel**\n`/play` ',
      '**for listeners in the same voice channel**\n`/skip` ',
      '**for DJs, and for anyone who listens alone**\n`/previous` ',
      '**for administrators**\n`/cache` Look after what I remember',
    ]) {
      expect(words).to.contain(heading);
    }
  });

  it('/ping tells how quickly it answers', async () => {
    expect(await talk.answerTo('ping')).to.match(/^The answer took \d+ ms; /);
  });

  it('/stats counts and names nobody', async () => {
    await talk.queue(['Alpha']);
    const lines = (await talk.answerTo('stats'))?.split('\n') ?? [];
    expect(lines[0]).to.equal('**Servers:** 1, music in 1 of them');
    expect(lines[1]).to.match(/^\*\*Requests:\*\* \d+ answered, 0 failed, 0 withdrawn$/);
    expect(lines[2]).to.match(/^\*\*Running for:\*\* /);
    expect(lines[3]).to.match(/^\*\*Memory:\*\* \d+ MB$/);
  });

  it('/recovery tells that every source works, and what was mended', async () => {
    expect(await talk.answerTo('recovery')).to.equal(
      [
        `**Sources:** all ${talk.bot.tonearm.sources.names().length} work`,
        '**Tried again:** 0 times',
        '**Voice connection mended here:** 0 times',
        '**Voice connection lost here:** 0 times',
      ].join('\n'),
    );
  });

  describe('/nowplaying', () => {
    it('says privately that nothing plays', async () => {
      expect(await talk.refusalOf('nowplaying')).to.equal('Nothing is playing.');
    });

    it('shows what plays with its buttons, and then the track that follows', async () => {
      await talk.queue(['Alpha', 'Bravo']);
      const card = await talk.say('nowplaying', {}, talk.bot.listener);
      await card.waitFor(({ message }) => /Alpha/.test(wordsOf(message)));
      expect(card.ephemeral).to.equal(false);
      expect(controlsOf(card.message).map((id) => id.split(':')[1])).to.deep.equal(['pause', 'skip', 'stop']);
      const pressed = await talk.press(card.message, 'skip');
      expect(pressed.message?.content).to.equal('Skipped **Alpha**.');
      await card.waitFor(({ message }) => chapterOf(message) === 'playing' && /Bravo/.test(wordsOf(message)));
    });

    it('of a later one takes the place of the former', async () => {
      await talk.queue(['Alpha', 'Bravo']);
      const former = await talk.say('nowplaying');
      await reaches(former, 'playing');
      const later = await talk.say('nowplaying');
      await reaches(later, 'playing');
      await talk.say('skip');
      await later.waitFor(({ message }) => /🎶 Bravo/.test(wordsOf(message)));
      expect(wordsOf(former.message)).to.contain('Alpha');
    });
  });

  describe('/grab', () => {
    it('says privately that nothing plays', async () => {
      expect(await talk.refusalOf('grab')).to.equal('Nothing is playing.');
    });

    it('sends the track to who asks, and to nobody else', async () => {
      const { listener, manager } = talk.bot;
      await talk.queue(['Alpha']);
      expect(await talk.refusalOf('grab', {}, listener)).to.equal('I have sent it to you.');
      expect((await listener.user.waitForDirectMessage()).content).to.equal(
        [
          'You wanted to keep this, from The Record Shop:',
          '**Alpha** by The Spellers',
          '[https\\://music.example/alpha](<https://music.example/alpha>)',
        ].join('\n'),
      );
      expect(manager.user.directMessages).to.deep.equal([]);
    });

    it('names the track where a direct message is refused', async () => {
      talk.bot.manager.user.setDirectMessages(false);
      await talk.queue(['Alpha']);
      expect(await talk.refusalOf('grab')).to.equal(
        'I may not write to you: your settings for this server do not let me. It is **Alpha** by The Spellers [https\\://music.example/alpha](<https://music.example/alpha>)',
      );
    });
  });

  it('/grab does not take a failure of Discord’s for a refusal', async () => {
    talk.bot.manager.user.setDirectMessages(true);
    await talk.queue(['Alpha']);
    talk.bot.sandbox.faults.fail({ method: 'POST', path: '/channels', status: 404, times: 1 });
    expect(await talk.answerTo('grab')).to.contain('Something unexpected');
    expect(talk.bot.log.at('error')).to.deep.equal(['A command failed']);
    talk.bot.log.lines.splice(0);
  });

  it('leaves nothing wrong in the log', () => {
    expect(talk.bot.log.at('error')).to.deep.equal([]);
  });
});
