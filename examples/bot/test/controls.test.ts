import type { SandboxInteraction, SandboxMember, SandboxVoiceChannel } from '@tonearm/discord-sandbox';
import { expect } from 'chai';
import { aBot, type TestBot } from './support/a-bot.js';
import { controlsOf, reaches, wordsOf } from './support/cards.js';

describe('the other commands', function () {
  this.timeout(20_000);
  let bot: TestBot;
  let back: SandboxVoiceChannel;

  before(async () => {
    bot = await aBot();
    back = bot.guild.voiceChannels.find(({ name }) => name === 'Back room') ?? bot.voice;
  });
  after(() => bot.close());
  afterEach(async () => {
    bot.tonearm.session(bot.guild.id)?.leave();
    for (const channel of [bot.voice, back]) await channel.waitForBotToLeave();
    for (const member of [bot.manager, bot.listener]) member.leaveVoice();
  });

  async function say(name: string, member: SandboxMember = bot.manager): Promise<SandboxInteraction> {
    const used = await member.command(bot.text, name);
    await used.waitForReply();
    return used;
  }
  const answerTo = async (name: string, member?: SandboxMember) => (await say(name, member)).message?.content;

  async function playing(query = 'long play', member = bot.manager): Promise<SandboxInteraction> {
    member.joinVoice(bot.voice);
    const card = await member.command(bot.text, 'play', { query });
    await reaches(card, 'playing');
    return card;
  }

  describe('when the bot is in no voice channel', () => {
    for (const name of ['skip', 'pause', 'resume', 'stop', 'leave']) {
      it(`/${name} says so, privately`, async () => {
        bot.manager.joinVoice(bot.voice);
        const refusal = await say(name);
        expect(refusal.message?.content).to.equal('I am not in a voice channel. Start something with /play.');
        expect(refusal.ephemeral).to.equal(true);
      });
    }

    it('/queue and /queue_status answer all the same', async () => {
      expect(await answerTo('queue')).to.equal('Nothing is playing, and nothing waits. Start something with /play.');
      expect(await answerTo('queue_status')).to.contain('0 pending, 0 running');
    });
  });

  it('/play and /join refuse who is in no voice channel, privately', async () => {
    for (const [name, options] of [
      ['play', { query: 'x' }],
      ['aplay', { query: 'x' }],
      ['join', {}],
    ] as const) {
      const refusal = await bot.manager.command(bot.text, name, options);
      expect((await refusal.waitForReply()).content).to.equal('Join a voice channel first, then ask again.');
      expect(refusal.ephemeral).to.equal(true);
    }
    expect(bot.tonearm.session(bot.guild.id)).to.equal(undefined);
  });

  it('/join comes, and then nothing plays yet', async () => {
    bot.manager.joinVoice(bot.voice);
    expect(await answerTo('join')).to.equal(`Coming to <#${bot.voice.id}>.`);
    await bot.voice.waitForBot();
    for (const [name, answer] of [
      ['skip', 'Nothing is playing.'],
      ['pause', 'Nothing is playing.'],
      ['resume', 'Nothing is paused.'],
      ['stop', 'Nothing is playing.'],
    ] as const) {
      const refusal = await bot.manager.command(bot.text, name);
      expect((await refusal.waitForReply()).content).to.equal(answer);
      expect(refusal.ephemeral, name).to.equal(true);
    }
  });

  for (const name of ['skip', 'pause', 'resume', 'stop', 'leave']) {
    it(`/${name} is refused to who listens elsewhere`, async () => {
      await playing();
      bot.listener.joinVoice(back);
      const refusal = await say(name, bot.listener);
      expect(refusal.message?.content).to.equal(`Join <#${bot.voice.id}> first: only those who listen there decide.`);
      expect(refusal.ephemeral).to.equal(true);
      expect(bot.tonearm.session(bot.guild.id)?.snapshot.playing?.paused).to.equal(false);
    });
  }

  it('/pause and /resume keep the place', async () => {
    const card = await playing();
    expect(await answerTo('resume')).to.equal('Nothing is paused.');
    expect(await answerTo('pause')).to.equal('Paused. /resume goes on.');
    await bot.voice.listener.waitForEnd();
    expect(controlsOf(await reaches(card, 'paused'))[0]).to.match(/^tonearm:resume:/);
    expect(await answerTo('queue')).to.match(
      /^Paused: \*\*Neon Sleeve\*\* by The Tonearms \(0:0\d of 1:15\)\nNothing follows\.$/,
    );
    bot.voice.listener.clear();
    expect(await answerTo('resume')).to.equal('Playing on.');
    await bot.voice.listener.waitForFrames(10);
    await reaches(card, 'playing');
  });

  it('/skip names what it skipped, and the next one plays', async () => {
    const first = await playing();
    const second = await bot.manager.command(bot.text, 'play', { query: 'short drop' });
    await reaches(second, 'added');
    expect(await answerTo('queue')).to.contain('1. **Short Drop** by The Tonearms · 0:03 · for ');
    expect(await answerTo('skip')).to.equal('Skipped **Neon Sleeve**.');
    await reaches(second, 'playing');
    expect(wordsOf(await reaches(first, 'skipped'))).to.contain('Neon Sleeve');
  });

  it('/stop empties the queue and stays', async () => {
    const card = await playing('folder:Mixtape');
    expect(await answerTo('stop')).to.equal('Stopped, and the queue is empty.');
    await card.waitFor(({ message }) => controlsOf(message).length === 0);
    expect(bot.voice.hasBot).to.equal(true);
    expect(await answerTo('queue')).to.contain('Nothing is playing');
  });

  it('/leave goes, and /play comes back at once', async () => {
    await playing();
    expect(await answerTo('leave')).to.equal('Goodbye.');
    const again = await bot.manager.command(bot.text, 'play', { query: 'short drop' });
    await reaches(again, 'playing');
    bot.voice.listener.clear();
    await bot.voice.listener.waitForFrames(20);
    expect(bot.voice.listener.frames.every(({ encryption }) => encryption === 'dave')).to.equal(true);
  });

  it('/stop and /leave work while the bot is still on its way', async () => {
    bot.manager.joinVoice(bot.voice);
    const card = await bot.manager.command(bot.text, 'play', { query: 'long play' });
    await card.waitFor(({ responses }) => responses.length > 1);
    expect(await answerTo('stop')).to.equal('Stopped, and the queue is empty.');
    await card.waitFor(({ message }) => message !== undefined && controlsOf(message).length === 0);
    expect(await answerTo('leave')).to.equal('Goodbye.');
    await bot.voice.waitForBotToLeave();
    expect(bot.tonearm.session(bot.guild.id)).to.equal(undefined);
  });

  it('/play and /join do not call the bot away from others, unless a DJ asks', async () => {
    const card = await playing('long play', bot.listener);
    const newcomer = bot.guild.addMember(bot.sandbox.addUser({ name: 'dora' }));
    newcomer.joinVoice(back);
    for (const [name, options] of [
      ['play', { query: 'short drop' }],
      ['join', {}],
    ] as const) {
      const refusal = await newcomer.command(bot.text, name, options);
      const { content } = await refusal.waitForReply();
      expect(content).to.equal(
        `I am playing for others in <#${bot.voice.id}>. Join them there, or let a DJ call me over.`,
      );
      expect(refusal.ephemeral).to.equal(true);
    }
    bot.manager.joinVoice(back);
    expect(await answerTo('join')).to.equal(`Coming to <#${back.id}>.`);
    await back.waitForBot();
    await back.listener.waitForFrames(10);
    expect(wordsOf(card.message)).to.contain('Now playing');
    newcomer.leaveVoice();
  });

  describe('the buttons of the card', () => {
    async function click(card: SandboxInteraction, control: string, member = bot.manager): Promise<SandboxInteraction> {
      const message = card.message;
      if (!message) throw new Error('There is no card');
      const id = controlsOf(message).find((one) => one.startsWith(`tonearm:${control}:`));
      const clicked = await member.click(message, id ?? control);
      await clicked.waitForReply();
      return clicked;
    }

    it('pause and resume', async () => {
      const card = await playing();
      const verbs = controlsOf(card.message).map((id) => id.split(':')[1]);
      expect(verbs).to.deep.equal(['pause', 'skip', 'stop']);
      const paused = await click(card, 'pause');
      expect(paused.message?.content).to.equal('Paused. /resume goes on.');
      expect(paused.ephemeral).to.equal(true);
      await reaches(card, 'paused');
      expect((await click(card, 'resume')).message?.content).to.equal('Playing on.');
      await reaches(card, 'playing');
    });

    it('skip', async () => {
      const card = await playing();
      expect((await click(card, 'skip')).message?.content).to.equal('Skipped **Neon Sleeve**.');
      await reaches(card, 'skipped');
    });

    it('stop', async () => {
      const card = await playing();
      expect((await click(card, 'stop')).message?.content).to.equal('Stopped, and the queue is empty.');
      await reaches(card, 'stopped');
    });

    it('are refused to who listens elsewhere', async () => {
      const card = await playing();
      bot.listener.joinVoice(back);
      const refused = await click(card, 'stop', bot.listener);
      expect(refused.message?.content).to.contain('only those who listen there decide');
      expect(bot.tonearm.session(bot.guild.id)?.snapshot.playing).to.not.equal(null);
    });
  });

  it('leaves nothing wrong in the log', () => {
    expect(bot.log.at('error')).to.deep.equal([]);
  });
});
