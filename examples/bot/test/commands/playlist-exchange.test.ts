import { PLAYLIST_LIMITS } from '@tonearm/core';
import { aTrack } from '@tonearm/core/testing';
import { expect } from 'chai';
import { withoutLinks } from '../support/a-bot.js';
import { Conversation } from '../support/conversation.js';
import { BAD_NAME, forgetPlaylists, ownersOf, says, titlesIn } from '../support/kept-playlists.js';

describe('/playlist, with what comes from a link or a file', function () {
  this.timeout(20_000);
  let talk: Conversation;

  before(async () => {
    talk = await Conversation.begin();
  });
  after(() => talk.bot.close());
  afterEach(async () => {
    await talk.clear();
    await forgetPlaylists(talk.bot);
  });

  it('import keeps the playlist behind a link, tells its task, and then how much that was', async () => {
    const used = await talk.say('playlist import', { name: 'Album', link: 'https://music.example/album' });
    await says(used, /^Kept 6 tracks in \*\*Album\*\*\.$/);
    const said = used.responses.map(({ message }) => message?.content ?? '');
    expect(said.some((text) => /^Keeping it as \*\*Album\*\*, in the background: task `[^`]+`\.$/.test(text))).to.equal(
      true,
    );
    expect(await titlesIn(talk.bot, ownersOf(talk.bot).manager, 'album')).to.have.length(6);
    const wrong = await talk.say('playlist import', { name: 'Other', link: 'https://music.example/zulu' });
    await says(wrong, /^There is no list of tracks behind that link\.$/);
    withoutLinks(talk.bot);
    expect(await talk.answerTo('playlist import', { name: 'Other', link: 'https://elsewhere.example/x' })).to.contain(
      'No source here plays links like that',
    );
    expect((await talk.bot.tonearm.playlists.list(ownersOf(talk.bot).manager)).map(({ name }) => name)).to.deep.equal([
      'Album',
    ]);
  });

  it('import can be cancelled by the task that it told', async () => {
    talk.source.resolveTroubles.push({ until: new Promise(() => {}) });
    const used = await talk.say('playlist import', { name: 'Album', link: 'https://music.example/album' });
    await says(used, /task `/);
    const task = /task `([^`]+)`/.exec(used.message?.content ?? '')?.[1] ?? '';
    expect(await talk.answerTo('cancel_task', { task })).to.contain('Cancelled');
    await says(used, /^Cancelled by /);
  });

  it('export hangs the playlist on the reply, and import_file makes one of that again', async () => {
    const { sandbox, manager } = talk.bot;
    await talk.say('playlist create', { name: 'Late / night' });
    for (const title of ['Alpha', 'Bravo'])
      await talk.say('playlist add', { name: 'Late / night', query: `fake: ${title}` });
    const exported = await talk.say('playlist export', { name: 'Late / night' });
    expect(exported.message?.content).to.equal(
      'Here is **Late / night** with 2 tracks. /playlist import_file makes a playlist of it again.',
    );
    const [attached] = exported.message?.attachments ?? [];
    expect(attached?.filename).to.match(/^Late.*night\.json$/);
    const text = await (await fetch(attached?.url ?? '')).text();
    const file = sandbox.upload('any.json', text);
    expect(await talk.answerTo('playlist import_file', { file, name: 'Again' }, manager)).to.equal(
      'Kept 2 tracks in **Again**.',
    );
    expect(await titlesIn(talk.bot, ownersOf(talk.bot).manager, 'Again')).to.deep.equal(['Alpha', 'Bravo']);
    expect(await talk.answerTo('playlist import_file', { file })).to.equal(
      'There is a playlist “Late / night” already. Choose another name.',
    );
    expect(await talk.answerTo('playlist import_file', { file, whose: 'server' }, talk.bot.listener)).to.contain(
      'Kept 2 tracks',
    );
    expect(await titlesIn(talk.bot, ownersOf(talk.bot).guild, 'late / night')).to.have.length(2);
  });

  it('import_file refuses what is no playlist, in words, and makes nothing of it', async () => {
    const { sandbox } = talk.bot;
    const playlist = { format: 'tonearm-playlist', version: 1, name: 'Mix', tracks: [] as unknown[] };
    const many = Array.from({ length: PLAYLIST_LIMITS.tracksPerPlaylist + 1 }, () => aTrack());
    for (const [content, words] of [
      ['Dear listener', 'That file is not JSON.'],
      ['{"format":"m3u"}', 'That file is not a playlist that I have exported.'],
      [
        JSON.stringify({ ...playlist, version: 9 }),
        'That playlist was exported by another version of me, which I cannot read.',
      ],
      [JSON.stringify({ ...playlist, tracks: many }), 'There are more tracks in that file than a playlist can hold.'],
      [
        JSON.stringify({ ...playlist, tracks: [aTrack(), 7] }),
        'Track 2 in that file is not described as it should be.',
      ],
      [JSON.stringify({ ...playlist, name: 'a\u0007b' }), BAD_NAME],
      ['x'.repeat(8_000_001), 'That file is too large for a playlist.'],
    ] as const) {
      const file = sandbox.upload('bad.json', content);
      expect(await talk.answerTo('playlist import_file', { file })).to.equal(words);
    }
    expect(await talk.bot.tonearm.playlists.list(ownersOf(talk.bot).manager)).to.deep.equal([]);
  });

  it('leaves nothing wrong in the log', () => {
    expect(talk.bot.log.at('error')).to.deep.equal([]);
  });
});
