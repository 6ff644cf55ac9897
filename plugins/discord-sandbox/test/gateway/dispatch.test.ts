import { expect } from 'chai';
import { Events, GatewayIntentBits } from 'discord.js';
import { type ConnectedBot, connectBot, deferred } from '../support/connected-bot.js';

describe('dispatches of changes in a guild', () => {
  let bot: ConnectedBot;
  beforeEach(async () => {
    const { Guilds, GuildMembers, GuildMessages, GuildMessageTyping, MessageContent } = GatewayIntentBits;
    bot = await connectBot({ intents: [Guilds, GuildMembers, GuildMessages, GuildMessageTyping, MessageContent] });
  });
  afterEach(() => bot.close());

  it('tell names, roles and channels', async () => {
    const { client, guild } = bot;
    const seen = client.guilds.cache.get(guild.id);
    const done = deferred<void>();
    client.once(Events.ChannelDelete, () => done.resolve());
    guild.rename('Store');
    const role = guild.addRole({ name: 'DJ' });
    guild.setRolePermissions(role, ['ManageGuild']);
    bot.text.setPermissions(role, { deny: ['SendMessages'] });
    bot.voice.remove();
    await done.promise;
    expect(seen?.name).to.equal('Store');
    expect(seen?.roles.cache.get(role.id)?.permissions.has('ManageGuild')).to.equal(true);
    expect(seen?.channels.cache.map((channel) => channel.name)).to.deep.equal(['music']);
    const channel = seen?.channels.cache.get(bot.text.id);
    expect(channel?.isTextBased() && channel.permissionsFor(role.id)?.has('SendMessages')).to.equal(false);
  });

  it('tell members who change and leave', async () => {
    const { client, guild, ada } = bot;
    const role = guild.addRole({ name: 'DJ' });
    const left = deferred<string>();
    client.once(Events.GuildMemberRemove, (member) => left.resolve(member.user.username));
    ada.setRoles([role]);
    const updated = deferred<boolean>();
    client.once(Events.GuildMemberUpdate, (_, member) => updated.resolve(member.roles.cache.has(role.id)));
    expect(await updated.promise).to.equal(true);
    ada.leaveGuild();
    expect(await left.promise).to.equal('ada');
  });

  it('tell messages that are edited and deleted, and who is typing', async () => {
    const { client, text } = bot;
    const told: string[] = [];
    const done = deferred<void>();
    client.on(Events.TypingStart, (typing) => told.push(`typing ${typing.user.id === client.user.id}`));
    client.on(Events.MessageUpdate, (_, message) => told.push(`updated ${message.content}`));
    client.on(Events.MessageDelete, () => done.resolve());
    const channel = await client.channels.fetch(text.id);
    if (channel === null || !channel.isSendable()) throw new Error('No channel to write in');
    await channel.sendTyping();
    const message = await channel.send('one');
    const answer = await message.reply('two');
    expect((await answer.fetchReference()).id).to.equal(message.id);
    await message.edit('uno');
    await message.delete();
    await done.promise;
    expect(told).to.deep.equal(['typing true', 'updated uno']);
  });

  it('tell that a guild is gone', async () => {
    const { client, guild, ada, voice } = bot;
    ada.joinVoice(voice);
    const gone = deferred<string>();
    client.once(Events.GuildDelete, (entry) => gone.resolve(entry.id));
    guild.remove();
    expect(await gone.promise).to.equal(guild.id);
    expect(bot.sandbox.guilds).to.deep.equal([]);
  });
});
