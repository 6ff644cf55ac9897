import { expect } from 'chai';
import { Conversation } from '../support/conversation.js';

describe('commands about the sound', function () {
  this.timeout(20_000);
  let talk: Conversation;

  before(async () => {
    talk = await Conversation.begin();
  });
  after(() => talk.bot.close());
  afterEach(() => talk.clear());

  const session = () => talk.bot.tonearm.session(talk.bot.guild.id)?.snapshot;

  it('/seek goes to a place or by a step, and says what is none', async () => {
    await talk.queue(['Alpha']);
    expect(await talk.answerTo('seek', { time: '1:23' })).to.equal('Now at 1:23 of **Alpha**.');
    expect(session()?.playing?.positionMs).to.be.at.least(83_000);
    expect(await talk.answerTo('seek', { time: '+30' })).to.match(/^Now at 1:5[3-6] of \*\*Alpha\*\*\.$/);
    expect(await talk.answerTo('seek', { time: '-10:00' })).to.equal('Now at 0:00 of **Alpha**.');
    expect(await talk.refusalOf('seek', { time: 'soon' })).to.equal(
      '“soon” is not a time. Write 1:23 or 83 for a place, +30 or -10 for steps in seconds.',
    );
    expect(await talk.refusalOf('seek', { time: '6:00' })).to.equal(
      '**Alpha** is only 6:00 long; 6:00 is beyond its end.',
    );
  });

  it('/seek and /replay are for who asked for the track, or a DJ', async () => {
    await talk.queue(['Alpha']);
    talk.bot.listener.joinVoice(talk.bot.voice);
    const refusal = 'That is for DJs and for the person who asked for the track.';
    expect(await talk.refusalOf('seek', { time: '1:00' }, talk.bot.listener)).to.equal(refusal);
    expect(await talk.refusalOf('replay', {}, talk.bot.listener)).to.equal(refusal);
    await talk.say('seek', { time: '2:00' });
    expect(await talk.answerTo('replay')).to.equal('From the beginning: **Alpha**.');
    expect(session()?.playing?.positionMs).to.be.below(10_000);
  });

  it('say that nothing plays', async () => {
    talk.bot.manager.joinVoice(talk.bot.voice);
    await talk.say('join');
    await talk.bot.voice.waitForBot();
    expect(await talk.refusalOf('seek', { time: '1:00' })).to.equal('Nothing is playing.');
    expect(await talk.refusalOf('replay')).to.equal('Nothing is playing.');
  });

  it('/volume shows, changes, and says what is possible', async () => {
    await talk.queue(['Alpha']);
    expect(await talk.answerTo('volume')).to.equal('The volume is 100 %.');
    expect(await talk.answerTo('volume', { percent: 50 })).to.equal('The volume is now 50 %.');
    expect(session()?.sound.volumePercent).to.equal(50);
    expect(await talk.refusalOf('volume', { percent: 201 })).to.equal('201 is out of range: 0 to 200 is possible.');
    expect(await talk.refusalOf('volume', { percent: -1 })).to.equal('-1 is out of range: 0 to 200 is possible.');
    expect(session()?.sound.volumePercent).to.equal(50);
  });

  it('/filters adds, removes and ends filters, completes their names, and refuses others', async () => {
    const { manager, text } = talk.bot;
    await talk.queue(['Alpha']);
    const offered = await manager.autocomplete(text, 'filters add', { filter: 'night' }, 'filter');
    expect(offered.map(({ value }) => value)).to.include('nightcore');
    expect(await talk.answerTo('filters add', { filter: 'nightcore' })).to.equal('The sound is now: Nightcore.');
    expect(await talk.answerTo('filters add', { filter: 'echo' })).to.equal('The sound is now: Nightcore, Echo.');
    expect(await talk.answerTo('filters remove', { filter: 'nightcore' })).to.equal('The sound is now: Echo.');
    expect(await talk.answerTo('filters off')).to.equal('No filter is on.');
    expect(await talk.refusalOf('filters add', { filter: 'loudest' })).to.equal(
      'There is no filter “loudest”. Pick one of the suggestions.',
    );
    expect(session()?.sound.filters).to.deep.equal([]);
  });

  it('/filters brings tracks to one loudness and blends them', async () => {
    await talk.queue(['Alpha']);
    expect(await talk.answerTo('filters normalize', { on: true })).to.equal('Tracks are brought to the same loudness.');
    expect(await talk.answerTo('filters normalize', { on: false })).to.equal('Tracks are as loud as they were made.');
    expect(await talk.answerTo('filters crossfade', { seconds: 5 })).to.equal(
      'Tracks blend into each other for 5 seconds.',
    );
    expect(await talk.answerTo('filters crossfade', { seconds: 0 })).to.equal(
      'Tracks follow each other without a blend.',
    );
    expect(await talk.refusalOf('filters crossfade', { seconds: 13 })).to.equal(
      '13 is out of range: 0 to 12 is possible.',
    );
  });

  it('leave nothing wrong in the log', () => {
    expect(talk.bot.log.at('error')).to.deep.equal([]);
  });
});
