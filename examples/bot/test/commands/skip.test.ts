import type { SandboxMember } from '@tonearm/discord-sandbox';
import { expect } from 'chai';
import { controlsOf, reaches } from '../support/cards.js';
import { Conversation } from '../support/conversation.js';

describe('/skip', function () {
  this.timeout(20_000);
  let talk: Conversation;
  let ben: SandboxMember;
  let cleo: SandboxMember;

  before(async () => {
    talk = await Conversation.begin();
    ben = talk.bot.listener;
    cleo = talk.bot.guild.addMember(talk.bot.sandbox.addUser({ name: 'cleo' }));
  });
  after(() => talk.bot.close());
  afterEach(() => talk.clear());

  it('says privately that nothing plays', async () => {
    talk.bot.manager.joinVoice(talk.bot.voice);
    await talk.say('join');
    await talk.bot.voice.waitForBot();
    expect(await talk.refusalOf('skip')).to.equal('Nothing is playing.');
  });

  it('skips at once for a DJ, for who asked for the track, and for who listens alone', async () => {
    await talk.queue(['Alpha'], ben);
    cleo.joinVoice(talk.bot.voice);
    expect(await talk.answerTo('skip', {}, ben)).to.equal('Skipped **Alpha**.');
    await talk.queue(['Bravo'], ben);
    talk.bot.manager.joinVoice(talk.bot.voice);
    expect(await talk.answerTo('skip')).to.equal('Skipped **Bravo**.');
    await talk.queue(['Charlie'], ben);
    ben.leaveVoice();
    talk.bot.manager.leaveVoice();
    expect(await talk.answerTo('skip', {}, cleo)).to.equal('Skipped **Charlie**.');
  });

  it('is a vote of half the listeners for everyone else', async () => {
    await talk.queue(['Alpha', 'Bravo']);
    const dora = talk.bot.guild.addMember(talk.bot.sandbox.addUser({ name: 'dora' }));
    for (const member of [ben, cleo, dora]) member.joinVoice(talk.bot.voice);
    const vote = await talk.say('skip', {}, ben);
    expect(vote.message?.content).to.equal('Skip **Alpha**? 1 vote of 2.');
    expect(await talk.refusalOf('skip', {}, ben)).to.equal(
      'You have voted already: 1 vote of 2 for skipping **Alpha**.',
    );
    const twice = await talk.press(vote.message, 'vote-skip', ben);
    expect(twice.ephemeral).to.equal(true);
    expect(twice.message?.content).to.contain('You have voted already');
    expect(talk.standing).to.deep.equal(['Alpha', 'Bravo']);
    await talk.press(vote.message, 'vote-skip', cleo);
    const over = await talk.bot.text.waitForMessage(({ content }) => content === 'Enough votes: skipped **Alpha**.');
    expect(over.id).to.equal(vote.message?.id);
    expect(controlsOf(over)).to.deep.equal([]);
    expect(talk.standing).to.deep.equal(['Bravo']);
  });

  it('is a vote that everyone sees when it is begun by the button of a card, too', async () => {
    const [card] = await talk.queue(['Delta', 'Echo']);
    const emil = talk.bot.guild.addMember(talk.bot.sandbox.addUser({ name: 'emil' }));
    for (const member of [ben, cleo, emil]) member.joinVoice(talk.bot.voice);
    const vote = await talk.press(card?.message, 'skip', ben);
    expect(vote.ephemeral).to.equal(false);
    expect(vote.message?.content).to.equal('Skip **Delta**? 1 vote of 2.');
    await talk.press(vote.message, 'vote-skip', cleo);
    const over = await talk.bot.text.waitForMessage(({ content }) => content === 'Enough votes: skipped **Delta**.');
    expect(over.id).to.equal(vote.message?.id);
    const own = await talk.press(card?.message, 'skip');
    expect(own.ephemeral, 'one who may decide alone').to.equal(true);
  });

  it('does not count the vote of who has left, nor lets who listens elsewhere vote', async () => {
    await talk.queue(['Alpha', 'Bravo']);
    for (const member of [ben, cleo]) member.joinVoice(talk.bot.voice);
    const vote = await talk.say('skip', {}, ben);
    expect(vote.message?.content).to.equal('Skip **Alpha**? 1 vote of 2.');
    ben.leaveVoice();
    const away = await talk.press(vote.message, 'vote-skip', ben);
    expect(away.message?.content).to.contain('only those who listen there decide');
    await talk.press(vote.message, 'vote-skip', cleo);
    await talk.bot.text.waitForMessage(({ content }) => content === 'Enough votes: skipped **Alpha**.');
  });

  it('asks anew about the next track, and an old vote says that its track is over', async () => {
    await talk.queue(['Alpha', 'Bravo']);
    for (const member of [ben, cleo]) member.joinVoice(talk.bot.voice);
    const vote = await talk.say('skip', {}, ben);
    await talk.say('skip');
    const late = await talk.press(vote.message, 'vote-skip', cleo);
    expect(late.ephemeral).to.equal(true);
    expect(late.message?.content).to.equal(
      'That message is about a track that is over. Now **Bravo** plays: use /nowplaying for its buttons.',
    );
    expect((await talk.say('skip', {}, ben)).message?.content).to.equal('Skip **Bravo**? 1 vote of 2.');
  });
});

describe('the buttons of an old card', function () {
  this.timeout(20_000);
  let talk: Conversation;

  before(async () => {
    talk = await Conversation.begin();
  });
  after(() => talk.bot.close());

  it('say that their track is over, and touch no other', async () => {
    const [first, second] = await talk.queue(['Alpha', 'Bravo']);
    const old = first?.message;
    const { messages } = talk.bot.sandbox.world;
    const { components } = messages.get(talk.bot.text.id, old?.id ?? '');
    await talk.say('skip');
    if (first) await reaches(first, 'skipped');
    if (second) await reaches(second, 'playing');
    // The card as the listener still saw it when they pressed.
    messages.edit(talk.bot.text.id, old?.id ?? '', { components });
    const pressed = await talk.press(old, 'stop');
    expect(pressed.message?.content).to.contain('Now **Bravo** plays');
    expect(talk.standing).to.deep.equal(['Bravo']);
    await talk.say('stop');
    const later = await talk.press(old, 'stop');
    expect(later.ephemeral).to.equal(true);
    expect(later.message?.content).to.equal('That message is about a track that is over, and nothing plays now.');
  });
});
