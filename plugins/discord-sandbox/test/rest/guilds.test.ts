import { expect } from 'chai';
import { GatewayIntentBits, Routes } from 'discord.js';
import { type ConnectedBot, connectBot, failureOf } from '../support/connected-bot.js';

describe('guild routes', () => {
  let bot: ConnectedBot;
  beforeEach(async () => {
    bot = await connectBot({ intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildVoiceStates] });
  });
  afterEach(() => bot.close());

  it('move and disconnect members in voice, with the permission only', async () => {
    const { client, guild, ada, voice } = bot;
    const other = guild.addVoiceChannel('Other');
    ada.joinVoice(voice);
    const member = await client.guilds.cache.get(guild.id)?.members.fetch(ada.id);
    expect((await failureOf(Promise.resolve(member?.voice.setChannel(other.id)))).code).to.equal(50013);
    guild.bot.setRoles([guild.addRole({ name: 'Mover', permissions: ['MoveMembers'] })]);
    await member?.voice.setChannel(other.id);
    expect(other.userIds).to.deep.equal([ada.id]);
    const elsewhere = bot.sandbox.addGuild({ name: 'Elsewhere' }).addVoiceChannel('Hall');
    for (const impossible of [elsewhere.id, bot.text.id]) {
      const moved = client.rest.patch(Routes.guildMember(guild.id, ada.id), { body: { channel_id: impossible } });
      expect((await failureOf(moved)).code).to.equal(10003);
    }
    await member?.voice.disconnect();
    expect(other.userIds).to.deep.equal([]);
    expect((await failureOf(Promise.resolve(member?.voice.setChannel(other.id)))).code).to.equal(40032);
  });

  it('change nicknames, roles and server mute, with the permissions only', async () => {
    const { client, guild, ada, voice } = bot;
    ada.joinVoice(voice);
    const seen = await client.guilds.cache.get(guild.id)?.members.fetch(ada.id);
    if (seen === undefined) throw new Error('Ada is not there');
    const dj = guild.addRole({ name: 'DJ' });
    for (const attempt of [
      () => seen.setNickname('A'),
      () => seen.roles.set([dj.id]),
      () => seen.voice.setMute(true),
      () => seen.voice.setDeaf(true),
    ]) {
      expect((await failureOf(attempt())).code).to.equal(50013);
    }
    guild.bot.setRoles([
      guild.addRole({
        name: 'Helper',
        permissions: ['ManageNicknames', 'ManageRoles', 'MuteMembers', 'DeafenMembers'],
      }),
    ]);
    await seen.setNickname('A');
    await seen.roles.set([dj.id]);
    await seen.voice.setMute(true);
    expect(ada.record).to.deep.include({ nickname: 'A', roleIds: [dj.id], mute: true, deaf: false });
    await client.guilds.cache.get(guild.id)?.members.me?.setNickname('DJ Bot');
    expect(guild.bot.record.nickname).to.equal('DJ Bot');
  });

  it('list and search members', async () => {
    const seen = bot.client.guilds.cache.get(bot.guild.id);
    expect((await seen?.members.list({ limit: 10 }))?.size).to.equal(3);
    expect(
      (await seen?.members.search({ query: 'AD', limit: 10 }))?.map((member) => member.user.username),
    ).to.deep.equal(['ada']);
  });

  it('answer members, roles, channels and voice states', async () => {
    const { client, guild, ada, voice } = bot;
    ada.joinVoice(voice);
    const seen = client.guilds.cache.get(guild.id);
    expect((await seen?.members.fetch({ user: ada.id, force: true }))?.user.username).to.equal('ada');
    expect((await seen?.roles.fetch())?.map((role) => role.name)).to.deep.equal(['@everyone']);
    expect((await seen?.channels.fetch())?.map((channel) => channel?.name)).to.have.members(['music', 'Lounge']);
    expect((await seen?.voiceStates.fetch(ada.id))?.channelId).to.equal(voice.id);
    ada.leaveVoice();
    expect((await failureOf(Promise.resolve(seen?.voiceStates.fetch(ada.id, { force: true })))).code).to.equal(10065);
    expect((await failureOf(client.guilds.fetch('100000000000000001'))).code).to.equal(10004);
  });
});
