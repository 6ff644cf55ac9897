import { aTrack, FakeSource } from '@tonearm/core/testing';
import type { SandboxMember } from '@tonearm/discord-sandbox';
import { expect } from 'chai';
import { controlsOf, reaches } from '../support/cards.js';
import { Conversation } from '../support/conversation.js';

const FOR_DJS = 'That is for DJs: anyone who has the role “DJ” or may manage the server, or listens alone.';
const EMPTY = 'The queue is empty: nothing waits.';

describe('commands about the queue', function () {
  this.timeout(20_000);
  let talk: Conversation;
  let ben: SandboxMember;

  before(async () => {
    talk = await Conversation.begin();
    ben = talk.bot.listener;
    // The first page of a playlist whose second one is never asked for in time.
    const items = Array.from({ length: 12 }, (_, index) =>
      aTrack({ source: 'long', id: `l${index}`, title: `Long ${index + 1}` }),
    );
    const playlists = { mix: { title: 'Mix', url: '', trackCount: 300, items, next: 'more' } };
    const source = new FakeSource({ name: 'long', tracks: items, playlists });
    source.identify = (query) =>
      query.kind === 'search' && query.text === 'mix'
        ? { reference: { source: 'long', kind: 'playlist', id: 'mix' } }
        : undefined;
    talk.bot.tonearm.sources.add(source);
  });
  after(() => talk.bot.close());
  afterEach(() => talk.clear());

  async function joined(): Promise<void> {
    talk.bot.manager.joinVoice(talk.bot.voice);
    await talk.say('join');
    await talk.bot.voice.waitForBot();
  }

  it('say what is missing while nothing plays or waits', async () => {
    await joined();
    for (const [name, options, refusal] of [
      ['shuffle', {}, EMPTY],
      ['clear', {}, EMPTY],
      ['move', { from: 1, to: 2 }, EMPTY],
      ['remove places', { places: '1' }, EMPTY],
      ['remove duplicates', {}, EMPTY],
      ['remove listener', { person: ben }, EMPTY],
      ['skip', { to: 2 }, 'Nothing is playing.'],
      ['previous', {}, 'Nothing has played before this.'],
      ['cancel_playlist', { playlist: 'none' }, 'There is no such playlist here. /playlist_status lists them.'],
    ] as const) {
      expect(await talk.refusalOf(name, options), name).to.equal(refusal);
    }
    expect(await talk.answerTo('history')).to.equal('Nothing has played yet.');
    expect(await talk.answerTo('playlist_status')).to.equal('No playlist is being loaded here.');
  });

  it('change it for DJs only while others listen', async () => {
    await talk.queue(['Alpha', 'Bravo']);
    ben.joinVoice(talk.bot.voice);
    for (const [name, options] of [
      ['shuffle', {}],
      ['clear', {}],
      ['move', { from: 1, to: 1 }],
      ['remove duplicates', {}],
      ['previous', {}],
      ['loop', { mode: 'queue' }],
      ['autoplay', {}],
      ['stay', {}],
    ] as const) {
      expect(await talk.refusalOf(name, options, ben), name).to.equal(FOR_DJS);
    }
    expect(talk.standing).to.deep.equal(['Alpha', 'Bravo']);
  });

  it('/skip to goes to a place in the queue, for DJs', async () => {
    await talk.queue(['Alpha', 'Bravo', 'Charlie']);
    ben.joinVoice(talk.bot.voice);
    expect(await talk.refusalOf('skip', { to: 2 }, ben)).to.equal(
      'Skipping to a place is for DJs: anyone who has the role “DJ” or may manage the server, or listens alone.',
    );
    expect(await talk.refusalOf('skip', { to: 3 })).to.equal('There is no place 3 in the queue. The last one is 2.');
    expect(await talk.answerTo('skip', { to: 2 })).to.equal('Skipped to **Charlie**.');
    expect(talk.standing).to.deep.equal(['Charlie']);
  });

  it('/queue says how it goes on, where that is not simply to its end', async () => {
    await talk.queue(['Alpha', 'Bravo']);
    const lastLine = async () => (await talk.answerTo('queue'))?.split('\n').at(-1);
    expect(await lastLine()).to.match(/^Together /);
    await talk.say('loop', { mode: 'queue' });
    expect(await lastLine()).to.equal('🔁 The whole queue repeats.');
    await talk.say('autoplay', { on: true });
    expect(await lastLine()).to.equal('🔁 The whole queue repeats. ✨ When the queue is over, similar music follows.');
  });

  it('/remove absent takes out what those asked for who have left, for DJs', async () => {
    await talk.queue(['Alpha', 'Bravo']);
    await talk.queue(['Charlie', 'Delta'], ben);
    expect(await talk.refusalOf('remove absent', {}, ben)).to.equal(FOR_DJS);
    expect(await talk.refusalOf('remove absent')).to.equal('Everyone who asked for something that waits is here.');
    ben.leaveVoice();
    expect(await talk.answerTo('remove absent')).to.equal('Removed 2 tracks.');
    expect(talk.standing).to.deep.equal(['Alpha', 'Bravo']);
  });

  it('/pause, /resume and /join say privately that it is so already', async () => {
    await talk.queue(['Alpha']);
    expect(await talk.refusalOf('resume')).to.equal('Nothing is paused.');
    expect(await talk.answerTo('pause')).to.equal('Paused. /resume goes on.');
    expect(await talk.refusalOf('pause')).to.equal('It is paused already. /resume goes on.');
    expect(await talk.answerTo('resume')).to.equal('Playing on.');
    expect(await talk.refusalOf('join')).to.equal(`I am in <#${talk.bot.voice.id}> already.`);
  });

  it('/previous goes back, and what played comes after it; /history tells both', async () => {
    const [, second] = await talk.queue(['Alpha', 'Bravo']);
    await talk.say('skip');
    if (second) await reaches(second, 'playing');
    const history = await talk.say('history');
    expect(history.message?.embeds[0]?.title).to.equal('Played before, the last first:');
    expect(history.message?.embeds[0]?.description).to.equal(
      `1. **Alpha** by The Spellers · 6:00 · for <@${talk.bot.manager.id}>`,
    );
    expect(await talk.answerTo('previous')).to.equal('Back to **Alpha**.');
    expect(talk.standing).to.deep.equal(['Alpha', 'Bravo']);
  });

  it('/remove takes out places, what one person asked for, and duplicates', async () => {
    await talk.queue(['Alpha', 'Bravo', 'Charlie', 'Delta', 'Echo', 'Bravo']);
    expect(await talk.answerTo('remove places', { places: '2' })).to.equal('Removed **Charlie**.');
    expect(talk.standing).to.deep.equal(['Alpha', 'Bravo', 'Delta', 'Echo', 'Bravo']);
    expect(await talk.answerTo('remove duplicates')).to.equal('Removed **Bravo**.');
    expect(await talk.answerTo('remove duplicates')).to.equal('No track waits twice.');
    expect(await talk.answerTo('remove places', { places: '2-3' })).to.equal('Removed 2 tracks.');
    await talk.queue(['Foxtrot'], ben);
    expect(await talk.answerTo('remove listener', { person: ben })).to.equal('Removed **Foxtrot**.');
    expect(await talk.refusalOf('remove listener', { person: ben })).to.equal(
      `Nothing that <@${ben.id}> asked for waits.`,
    );
    expect(talk.standing).to.deep.equal(['Alpha', 'Bravo']);
  });

  it('/remove says what is no place, and leaves what others asked for to DJs', async () => {
    await talk.queue(['Alpha', 'Bravo']);
    await talk.queue(['Charlie'], ben);
    expect(await talk.refusalOf('remove places', { places: '9' })).to.equal(
      'There is no place 9 in the queue. The last one is 2.',
    );
    expect(await talk.refusalOf('remove places', { places: 'first' })).to.equal(
      '“first” is not a list of places. Write 3, or 2-5, or 2-5,7.',
    );
    const notYours = 'That was asked for by others: only a DJ may remove it.';
    expect(await talk.refusalOf('remove places', { places: '1' }, ben)).to.equal(notYours);
    expect(await talk.refusalOf('remove listener', { person: talk.bot.manager }, ben)).to.equal(notYours);
    expect(talk.standing).to.deep.equal(['Alpha', 'Bravo', 'Charlie']);
    expect(await talk.answerTo('remove places', { places: '2' }, ben)).to.equal('Removed **Charlie**.');
  });

  it('/move gives a track another place', async () => {
    await talk.queue(['Alpha', 'Bravo', 'Charlie', 'Delta']);
    expect(await talk.answerTo('move', { from: 3, to: 1 })).to.equal('Moved **Delta** to place 1.');
    expect(talk.standing).to.deep.equal(['Alpha', 'Delta', 'Bravo', 'Charlie']);
    expect(await talk.refusalOf('move', { from: 0, to: 1 })).to.equal(
      'There is no place 0 in the queue. The last one is 3.',
    );
    expect(await talk.refusalOf('move', { from: 1, to: 4 })).to.equal(
      'There is no place 4 in the queue. The last one is 3.',
    );
  });

  it('/shuffle mixes, fair or not, and /clear empties', async () => {
    await talk.queue(['Alpha', 'Bravo', 'Charlie']);
    await talk.queue(['Delta'], ben);
    expect(await talk.answerTo('shuffle')).to.equal('Shuffled 3 tracks.');
    expect([...talk.standing].sort()).to.deep.equal(['Alpha', 'Bravo', 'Charlie', 'Delta']);
    expect(await talk.answerTo('shuffle', { fair: true })).to.equal('Shuffled 3 tracks: those who asked take turns.');
    expect(talk.standing.indexOf('Delta')).to.be.at.most(2);
    expect(await talk.answerTo('clear')).to.equal('Removed 3 tracks; what plays goes on.');
    expect(talk.standing).to.deep.equal(['Alpha']);
  });

  it('/loop, /autoplay and /stay change how it goes on', async () => {
    await talk.queue(['Alpha']);
    const session = () => talk.bot.tonearm.session(talk.bot.guild.id)?.snapshot;
    expect(await talk.answerTo('loop', { mode: 'queue' })).to.equal('The whole queue repeats.');
    expect(session()?.loop).to.equal('queue');
    expect(await talk.answerTo('loop', { mode: 'track' })).to.equal('The current track repeats.');
    expect(await talk.answerTo('loop', { mode: 'off' })).to.equal('Nothing repeats.');
    expect(await talk.answerTo('autoplay')).to.equal('When the queue is over, similar music follows.');
    expect(session()?.autoplay).to.equal(true);
    expect(await talk.answerTo('autoplay', { on: false })).to.equal('When the queue is over, it is over.');
    expect(await talk.answerTo('stay', { on: true })).to.equal('I stay here, even when nothing plays.');
    expect(session()?.stay).to.equal(true);
    expect(await talk.answerTo('stay')).to.equal('I leave some time after the music has ended.');
  });

  it('/queue has pages with buttons, the time in all and until yours', async () => {
    talk.bot.manager.joinVoice(talk.bot.voice);
    await reaches(await talk.say('play', { query: 'fake: alpha' }), 'playing');
    for (let round = 0; round < 2; round += 1) await talk.queue(['Bravo', 'Charlie', 'Delta', 'Echo', 'Foxtrot']);
    await talk.queue(['Bravo'], ben);
    const shown = await talk.say('queue', {}, ben);
    const lines = shown.message?.content.split('\n') ?? [];
    expect(lines[1]).to.equal('Next (11 in all):');
    expect(lines[2]).to.match(/^1\. \*\*Bravo\*\* by The Spellers · 6:00 · for <@/);
    expect(lines.at(-1)).to.match(/^Together 1:1[12]:\d\d · yours in 1:0[56]:\d\d · Page 1 of 2$/);
    expect(shown.ephemeral).to.equal(true);
    expect(controlsOf(shown.message)).to.have.length(4);
    await talk.press(shown.message, 'queue:last', ben);
    await shown.waitFor(({ message }) => /Page 2 of 2/.test(message?.content ?? ''));
    expect(shown.message?.content).to.contain(`11. **Bravo** by The Spellers · 6:00 · for <@${ben.id}>`);
    expect(await talk.answerTo('queue', { page: 3 })).to.equal('There is no page 3. The last one is 2.');
  });

  it('the buttons of /queue turn to the first, the last, and the pages beside, also in a queue that has become shorter', async () => {
    talk.bot.manager.joinVoice(talk.bot.voice);
    await reaches(await talk.say('play', { query: 'fake: alpha' }), 'playing');
    for (let round = 0; round < 5; round += 1) await talk.queue(['Bravo', 'Charlie', 'Delta', 'Echo', 'Foxtrot']);
    const shown = await talk.say('queue');
    const turned = async (button: string, page: string) => {
      await talk.press(shown.message, `queue:${button}`);
      await shown.waitFor(({ message }) => message?.content.includes(page) ?? false);
    };
    await turned('next', 'Page 2 of 3');
    await turned('last', 'Page 3 of 3');
    await turned('back', 'Page 2 of 3');
    await turned('first', 'Page 1 of 3');
    await turned('last', 'Page 3 of 3');
    await talk.say('remove places', { places: '5-25' });
    await talk.press(shown.message, 'queue:back');
    await shown.waitFor(({ message }) => /^4\. \*\*Echo\*\*/m.test(message?.content ?? ''));
    expect(controlsOf(shown.message)).to.deep.equal([]);
  });

  it('is asked for what has moved on before the acknowledgement: says so, and takes nothing else', async () => {
    for (const [name, options] of [
      ['remove places', { places: '1' }],
      ['move', { from: 1, to: 2 }],
      ['skip', { to: 1 }],
    ] as const) {
      await talk.queue(['Alpha', 'Bravo', 'Charlie', 'Delta']);
      const { faults } = talk.bot.sandbox;
      const came = () => talk.bot.log.at('info').filter((line) => line === 'An interaction came').length;
      const before = came();
      faults.latency(200);
      const used = await talk.bot.manager.command(talk.bot.text, name, options);
      await talk.bot.log.waitFor(() => came() > before);
      talk.bot.tonearm.session(talk.bot.guild.id)?.skip();
      faults.latency(0);
      expect((await used.waitForReply()).content, name).to.equal(
        'The queue has moved on meanwhile. Look at /queue, then ask again.',
      );
      expect(talk.standing, name).to.deep.equal(['Bravo', 'Charlie', 'Delta']);
      await talk.clear();
    }
  });

  it('/playlist_status and /cancel_playlist know what is not loaded yet', async () => {
    talk.bot.manager.joinVoice(talk.bot.voice);
    const card = await talk.say('play', { query: 'long: mix' });
    await reaches(card, 'playing');
    ben.joinVoice(talk.bot.voice);
    const status = (await talk.answerTo('playlist_status')) ?? '';
    expect(status).to.match(/: 11 loaded and waiting, 288 still to load$/);
    const [, id = ''] = /`([^`]+)`/.exec(status) ?? [];
    await talk.say('playlist create', { name: 'Kept' });
    expect(await talk.answerTo('playlist add', { name: 'Kept', queue: true })).to.equal(
      'Added 12 tracks to **Kept**; for 288 tracks there was no room, or they are not loaded yet.',
    );
    expect(await talk.refusalOf('cancel_playlist', { playlist: id }, ben)).to.equal(
      'Only the person who asked for it, or a DJ, can cancel it.',
    );
    const offered = await talk.bot.manager.autocomplete(talk.bot.text, 'cancel_playlist', { playlist: '' }, 'playlist');
    expect(offered.map(({ value }) => value)).to.deep.equal([id]);
    expect(await talk.answerTo('cancel_playlist', { playlist: id })).to.equal(
      'Removed what was left of that playlist: 299 tracks.',
    );
    expect(talk.standing).to.deep.equal(['Long 1']);
  });

  it('leave nothing wrong in the log', () => {
    expect(talk.bot.log.at('error')).to.deep.equal([]);
  });
});
