import { FakeSource } from '@tonearm/core/testing';
import type { SandboxGuild, SandboxInteraction, SandboxMember, SandboxTextChannel } from '@tonearm/discord-sandbox';
import { expect } from 'chai';
import { aBot, type TestBot } from './support/a-bot.js';
import { controlsOf, reaches, storyOf, wordsOf } from './support/cards.js';

describe('/cancel_task', function () {
  this.timeout(20_000);
  const source = new FakeSource();
  const never = new Promise<never>(() => {});
  let bot: TestBot;
  let dj: SandboxMember;
  let elsewhere: { readonly guild: SandboxGuild; readonly text: SandboxTextChannel; readonly stranger: SandboxMember };

  before(async () => {
    bot = await aBot({ everywhere: true });
    bot.tonearm.sources.add(source);
    const role = bot.guild.addRole({ name: 'dj' });
    dj = bot.guild.addMember(bot.sandbox.addUser({ name: 'cleo' }), { roles: [role] });
    for (const member of [bot.manager, bot.listener, dj]) member.joinVoice(bot.voice);
    const guild = bot.sandbox.addGuild({ name: 'Elsewhere' });
    const stranger = guild.owner;
    elsewhere = { guild, text: guild.addTextChannel('talk'), stranger };
    stranger.joinVoice(guild.addVoiceChannel('Lounge'));
  });
  after(() => bot.close());
  afterEach(() => bot.tonearm.session(bot.guild.id)?.stop());

  async function hangingRequest(words: string, member = bot.listener): Promise<SandboxInteraction> {
    source.resolveTroubles.push({ until: never });
    const card = await member.command(bot.text, 'play', { query: `fake: ${words}` });
    await reaches(card, 'working');
    return card;
  }

  async function cancelling(member: SandboxMember, taskId: string, text = bot.text): Promise<string> {
    const reply = await member.command(text, 'cancel_task', { task: taskId });
    const message = await reply.waitForReply();
    expect(reply.ephemeral).to.equal(true);
    return message.content;
  }

  const taskOf = (card: SandboxInteraction): string => /Task (\S+)/.exec(wordsOf(card.message))?.[1] ?? '';

  it('withdraws the task of who asked for it, and says so in both messages', async () => {
    const card = await hangingRequest('slow song');
    expect(await cancelling(bot.listener, taskOf(card))).to.equal('Cancelled **fake: slow song**.');
    expect(wordsOf(await reaches(card, 'cancelled'))).to.contain('Cancelled by Ben.');
    expect(storyOf(card)).to.deep.equal(['working', 'cancelled']);
    expect(controlsOf(card.message)).to.deep.equal([]);
    expect(bot.tonearm.session(bot.guild.id)?.snapshot.upcoming).to.deep.equal([]);
    expect(await cancelling(bot.listener, taskOf(card))).to.contain('has already ended');
  });

  it('refuses another listener, and lets a DJ', async () => {
    const card = await hangingRequest('another slow song', bot.manager);
    expect(await cancelling(bot.listener, taskOf(card))).to.equal(
      'Only the person who asked for it, or a DJ, can cancel it.',
    );
    expect(card.message && wordsOf(card.message)).to.contain('Looking it up');
    expect(await cancelling(dj, taskOf(card))).to.contain('Cancelled');
    expect(wordsOf(await reaches(card, 'cancelled'))).to.contain('Cancelled by cleo.');
  });

  it('knows no task of another guild', async () => {
    const card = await hangingRequest('secret song');
    const answer = await cancelling(elsewhere.stranger, taskOf(card), elsewhere.text);
    expect(answer).to.equal('There is no such task here. /queue_status lists them.');
    expect(bot.tonearm.status(bot.guild.id).tasks.some(({ state }) => state.status === 'running')).to.equal(true);
    const status = await elsewhere.stranger.command(elsewhere.text, 'queue_status');
    expect((await status.waitForReply()).content)
      .to.contain('nothing asked for yet')
      .and.not.to.contain('secret');
  });

  it('suggests the tasks of this guild that still run, by name', async () => {
    const card = await hangingRequest('findable song');
    const choices = await bot.listener.autocomplete(bot.text, 'cancel_task', { task: 'find' }, 'task');
    expect(choices).to.have.length(1);
    expect(choices[0]).to.include({ value: taskOf(card) });
    expect(choices[0]?.name).to.contain('findable song');
    expect(await bot.listener.autocomplete(bot.text, 'cancel_task', { task: 'slow' }, 'task')).to.deep.equal([]);
    const abroad = await elsewhere.stranger.autocomplete(elsewhere.text, 'cancel_task', { task: '' }, 'task');
    expect(abroad).to.deep.equal([]);
  });

  it('is what the button under the card does, with the same rights', async () => {
    const card = await hangingRequest('song with a button');
    const [cancel = ''] = controlsOf(card.message);
    if (!card.message) throw new Error('There is no card');
    source.resolveTroubles.push({ until: never });
    const mine = await bot.listener.click(card.message, cancel);
    expect((await mine.waitForReply()).content).to.contain('Cancelled');
    expect(mine.ephemeral).to.equal(true);
    await reaches(card, 'cancelled');
    source.resolveTroubles.length = 0;
  });

  it('shows in /queue_status what runs, with how far it is', async () => {
    const card = await hangingRequest('visible song');
    const status = await bot.listener.command(bot.text, 'queue_status');
    const { content } = await status.waitForReply();
    expect(status.ephemeral).to.equal(true);
    expect(content)
      .to.contain('1 of 3 busy')
      .and.to.contain(`\`${taskOf(card)}\` fake: visible song: 0 %, normal priority, running`);
  });

  it('leaves the next request untouched', async () => {
    const card = await bot.listener.command(bot.text, 'play', { query: 'first side' });
    await reaches(card, 'played');
    expect(bot.log.at('error')).to.deep.equal([]);
  });
});
