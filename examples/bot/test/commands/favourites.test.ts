import { expect } from 'chai';
import { reaches } from '../support/cards.js';
import { Conversation } from '../support/conversation.js';

describe('/favourites', function () {
  this.timeout(20_000);
  let talk: Conversation;

  before(async () => {
    talk = await Conversation.begin();
  });
  after(() => talk.bot.close());
  afterEach(() => talk.clear());

  it('add, list, remove and play what one person likes, and shows it to nobody else', async () => {
    const { listener: ben, manager } = talk.bot;
    expect(await talk.answerTo('favourites list')).to.equal(
      'You have no favourites yet. /favourites add keeps the current track.',
    );
    expect(await talk.refusalOf('favourites add')).to.equal('Nothing plays. Give me a link or words to search for.');
    expect(await talk.refusalOf('favourites play')).to.equal('Join a voice channel first, then ask again.');
    await talk.queue(['Alpha']);
    expect(await talk.answerTo('favourites play')).to.equal('There are no tracks in it.');
    expect(await talk.answerTo('favourites add')).to.equal('**Alpha** is one of your favourites now.');
    expect(await talk.answerTo('favourites add')).to.equal('**Alpha** is one of your favourites already.');
    expect(await talk.answerTo('favourites add', { query: 'fake: bravo' })).to.contain('**Bravo**');
    expect(await talk.answerTo('favourites add', { query: 'fake: zulu' })).to.equal('Nothing found for “fake: zulu”.');
    const list = await talk.say('favourites list');
    expect(list.ephemeral).to.equal(true);
    expect(list.message?.content).to.equal(
      '**Favourites**, 2 tracks:\n1. **Alpha** by The Spellers · 6:00\n2. **Bravo** by The Spellers · 6:00',
    );
    expect(await talk.answerTo('favourites list', {}, ben)).to.contain('You have no favourites yet');
    expect(await talk.answerTo('favourites list', { page: 2 })).to.contain('There is no page 2');
    const card = await manager.command(talk.bot.text, 'favourites play', { start: 2, position: 'now' });
    await reaches(card, 'playing');
    expect(talk.standing).to.deep.equal(['Bravo']);
    expect(await talk.answerTo('favourites remove', { places: '3' })).to.equal(
      'There is no place 3; the last one is 2.',
    );
    expect(await talk.answerTo('favourites remove', { places: '1-2' })).to.equal(
      'Took 2 tracks out of your favourites.',
    );
    expect(await talk.answerTo('favourites remove', { places: '1' })).to.equal('There are no tracks in it.');
    expect(await talk.refusalOf('favourites remove', { places: '0' })).to.contain('is not a list of places');
  });
});
