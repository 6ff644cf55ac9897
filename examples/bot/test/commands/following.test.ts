import { aTrack, FakeSource } from '@tonearm/core/testing';
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

  it('its presence goes from one track to the next, without a moment of nothing', async () => {
    const { sandbox } = talk.bot;
    const seen: (string | null)[] = [];
    const stop = sandbox.onEvent(() => {
      if (seen.at(-1) !== sandbox.world.presence.activity) seen.push(sandbox.world.presence.activity);
    });
    await talk.queue(['Alpha', 'Bravo']);
    await presence('Listening to Alpha · The Spellers');
    await talk.say('skip');
    await presence('Listening to Bravo · The Spellers');
    stop();
    expect(seen.filter((activity, index) => activity !== null || index > 0)).to.deep.equal([
      'Listening to Alpha · The Spellers',
      'Listening to Bravo · The Spellers',
    ]);
    await talk.clear();
  });

  it('no server learns from it what another one hears', async () => {
    const other = talk.bot.sandbox.addGuild({ name: 'The other shop' });
    await talk.queue(['Bravo']);
    await presence('Listening to music in 1 server');
    other.remove();
  });
});

describe('the status of the voice channel', function () {
  this.timeout(20_000);
  let talk: Conversation;

  before(async () => {
    talk = await Conversation.begin();
  });
  after(() => talk.bot.close());
  afterEach(() => talk.clear());

  it('is the track where the bot may set it, and none when nothing plays', async () => {
    const { voice, guild } = talk.bot;
    voice.setPermissions(guild.everyone, { allow: ['SetVoiceChannelStatus'] });
    await talk.queue(['Alpha']);
    await status('🎶 Alpha · The Spellers');
    await talk.say('stop');
    await status('');
  });

  it('is cut where a title is longer than Discord takes, and so is the presence', async () => {
    const { voice, guild, sandbox } = talk.bot;
    voice.setPermissions(guild.everyone, { allow: ['SetVoiceChannelStatus'] });
    const title = 'Long '.repeat(200).trim();
    const source = new FakeSource({
      name: 'long',
      tracks: [aTrack({ source: 'long', id: 'long', title, author: '' })],
    });
    source.identify = () => ({ reference: { source: 'long', kind: 'track', id: 'long' } });
    talk.bot.tonearm.sources.add(source);
    talk.bot.manager.joinVoice(voice);
    await talk.say('play', { query: 'long: long' });
    await status(`${`🎶 ${title}`.slice(0, 499).trimEnd()}…`);
    const name = sandbox.world.presence.activity?.replace('Listening to ', '') ?? '';
    expect(name.length).to.be.within(100, 128);
    expect(talk.bot.log.at('warn').filter((line) => /status/.test(line))).to.deep.equal([]);
  });

  async function status(wanted: string): Promise<void> {
    const { voice, sandbox } = talk.bot;
    await new Promise<void>((resolve) => {
      const look = () => {
        if (voice.status !== wanted) return;
        stop();
        resolve();
      };
      const stop = sandbox.onEvent(look);
      look();
    });
  }
});

describe('a stage', function () {
  this.timeout(20_000);
  let talk: Conversation;

  before(async () => {
    talk = await Conversation.begin();
  });
  after(() => talk.bot.close());
  afterEach(() => talk.clear());

  for (const [may, permissions, said, place] of [
    [
      'speaks where it moderates the stage',
      { allow: ['MuteMembers'] },
      /^I speak on the stage of <#\d+>\.$/,
      { suppressed: false, asks: false },
    ],
    [
      'asks to speak where it may',
      { allow: ['RequestToSpeak'] },
      /^I have asked to speak in <#\d+>: a stage moderator/,
      { suppressed: true, asks: true },
    ],
    [
      'says what is missing elsewhere',
      { deny: ['RequestToSpeak'] },
      /^I may not speak in <#\d+>, nor ask to\./,
      { suppressed: true, asks: false },
    ],
  ] as const) {
    it(`the bot ${may}`, async () => {
      const { guild, manager, sandbox } = talk.bot;
      const stage = guild.addStage(may);
      stage.setPermissions(guild.everyone, permissions);
      manager.joinVoice(stage);
      await talk.say('join');
      await new Promise<void>((resolve) => {
        const look = () => {
          if (!sandbox.world.messages.in(stage.id).some(({ content }) => said.test(content))) return;
          stop();
          resolve();
        };
        const stop = sandbox.onEvent(look);
        look();
      });
      await stage.waitForState(
        guild.bot,
        ({ suppressed, requestToSpeakAtMs }) =>
          suppressed === place.suppressed && (requestToSpeakAtMs !== null) === place.asks,
      );
      expect(talk.bot.log.at('error')).to.deep.equal([]);
    });
  }
});
