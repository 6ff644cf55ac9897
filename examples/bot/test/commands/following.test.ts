import { expect } from 'chai';
import { Conversation } from '../support/conversation.js';

describe('what the bot shows of itself', function () {
  this.timeout(20_000);
  let talk: Conversation;

  before(async () => {
    talk = await Conversation.begin();
  });
  after(() => talk.bot.close());

  /** Resolves when the presence is this. */
  function presence(wanted: string | null): Promise<void> {
    const { sandbox } = talk.bot;
    return new Promise((resolve) => {
      const look = () => {
        if (sandbox.world.presence.activity !== wanted) return;
        stop();
        resolve();
      };
      const stop = sandbox.onEvent(look);
      look();
    });
  }

  it('its presence is the track that plays, and nothing when nothing does', async () => {
    await talk.queue(['Alpha']);
    await presence('Listening to Alpha · The Spellers');
    await talk.say('stop');
    await presence(null);
    expect(talk.bot.log.at('error')).to.deep.equal([]);
  });

  it('no server learns from it what another one hears', async () => {
    const other = talk.bot.sandbox.addGuild({ name: 'The other shop' });
    await talk.queue(['Bravo']);
    await presence('Listening to music in 1 server');
    other.remove();
  });
});
