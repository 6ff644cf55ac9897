import { expect } from 'chai';
import { GatewayDispatchEvents, GatewayIntentBits } from 'discord.js';
import { type ConnectedBot, connectBot, deferred, failureOf } from '../support/connected-bot.js';

describe('a stage', () => {
  let bot: ConnectedBot;
  let stage: ReturnType<ConnectedBot['guild']['addStage']>;
  beforeEach(async () => {
    bot = await connectBot({ intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildVoiceStates] });
    stage = bot.guild.addStage('Auditorium');
    bot.client.guilds.cache
      .get(bot.guild.id)
      ?.shard.send({ op: 4, d: { guild_id: bot.guild.id, channel_id: stage.id, self_mute: false, self_deaf: true } });
    await stage.waitForBot();
  });
  afterEach(() => bot.close());

  const change = (body: object) => bot.client.rest.patch(`/guilds/${bot.guild.id}/voice-states/@me`, { body });

  it('has who comes in its audience, until a moderator lets them speak', async () => {
    await stage.waitForState(bot.guild.bot, ({ suppressed }) => suppressed);
    expect(bot.client.guilds.cache.get(bot.guild.id)?.channels.cache.get(stage.id)?.isVoiceBased()).to.equal(true);
    bot.guild.owner.setSpeaker(bot.guild.bot, true);
    await stage.waitForState(bot.guild.bot, ({ suppressed }) => !suppressed);
    expect(() => bot.ada.setSpeaker(bot.guild.bot, false)).to.throw('does not moderate');
  });

  it('lets the bot ask to speak where it may, and nowhere speak by itself', async () => {
    const asked = { channel_id: stage.id, request_to_speak_timestamp: new Date().toISOString() };
    expect(await failureOf(change(asked))).to.include({ status: 403, code: 50013 });
    stage.setPermissions(bot.guild.everyone, { allow: ['RequestToSpeak'] });
    await change(asked);
    await stage.waitForState(bot.guild.bot, ({ requestToSpeakAtMs }) => requestToSpeakAtMs !== null);
    expect(await failureOf(change({ suppress: false }))).to.include({ status: 403, code: 50013 });
    await change({ request_to_speak_timestamp: null });
    await stage.waitForState(bot.guild.bot, ({ requestToSpeakAtMs }) => requestToSpeakAtMs === null);
  });

  it('lets a bot that moderates it speak, and go back', async () => {
    stage.setPermissions(bot.guild.bot, { allow: ['MuteMembers'] });
    const told = deferred<void>();
    bot.client.ws.on(GatewayDispatchEvents.VoiceStateUpdate, ({ suppress }) => !suppress && told.resolve());
    await change({ suppress: false });
    await told.promise;
    await change({ suppress: true });
    await stage.waitForState(bot.guild.bot, ({ suppressed }) => suppressed);
  });

  it('has in its audience also a bot that moderates it, but not a person', async () => {
    stage.setPermissions(bot.guild.everyone, { allow: ['MuteMembers'] });
    bot.guild.bot.joinVoice(bot.voice);
    bot.guild.bot.joinVoice(stage);
    bot.ada.joinVoice(stage);
    await stage.waitForState(bot.guild.bot, ({ suppressed }) => suppressed);
    await stage.waitForState(bot.ada, ({ suppressed }) => !suppressed);
  });

  it('is no other channel: there Discord refuses', async () => {
    bot.guild.bot.joinVoice(bot.voice);
    expect(await failureOf(change({ suppress: true }))).to.include({ status: 400, code: 50024 });
    bot.guild.bot.leaveVoice();
    expect(await failureOf(change({ suppress: true }))).to.include({ status: 404, code: 10065 });
  });
});

describe('the status of a voice channel', () => {
  let bot: ConnectedBot;
  beforeEach(async () => {
    bot = await connectBot();
  });
  afterEach(() => bot.close());

  const set = (status: unknown) => bot.client.rest.put(`/channels/${bot.voice.id}/voice-status`, { body: { status } });

  it('is set by a bot with the right to it, up to 500 characters, and told to all', async () => {
    bot.voice.setPermissions(bot.guild.bot, { allow: ['SetVoiceChannelStatus', 'ManageChannels'] });
    const told = deferred<unknown>();
    bot.client.on('raw' as never, ({ t, d }: { t: string; d: unknown }) => {
      if (t === 'VOICE_CHANNEL_STATUS_UPDATE') told.resolve(d);
    });
    await set('Needle Drop');
    expect(await told.promise).to.deep.equal({ id: bot.voice.id, guild_id: bot.guild.id, status: 'Needle Drop' });
    expect(bot.voice.status).to.equal('Needle Drop');
    expect(await failureOf(set('x'.repeat(501)))).to.include({ status: 400, code: 50035 });
    await set(null);
    expect(bot.voice.status).to.equal('');
  });

  it('asks for the right, and elsewhere than where the bot is for the channel too', async () => {
    expect(await failureOf(set('No'))).to.include({ status: 403, code: 50013 });
    bot.voice.setPermissions(bot.guild.bot, { allow: ['SetVoiceChannelStatus'] });
    expect(await failureOf(set('No'))).to.include({ status: 403, code: 50013 });
  });
});
