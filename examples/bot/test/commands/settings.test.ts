import type { SandboxMember } from '@tonearm/discord-sandbox';
import { expect } from 'chai';
import { reaches, wordsOf } from '../support/cards.js';
import { Conversation } from '../support/conversation.js';

describe('/settings', function () {
  this.timeout(20_000);
  let talk: Conversation;
  let ben: SandboxMember;

  before(async () => {
    talk = await Conversation.begin();
    ben = talk.bot.listener;
  });
  after(() => talk.bot.close());
  afterEach(async () => {
    await talk.bot.tonearm.settings.reset(talk.bot.guild.id);
    await talk.clear();
  });

  const settings = () => talk.bot.tonearm.settings.of(talk.bot.guild.id);
  const snapshot = () => talk.bot.tonearm.session(talk.bot.guild.id)?.snapshot;

  it('is shown by Discord to who may manage the server, and refused to anyone else', async () => {
    const { manager, guild, text } = talk.bot;
    const shown = await talk.say('settings show');
    expect(shown.ephemeral).to.equal(true);
    const words = wordsOf(shown.message);
    expect(words).to.contain('`volume` **Volume at the beginning:** 100 %\n').and.contain('**View:** as usual');
    expect(words).to.contain('`dj_role` **DJ role:** “DJ”, as usual\n');
    expect(words).to.contain('**Votes for a skip:** 50 % of the listeners, as usual\n');
    const hidden = await ben.command(text, 'settings show').catch((error: unknown) => String(error));
    expect(hidden).to.contain('hidden from this member');
    // A server may show a command to whomever it likes: then we refuse.
    const { commands } = talk.bot.sandbox.world;
    const command = guild.commands.find(({ name }) => name === 'settings');
    if (command) Object.assign(command, { default_member_permissions: null });
    expect(commands).to.not.equal(undefined);
    expect(await talk.refusalOf('settings volume', { percent: 10 }, ben)).to.equal(
      'Only members who may manage this server can do that.',
    );
    expect(settings().volumePercent).to.equal(100);
    expect(await talk.answerTo('settings volume', { percent: 10 }, manager)).to.contain('10 %');
  });

  const changes = [
    ['volume', { percent: 50 }, 'Volume at the beginning: 50 %.', { volumePercent: 50 }],
    ['normalize', { on: true }, 'Same loudness for all tracks: on.', { normalize: true }],
    ['crossfade', { seconds: 4 }, 'Blend between tracks: 4 seconds.', { crossfadeMs: 4_000 }],
    ['autoplay', { on: true }, 'Similar music at the end: on.', { autoplay: true }],
    ['stay', { on: true }, 'Stay around the clock: on.', { stay: true }],
    ['fair_shuffle', { on: true }, 'Fair shuffle: on.', { fairShuffle: true }],
    ['per_listener', { tracks: 3 }, 'Most tracks of one person: 3 tracks.', { mostPerListener: 3 }],
    ['per_listener', { tracks: 0 }, 'Most tracks of one person: no limit.', { mostPerListener: null }],
    ['longest', { minutes: 90 }, 'Longest track: 1:30:00.', { longestTrackMs: 5_400_000 }],
    ['block', { words: ' *rude* ' }, 'Blocked words: “\\*rude\\*”.', { blocked: ['*rude*'] }],
    ['block', { words: 'rude', on: false }, 'Blocked words: none.', { blocked: [] }],
    ['idle', { minutes: 30 }, 'Leave without music after: 30 minutes.', { idleLeaveMs: 1_800_000 }],
    ['idle', { minutes: 0 }, 'Leave without music after: as usual.', { idleLeaveMs: null }],
    ['vote_share', { percent: 75 }, 'Votes for a skip: 75 % of the listeners.', { voteShare: 0.75 }],
    ['dj_role', {}, 'DJ role: “DJ”, as usual.', { djRole: null }],
    ['announce', {}, 'Tracks are announced in: nowhere.', { announceChannelId: null }],
    ['view', { view: 'text' }, 'View: text.', { view: 'text' }],
    ['language', { language: 'de' }, 'Sprache ist jetzt: de.', { language: 'de' }],
    ['language', {}, 'Language: en, as usual.', { language: null }],
  ] as const;
  for (const [name, options, answer, changed] of changes) {
    it(`${name} ${JSON.stringify(options)} says what holds from now on`, async () => {
      expect(await talk.answerTo(`settings ${name}`, options)).to.equal(answer);
      expect(settings()).to.deep.include(changed);
    });
  }

  const refusals = [
    ['volume', { percent: 201 }, '201 is out of range: 0 to 200 is possible.'],
    ['volume', { percent: -1 }, '-1 is out of range: 0 to 200 is possible.'],
    ['crossfade', { seconds: 13 }, '13 is out of range: 0 to 12 is possible.'],
    ['per_listener', { tracks: -1 }, '-1 is out of range: 0 to 10,000 is possible.'],
    ['longest', { minutes: 99_999 }, '99,999 is out of range: 0 to 10,080 is possible.'],
    ['idle', { minutes: 2_000 }, '2000 is out of range: 0 to 1440 is possible.'],
    ['vote_share', { percent: 0 }, '0 is out of range: 1 to 100 is possible.'],
    ['block', { words: '  ' }, 'Give me 1 to 100 characters to block, on one line.'],
    ['block', { words: 'a\nb' }, 'Give me 1 to 100 characters to block, on one line.'],
    ['view', { view: 'neon' }, 'There is no view “neon”. There are: embed, text.'],
  ] as const;
  for (const [name, options, refusal] of refusals) {
    it(`${name} ${JSON.stringify(options)} is refused, and changes nothing`, async () => {
      const before = settings();
      expect(await talk.refusalOf(`settings ${name}`, options)).to.equal(refusal);
      expect(settings()).to.deep.equal(before);
    });
  }

  it('has room for a hundred blocked words', async () => {
    const blocked = Array.from({ length: 100 }, (_, index) => `word ${index}`);
    await talk.bot.tonearm.settings.change(talk.bot.guild.id, { blocked });
    expect(await talk.refusalOf('settings block', { words: 'one more' })).to.equal(
      'That is as many as there may be. Take one away first.',
    );
    expect(settings().blocked).to.deep.equal(blocked);
    await talk.say('settings block', { words: 'word 7', on: false });
    expect(settings().blocked).to.have.length(99);
  });

  it('reset takes one setting back, or all', async () => {
    await talk.say('settings volume', { percent: 50 });
    await talk.say('settings stay', { on: true });
    expect(await talk.answerTo('settings reset', { setting: 'volume' })).to.equal('Volume at the beginning: 100 %.');
    expect(settings()).to.include({ volumePercent: 100, stay: true });
    expect(await talk.answerTo('settings reset')).to.equal('Everything is as it was at first.');
    expect(settings()).to.include({ stay: false });
  });

  it('completes the names of views', async () => {
    const offered = await talk.bot.manager.autocomplete(talk.bot.text, 'settings view', { view: '' }, 'view');
    expect(offered.map(({ value }) => value)).to.deep.equal(['embed', 'text']);
  });

  it('how music sounds and what is let in changes at once, in what plays and in what comes', async () => {
    await talk.queue(['Alpha']);
    await talk.say('settings volume', { percent: 40 });
    await talk.say('settings block', { words: 'BRAVO' });
    await talk.say('settings per_listener', { tracks: 1 });
    expect(snapshot()?.sound.volumePercent).to.equal(40);
    const blocked = await talk.bot.manager.command(talk.bot.text, 'play', { query: 'fake: bravo' });
    expect(wordsOf(await reaches(blocked, 'failed'))).to.contain('“Bravo” is blocked here.');
    await reaches(await talk.bot.manager.command(talk.bot.text, 'play', { query: 'fake: charlie' }), 'added');
    expect(await talk.answerTo('play', { query: 'fake: delta' })).to.contain('You have 1 waiting in the queue already');
    expect(talk.standing).to.deep.equal(['Alpha', 'Charlie']);
    await talk.clear();
    await talk.queue(['Delta']);
    expect(snapshot()?.sound.volumePercent, 'in a new session').to.equal(40);
  });

  it('what is left out of a playlist is told on its card, or beside it when the card goes on to what plays', async () => {
    const ALBUM = { query: 'https://music.example/album' };
    await talk.say('settings per_listener', { tracks: 2 });
    talk.bot.manager.joinVoice(talk.bot.voice);
    const playing = await talk.bot.manager.command(talk.bot.text, 'play', ALBUM);
    await reaches(playing, 'playing');
    await playing.waitFor(({ followUps }) => followUps.length > 0);
    expect(wordsOf(playing.followUps[0])).to.contain('A playlist of 6 tracks\n').and.contain(': 4 tracks\n');
    expect(talk.standing).to.deep.equal(['Alpha', 'Bravo']);
    await talk.say('settings per_listener', { tracks: 0 });
    await talk.say('settings block', { words: 'foxtrot' });
    const waiting = await talk.bot.manager.command(talk.bot.text, 'play', ALBUM);
    const card = await reaches(waiting, 'added');
    expect(wordsOf(card)).to.contain('Left out by the rules of this server: 1 track\n');
    expect(waiting.followUps).to.deep.equal([]);
  });

  it('the DJ role and the share of votes are the policy’s from then on', async () => {
    const { guild, voice, sandbox } = talk.bot;
    const cleo = guild.addMember(sandbox.addUser({ name: 'cleo' }));
    const dora = guild.addMember(sandbox.addUser({ name: 'dora' }));
    const boss = guild.addRole({ name: 'Boss' });
    await talk.queue(['Alpha', 'Bravo']);
    for (const member of [ben, cleo, dora]) member.joinVoice(voice);
    expect(await talk.answerTo('settings dj_role', { role: boss })).to.equal(`DJ role: <@&${boss.id}>.`);
    expect(await talk.refusalOf('stop', {}, ben)).to.contain('who has the role “Boss”');
    await talk.say('settings vote_share', { percent: 100 });
    expect(await talk.answerTo('skip', {}, ben)).to.equal('Skip **Alpha**? 1 vote of 4.');
    ben.setRoles([boss]);
    expect(await talk.answerTo('skip', {}, ben)).to.equal('Skipped **Alpha**.');
    ben.setRoles([]);
  });

  it('commands belong into the channels that are chosen, except for who manages the server', async () => {
    const { text, guild, manager } = talk.bot;
    const other = guild.addTextChannel('commands');
    await talk.say('settings text_channel', { channel: other });
    expect(await talk.refusalOf('ping', {}, ben)).to.equal(`Commands are for <#${other.id}> here.`);
    expect((await talk.say('ping', {}, manager)).message?.content).to.contain('The answer took');
    const there = await ben.command(other, 'ping');
    expect((await there.waitForReply()).content).to.contain('The answer took');
    expect(await talk.answerTo('settings text_channel', { channel: text })).to.equal(
      `Commands are for: <#${other.id}>, <#${text.id}>.`,
    );
    expect((await talk.say('ping', {}, ben)).message?.content).to.contain('The answer took');
    for (const channel of [other, text]) await talk.say('settings text_channel', { channel, on: false });
    expect(settings().textChannelIds).to.deep.equal([]);
  });

  it('each track is announced where that is decided, and nowhere of another server', async () => {
    const { guild, manager, sandbox, tonearm } = talk.bot;
    const news = guild.addTextChannel('news');
    await talk.say('settings announce', { channel: news });
    await talk.queue(['Alpha', 'Bravo']);
    await news.waitForMessage(({ content }) => content.startsWith('Now playing: **Alpha** by The Spellers · for <@'));
    await talk.say('skip');
    const second = await news.waitForMessage(({ content }) => content.includes('**Bravo**'));
    expect(second.content).to.equal(`Now playing: **Bravo** by The Spellers · for <@${manager.id}>`);
    const abroad = sandbox.addGuild({ name: 'Elsewhere' }).addTextChannel('theirs');
    await tonearm.settings.change(guild.id, { announceChannelId: abroad.id });
    await talk.queue(['Charlie']);
    await talk.say('skip');
    await talk.say('ping');
    expect(abroad.messages).to.deep.equal([]);
  });

  it('cards look as the server likes it, and answers are in its language', async () => {
    await talk.say('settings view', { view: 'text' });
    const [card] = await talk.queue(['Alpha']);
    expect(card?.message?.embeds).to.deep.equal([]);
    await talk.say('settings language', { language: 'fr' });
    expect(await talk.answerTo('settings stay', { on: false })).to.equal('Rester jour et nuit\u00a0: non.');
  });

  it('/shuffle is fair without asking where that is decided', async () => {
    await talk.queue(['Alpha', 'Bravo', 'Charlie']);
    expect(await talk.answerTo('shuffle')).to.equal('Shuffled 2 tracks.');
    await talk.say('settings fair_shuffle', { on: true });
    expect(await talk.answerTo('shuffle')).to.equal('Shuffled 2 tracks: those who asked take turns.');
    expect(await talk.answerTo('shuffle', { fair: false })).to.equal('Shuffled 2 tracks.');
  });

  it('leaves nothing wrong in the log', () => {
    expect(talk.bot.log.at('error')).to.deep.equal([]);
  });
});
