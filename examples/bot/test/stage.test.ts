import path from 'node:path';
import { expect } from 'chai';
import { aBot, type TestBot } from './support/a-bot.js';
import { reaches } from './support/cards.js';
import { heardPlaces, placesIn } from './support/places.js';

/** Packets that leave until the pause takes effect, at most. */
const UNHEARD = 50;

describe('on a stage where the bot has to be let speak', function () {
  this.timeout(20_000);
  let bot: TestBot;

  before(async () => {
    bot = await aBot();
  });
  after(() => bot.close());

  it('nothing is played to nobody: a track waits for the moderator, and for the next time', async () => {
    const places = await placesIn(path.join(bot.music.path, 'Long Play.opus'));
    const stage = bot.guild.addStage('Auditorium');
    stage.setPermissions(bot.guild.everyone, { allow: ['RequestToSpeak'] });
    const { owner, bot: us } = bot.guild;
    owner.joinVoice(stage);
    const card = await owner.command(bot.text, 'play', { query: 'local:Long Play.opus' });
    await stage.waitForState(us, ({ requestToSpeakAtMs }) => requestToSpeakAtMs !== null);
    await reaches(card, 'paused');
    owner.setSpeaker(us, true);
    await stage.listener.waitForFrames(20);
    expect(heardPlaces(stage.listener, places)[0], 'from its beginning').to.be.within(0, UNHEARD);
    owner.setSpeaker(us, false);
    await reaches(card, 'paused');
    const before = heardPlaces(stage.listener, places).at(-1) ?? 0;
    stage.listener.clear();
    owner.setSpeaker(us, true);
    await stage.listener.waitForFrames(20);
    expect(heardPlaces(stage.listener, places)[0], 'where it was').to.be.within(before + 1, before + UNHEARD);
  });
});
