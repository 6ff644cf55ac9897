import { PLAYLIST_LIMITS } from '@tonearm/core';
import { aTrack } from '@tonearm/core/testing';
import type { SandboxMember } from '@tonearm/discord-sandbox';
import { expect } from 'chai';
import { reaches, wordsOf } from '../support/cards.js';
import { Conversation } from '../support/conversation.js';
import { BAD_NAME, forgetPlaylists, ownersOf, says, titlesIn } from '../support/kept-playlists.js';

const NO_MIX = 'There is no playlist “Mix”. /playlist list shows those there are.';

describe('/playlist', function () {
  this.timeout(20_000);
  let talk: Conversation;
  let ben: SandboxMember;

  before(async () => {
    talk = await Conversation.begin();
    ben = talk.bot.listener;
  });
  after(() => talk.bot.close());
  afterEach(async () => {
    await talk.clear();
    await forgetPlaylists(talk.bot);
  });

  it('create, add, show, remove, rename and delete keep a playlist of one’s own', async () => {
    const missing = await talk.say('playlist show', { name: 'Mix' });
    expect(missing.ephemeral).to.equal(true);
    expect(missing.message?.content).to.equal(NO_MIX);
    expect(await talk.answerTo('playlist list')).to.equal('There are no playlists yet. /playlist create makes one.');
    expect(await talk.answerTo('playlist create', { name: 'Mix' })).to.equal('Made the playlist **Mix**.');
    expect(await talk.answerTo('playlist create', { name: 'MIX' })).to.equal(
      'There is a playlist “Mix” already. Choose another name.',
    );
    expect(await talk.answerTo('playlist show', { name: 'mix' })).to.equal(
      '**Mix**, 0 tracks:\nThere are no tracks in it.',
    );
    for (const title of ['Alpha', 'Bravo', 'Charlie']) {
      expect(await talk.answerTo('playlist add', { name: 'mix', query: `fake: ${title}` })).to.equal(
        `Added **${title}** to **Mix**.`,
      );
    }
    expect(await talk.answerTo('playlist remove', { name: 'Mix', places: '1' })).to.equal(
      'Took **Alpha** out of **Mix**.',
    );
    expect(await talk.answerTo('playlist show', { name: 'Mix' })).to.equal(
      '**Mix**, 2 tracks:\n1. **Bravo** by The Spellers · 6:00\n2. **Charlie** by The Spellers · 6:00',
    );
    expect(await talk.answerTo('playlist rename', { name: 'Mix', to: 'Late *night*' })).to.equal(
      '**Mix** is now called **Late \\*night\\***.',
    );
    expect(wordsOf((await talk.say('playlist list')).message)).to.equal('Yours:\n**Late \\*night\\*** · 2 tracks');
    expect(await talk.answerTo('playlist delete', { name: 'late *NIGHT*' })).to.equal(
      'Deleted **Late \\*night\\*** with 2 tracks.',
    );
    expect(await talk.bot.tonearm.playlists.list(ownersOf(talk.bot).manager)).to.deep.equal([]);
  });

  it('add takes the current track, or the whole queue, and says what is missing', async () => {
    await talk.say('playlist create', { name: 'Mix' });
    expect(await talk.refusalOf('playlist add', { name: 'Mix' })).to.equal(
      'Nothing plays. Give me a link or words to search for.',
    );
    expect(await talk.refusalOf('playlist add', { name: 'Mix', queue: true })).to.equal(
      'The queue is empty: nothing waits.',
    );
    expect(await talk.refusalOf('playlist add', { name: 'Mix', queue: true, query: 'x' })).to.equal(
      'Give me words or the queue, not both.',
    );
    expect(await talk.answerTo('playlist add', { name: 'Mix', query: 'fake: zulu' })).to.equal(
      'Nothing found for “fake: zulu”.',
    );
    await talk.queue(['Alpha', 'Bravo', 'Charlie']);
    expect(await talk.answerTo('playlist add', { name: 'Mix' })).to.equal('Added **Alpha** to **Mix**.');
    expect(await talk.answerTo('playlist add', { name: 'Mix', queue: true })).to.equal('Added 3 tracks to **Mix**.');
    expect(await titlesIn(talk.bot, ownersOf(talk.bot).manager, 'Mix')).to.deep.equal([
      'Alpha',
      'Alpha',
      'Bravo',
      'Charlie',
    ]);
  });

  it('add takes all that is behind a link, into a playlist that is there', async () => {
    const link = 'https://music.example/album';
    expect(await talk.answerTo('playlist add', { name: 'Mix', query: link })).to.equal(NO_MIX);
    await talk.say('playlist create', { name: 'Mix' });
    await says(await talk.say('playlist add', { name: 'Mix', query: link }), /^Kept 6 tracks in \*\*Mix\*\*\.$/);
    const one = await talk.say('playlist add', { name: 'Mix', query: 'https://music.example/alpha' });
    await says(one, /^Kept 1 track in \*\*Mix\*\*\.$/);
    expect(await titlesIn(talk.bot, ownersOf(talk.bot).manager, 'Mix')).to.have.length(7);
  });

  it('a server’s is for everyone to see and play, and for who made it or a DJ to change', async () => {
    const { manager } = talk.bot;
    await talk.say('playlist create', { name: 'Mix', whose: 'server' }, manager);
    await talk.say('playlist add', { name: 'Mix', query: 'fake: alpha' }, manager);
    expect(wordsOf((await talk.say('playlist list', {}, ben)).message)).to.equal(
      `This server’s:\n**Mix** · 1 track · by <@${manager.id}>`,
    );
    const notYours = 'Only the person who made “Mix”, or a DJ, may change it.';
    // Alone in the channel, which makes a DJ for what plays, but not for what others keep.
    ben.joinVoice(talk.bot.voice);
    for (const [name, options] of [
      ['delete', {}],
      ['rename', { to: 'Mine' }],
      ['add', { query: 'fake: bravo' }],
      ['remove', { places: '1' }],
      ['import', { link: 'https://music.example/album' }],
    ] as const) {
      const used = await talk.say(`playlist ${name}`, { name: 'Mix', ...options }, ben);
      expect(used.message?.content, name).to.equal(notYours);
      expect(used.ephemeral, name).to.equal(true);
    }
    expect(await titlesIn(talk.bot, ownersOf(talk.bot).guild, 'Mix')).to.deep.equal(['Alpha']);
    const dj = talk.bot.guild.addRole({ name: 'dj' });
    ben.setRoles([dj]);
    expect(await talk.answerTo('playlist delete', { name: 'Mix' }, ben)).to.equal('Deleted **Mix** with 1 track.');
    ben.setRoles([]);
  });

  it('nobody sees, plays or deletes what another person or another server keeps', async () => {
    await talk.say('playlist create', { name: 'Mix' });
    for (const sub of ['show', 'delete', 'export']) {
      expect(await talk.answerTo(`playlist ${sub}`, { name: 'Mix' }, ben), sub).to.equal(NO_MIX);
    }
    ben.joinVoice(talk.bot.voice);
    expect(await talk.answerTo('playlist play', { name: 'Mix' }, ben)).to.equal(NO_MIX);
    const elsewhere = { kind: 'guild', id: '1' } as const;
    await talk.bot.tonearm.playlists.create(elsewhere, 'Theirs', { id: 'x', isDj: false });
    expect(await talk.answerTo('playlist delete', { name: 'Theirs', whose: 'server' })).to.contain(
      'There is no playlist “Theirs”',
    );
    expect(await talk.bot.tonearm.playlists.list(elsewhere)).to.have.length(1);
    const offered = await talk.bot.manager.autocomplete(talk.bot.text, 'playlist show', { name: '' }, 'name');
    expect(offered).to.deep.equal([{ name: 'Mix (0)', value: 'Mix' }]);
    expect(await ben.autocomplete(talk.bot.text, 'playlist show', { name: '' }, 'name')).to.deep.equal([]);
  });

  it('play puts it into the queue as one request, from a place on, where it is asked for', async () => {
    const { manager, tonearm } = talk.bot;
    await tonearm.playlists.create(ownersOf(talk.bot).manager, 'Mix', { id: manager.id, isDj: false });
    expect(await talk.refusalOf('playlist play', { name: 'Mix' })).to.equal(
      'Join a voice channel first, then ask again.',
    );
    manager.joinVoice(talk.bot.voice);
    expect(await talk.answerTo('playlist play', { name: 'Mix' })).to.equal('There are no tracks in it.');
    for (const title of ['Alpha', 'Bravo', 'Charlie']) {
      await talk.say('playlist add', { name: 'Mix', query: `fake: ${title}` });
    }
    const lookups = talk.source.resolved.length;
    const card = await manager.command(talk.bot.text, 'playlist play', { name: 'mix', start: 2 });
    await reaches(card, 'playing');
    expect(card.ephemeral).to.equal(false);
    expect(talk.standing).to.deep.equal(['Bravo', 'Charlie']);
    await reaches(await manager.command(talk.bot.text, 'playlist play', { name: 'mix', position: 'next' }), 'added');
    expect(talk.standing).to.deep.equal(['Bravo', 'Alpha', 'Bravo', 'Charlie', 'Charlie']);
    expect(talk.source.resolved).to.have.length(lookups);
    for (const start of [0, 4]) {
      expect(await talk.answerTo('playlist play', { name: 'Mix', start })).to.equal(
        `There is no place ${start}; the last one is 3.`,
      );
    }
    ben.joinVoice(talk.bot.voice);
    expect(await talk.refusalOf('playlist play', { name: 'Mix', position: 'now' }, ben)).to.contain('is for DJs');
  });

  it('refuses names and places that are none, and changes nothing', async () => {
    await talk.say('playlist create', { name: 'Mix' });
    await talk.say('playlist add', { name: 'Mix', query: 'fake: alpha' });
    for (const name of ['two\nlines', 'a\u0000b', '\u200B', 'x'.repeat(81)]) {
      expect(await talk.answerTo('playlist create', { name })).to.equal(BAD_NAME);
      expect(await talk.answerTo('playlist rename', { name: 'Mix', to: name })).to.equal(BAD_NAME);
    }
    for (const [places, words] of [
      ['2', 'There is no place 2; the last one is 1.'],
      ['1-9', 'There is no place 9; the last one is 1.'],
      ['first', '“first” is not a list of places. Write 3, or 2-5, or 2-5,7.'],
    ] as const) {
      expect(await talk.answerTo('playlist remove', { name: 'Mix', places })).to.equal(words);
    }
    for (const page of [0, 2, -1]) {
      expect(await talk.answerTo('playlist show', { name: 'Mix', page })).to.equal(
        `There is no page ${page}; the last one is 1.`,
      );
    }
    expect(await titlesIn(talk.bot, ownersOf(talk.bot).manager, 'Mix')).to.deep.equal(['Alpha']);
  });

  it('says when there are as many as there may be', async () => {
    const { tonearm, manager } = talk.bot;
    const by = { id: manager.id, isDj: false };
    const { playlistsPerOwner, tracksPerPlaylist } = PLAYLIST_LIMITS;
    const full = Array.from({ length: tracksPerPlaylist }, (_, index) => aTrack({ id: `${index}` }));
    await tonearm.playlists.create(ownersOf(talk.bot).manager, 'Full', by, full);
    expect(await talk.answerTo('playlist add', { name: 'Full', query: 'fake: alpha' })).to.equal(
      'It holds 5000 tracks already, which is the most.',
    );
    for (let count = 1; count < playlistsPerOwner; count += 1)
      await tonearm.playlists.create(ownersOf(talk.bot).manager, `P${count}`, by);
    expect(await talk.answerTo('playlist create', { name: 'More' })).to.equal(
      'There are 50 playlists already, which is the most. Delete one first.',
    );
    expect((await talk.say('playlist list')).message?.embeds).to.have.length(1);
  });

  it('speaks the language of the server', async () => {
    await talk.bot.tonearm.settings.change(talk.bot.guild.id, { language: 'fr' });
    expect(await talk.answerTo('playlist show', { name: 'Mix' })).to.equal(
      'Il n’y a pas de playlist «\u00a0Mix\u00a0». /playlist list montre celles qui existent.',
    );
    await talk.bot.tonearm.settings.reset(talk.bot.guild.id);
  });

  it('leaves nothing wrong in the log', () => {
    expect(talk.bot.log.at('error')).to.deep.equal([]);
  });
});
