import type { MessageRecord, SandboxInteraction, SandboxMember, SandboxTextChannel } from '@tonearm/discord-sandbox';
import { ButtonStyle, ComponentType } from 'discord.js';
import { expect } from 'chai';
import { aBot, type TestBot } from './support/a-bot.js';
import { controlsOf, reaches, wordsOf } from './support/cards.js';

type Message = NonNullable<SandboxInteraction['message']>;

const OLD = 'This button is from an older version of me and no longer works. Use the commands instead.';

describe('messages of before a restart', function () {
  this.timeout(30_000);
  let bot: TestBot;
  let ben: SandboxMember;
  let news: SandboxTextChannel;
  /** Of what plays, of what waits, and of a track that was over before the restart. */
  let playing: SandboxInteraction;
  let waiting: SandboxInteraction;
  let over: MessageRecord;
  let menu: SandboxInteraction;
  let pages: SandboxInteraction;
  let vote: SandboxInteraction;

  before(async () => {
    bot = await aBot();
    ben = bot.listener;
    const dora = bot.guild.addMember(bot.sandbox.addUser({ name: 'dora' }));
    for (const member of [bot.manager, ben, dora]) member.joinVoice(bot.voice);
    news = bot.guild.addTextChannel('news');
    await say('settings announce', { channel: news });
    const first = await say('play', { query: 'short drop' });
    const { id } = await reaches(first, 'playing');
    over = bot.sandbox.world.messages.get(bot.text.id, id);
    await say('skip');
    playing = await say('play', { query: 'long play' });
    await reaches(playing, 'playing');
    waiting = await say('play', { query: 'first side' });
    await reaches(waiting, 'added');
    for (let count = 0; count < 12; count += 1) {
      await reaches(await say('play', { query: 'second side' }), 'added');
    }
    menu = await say('search', { query: 'drop' });
    pages = await say('queue');
    vote = await say('skip', {}, ben);
    await bot.voice.listener.waitForFrames(100);
    bot = await bot.restart();
    await bot.voice.waitForBot();
    await bot.voice.listener.waitForFrames(10);
  });
  after(() => bot.close());

  async function say(name: string, options = {}, member: SandboxMember = bot.manager): Promise<SandboxInteraction> {
    const used = await member.command(bot.text, name, options);
    await used.waitForReply();
    return used;
  }

  async function press(
    message: Message | undefined,
    action: string,
    member = bot.manager,
  ): Promise<SandboxInteraction> {
    if (!message) throw new Error('There is no message to press a button of');
    const control = controlsOf(message).find((one) => one.startsWith(`tonearm:${action}`));
    const pressed = await member.click(message, control ?? action);
    await pressed.waitForReply();
    return pressed;
  }

  const shown = (id: string | undefined) => bot.text.messages.find((message) => message.id === id);
  const becomes = (id: string | undefined, words: RegExp) =>
    bot.text.waitForMessage((message) => message.id === id && words.test(wordsOf(message)));

  it('are the cards that go on: the one that plays is steered by its buttons, and there is no other', async () => {
    const id = playing.message?.id;
    await becomes(id, /Now playing/);
    const paused = await press(shown(id), 'pause:');
    expect(paused.message?.content).to.equal('Paused. /resume goes on.');
    expect(paused.ephemeral).to.equal(true);
    await becomes(id, /Paused/);
    expect((await press(shown(id), 'resume:')).message?.content).to.equal('Playing on.');
    await becomes(id, /Now playing/);
    const steering = bot.text.messages.filter((message) =>
      controlsOf(message).some((one) => one.startsWith('tonearm:pause:')),
    );
    expect(steering.map((message) => message.id)).to.deep.equal([id]);
  });

  it('leave who may decide as it was: nobody is taken for the only listener', async () => {
    const refused = await say('stop', {}, ben);
    expect(refused.message?.content).to.match(/^That is for DJs/);
    expect(refused.ephemeral).to.equal(true);
  });

  it('turn the pages of the queue', async () => {
    expect(pages.message?.content).to.contain('Page 1 of 2');
    await press(pages.message, 'queue:last');
    await pages.waitFor(({ message }) => message?.content.includes('Page 2 of 2') ?? false);
  });

  it('play what is picked in a menu', async () => {
    const [control = ''] = controlsOf(menu.message);
    if (!menu.message) throw new Error('There is no menu');
    const options = JSON.stringify(menu.message.components);
    const [, value = ''] = /"value":"([^"]+)"/.exec(options) ?? [];
    const picked = await bot.manager.pick(menu.message, control, [value]);
    expect(wordsOf(await reaches(picked, 'added'))).to.contain('Short Drop');
  });

  it('count a vote, from the beginning', async () => {
    expect(vote.message?.content).to.equal('Skip **Neon Sleeve**? 1 vote of 2.');
    const counted = await press(vote.message, 'vote-skip:', ben);
    await counted.waitFor(({ responses }) => responses.some(({ kind }) => kind === 'edit'));
    expect(shown(vote.message?.id)?.content).to.equal('Skip **Neon Sleeve**? 1 vote of 2.');
    const twice = await press(shown(vote.message?.id), 'vote-skip:', ben);
    expect(twice.message?.content).to.match(/^You have voted already: 1 vote of 2/);
    expect(twice.ephemeral).to.equal(true);
  });

  it('say that their track is over, and touch no other', async () => {
    // The card as somebody still saw it who pressed at the moment of the restart.
    bot.sandbox.world.messages.edit(bot.text.id, over.id, { components: over.components });
    for (const action of ['pause:', 'skip:', 'stop:']) {
      const pressed = await press(shown(over.id), action);
      expect(pressed.message?.content, action).to.equal(
        'That message is about a track that is over. Now **Neon Sleeve** plays: use /nowplaying for its buttons.',
      );
      expect(pressed.ephemeral, action).to.equal(true);
    }
    expect(bot.tonearm.session(bot.guild.id)?.snapshot.playing?.paused).to.equal(false);
  });

  for (const [action, words] of [
    ['cancel:of-another-life', 'There is no such task here. /queue_status lists them.'],
    ['pause:gone', /^That message is about a track that is over\. Now \*\*Neon Sleeve\*\* plays/],
    ['vote-skip:gone', /^That message is about a track that is over/],
    ['queue:next:soon', OLD],
    ['juggle', OLD],
    ['', OLD],
  ] as const) {
    it(`are answered, whatever their control is called: “${action}”`, async () => {
      const button = { type: ComponentType.Button, custom_id: `tonearm:${action}`, label: 'Press' } as const;
      const { id } = bot.sandbox.world.messages.post({
        mayMention: { users: [], roles: [], everyone: false },
        channelId: bot.text.id,
        guildId: bot.guild.id,
        authorId: bot.sandbox.botUserId,
        components: [{ type: ComponentType.ActionRow, components: [{ ...button, style: ButtonStyle.Primary }] }],
      });
      const pressed = await press(shown(id), action);
      expect(pressed.ephemeral).to.equal(true);
      expect(pressed.unanswered).to.equal(false);
      expect(pressed.responses[0]?.kind).to.equal('callback');
      expect(pressed.message?.content).to.match(words instanceof RegExp ? words : /./);
      if (typeof words === 'string') expect(pressed.message?.content).to.equal(words);
    });
  }

  it('are told to their end: the track that waited plays, on its own card', async () => {
    await press(shown(playing.message?.id), 'skip:');
    await becomes(playing.message?.id, /Skipped/);
    // It is so short that it may be over already.
    await becomes(waiting.message?.id, /Now playing|Played/);
  });

  it('are not joined by another announcement of what had begun before', async () => {
    await news.waitForMessage(({ content }) => content.includes('First Side'));
    const announced = news.messages.map(({ content }) => /\*\*(.+?)\*\*/.exec(content)?.[1]);
    expect(announced).to.deep.equal(['Short Drop', 'Neon Sleeve', 'First Side']);
  });

  it('leave nothing wrong in the log', () => {
    expect(bot.log.at('error')).to.deep.equal([]);
  });
});
