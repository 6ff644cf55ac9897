import { aTrack, FakeSource } from '@tonearm/core/testing';
import { expect } from 'chai';
import { reaches } from '../support/cards.js';
import { Conversation } from '../support/conversation.js';

describe('what nobody knows the length of', function () {
  this.timeout(20_000);
  let talk: Conversation;

  before(async () => {
    talk = await Conversation.begin();
    const radio = aTrack({ source: 'long', id: 'radio', title: 'Radio', durationMs: null });
    const items = Array.from({ length: 12 }, (_, index) =>
      aTrack({ source: 'long', id: `l${index}`, title: `Long ${index + 1}` }),
    );
    const playlists = { mix: { title: 'Mix', url: '', trackCount: null, items, next: 'more' } };
    const source = new FakeSource({ name: 'long', tracks: [radio, ...items], playlists });
    source.identify = (query) => {
      if (query.kind !== 'search') return undefined;
      const id = query.text;
      return { reference: { source: 'long', kind: id === 'mix' ? 'playlist' : 'track', id } };
    };
    talk.bot.tonearm.sources.add(source);
  });
  after(() => talk.bot.close());
  beforeEach(() => talk.bot.manager.joinVoice(talk.bot.voice));
  afterEach(() => talk.clear());

  async function play(query: string): Promise<void> {
    await reaches(await talk.say('play', { query }), 'playing');
  }

  it('a live stream is not wound, and says so', async () => {
    await play('long: radio');
    for (const [name, options] of [
      ['seek', { time: '1:00' }],
      ['seek', { time: '-10' }],
      ['replay', {}],
    ] as const) {
      expect(await talk.refusalOf(name, options), name).to.equal('**Radio** is live, so there is no seeking in it.');
    }
    expect(await talk.answerTo('queue')).to.match(/^Now playing: \*\*Radio\*\*.*of live\)\nNothing follows\.$/);
  });

  it('a playlist whose end nobody knows is shown, told, mixed and emptied as one', async () => {
    await play('long: mix');
    const lines = (await talk.answerTo('queue', { page: 2 }))?.split('\n') ?? [];
    expect(lines[1]).to.equal('Next (more than can be counted yet):');
    expect(lines.at(-2)).to.match(/^12\. the rest of a playlist \(nobody knows how long\) · for <@\d+>$/);
    expect(lines.at(-1)).to.match(/^Together at least \d+:\d\d(:\d\d)? · yours plays now · Page 2 of 2$/);
    expect(await talk.answerTo('playlist_status')).to.match(
      /^Playlists that are being loaded:\n`\w+` for <@\d+>: 11 loaded and waiting, nobody knows how many still to load$/,
    );
    expect(await talk.answerTo('shuffle')).to.equal('Shuffled what waits.');
    expect(await talk.answerTo('clear')).to.equal('Removed all that waited; what plays goes on.');
    expect(talk.standing).to.deep.equal(['Long 1']);
  });

  it('what one person asked for of it is removed, and so is what is left of it', async () => {
    await play('long: mix');
    expect(await talk.answerTo('remove listener', { person: talk.bot.manager })).to.equal('Removed all of that.');
    expect(talk.standing).to.deep.equal(['Long 1']);
    await talk.say('stop');
    await play('long: mix');
    const [, id = ''] = /`(\w+)`/.exec((await talk.answerTo('playlist_status')) ?? '') ?? [];
    expect(await talk.answerTo('cancel_playlist', { playlist: id })).to.equal(
      'Removed what was left of that playlist.',
    );
    expect(talk.standing).to.deep.equal(['Long 1']);
  });

  it('what is still being looked up has its place in the queue', async () => {
    await talk.queue(['Alpha']);
    talk.source.resolveTroubles.push({ until: new Promise(() => {}) });
    await reaches(await talk.say('play', { query: 'fake: a *slow* song' }), 'working');
    expect(await talk.answerTo('queue')).to.contain('1. being looked up: fake: a \\*slow\\* song · for ');
    talk.source.resolveTroubles.length = 0;
  });

  it('leaves nothing wrong in the log', () => {
    expect(talk.bot.log.at('error')).to.deep.equal([]);
  });
});
