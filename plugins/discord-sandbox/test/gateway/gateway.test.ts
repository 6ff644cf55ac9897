import { expect } from 'chai';
import { Events, GatewayIntentBits, type Message } from 'discord.js';
import { createSandbox } from '../../src/index.js';
import { type ConnectedBot, connectBot, deferred, login, PLAY } from '../support/connected-bot.js';

describe('gateway', () => {
  describe('with discord.js', () => {
    let bot: ConnectedBot | undefined;
    afterEach(() => bot?.close());

    it('tells guilds, channels, roles, voice states and the bot itself at login', async () => {
      const sandbox = await createSandbox();
      const guild = sandbox.addGuild({ name: 'Shop' });
      guild.addTextChannel('music');
      const voice = guild.addVoiceChannel('Lounge');
      guild.addRole({ name: 'DJ' });
      const ada = guild.addMember(sandbox.addUser({ name: 'ada' }));
      ada.joinVoice(voice);
      const client = await login(sandbox, [GatewayIntentBits.Guilds, GatewayIntentBits.GuildVoiceStates]);
      try {
        const seen = client.guilds.cache.get(guild.id);
        expect(seen?.channels.cache.map((channel) => channel.name)).to.deep.equal(['music', 'Lounge']);
        expect(seen?.roles.cache.map((role) => role.name)).to.have.members(['@everyone', 'DJ']);
        expect(seen?.voiceStates.cache.get(ada.id)?.channelId).to.equal(voice.id);
        expect(seen?.members.me?.id).to.equal(sandbox.botUserId);
        expect(seen?.memberCount).to.equal(3);
        expect(sandbox.botConnected).to.equal(true);
      } finally {
        await client.destroy();
        await sandbox.close();
      }
    });

    it('tells what changes afterwards', async () => {
      bot = await connectBot({
        intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers, GatewayIntentBits.GuildVoiceStates],
      });
      const { client, guild, sandbox, voice, ada } = bot;
      const joined = deferred<string | null>();
      client.once(Events.VoiceStateUpdate, (_, state) => joined.resolve(state.channelId));
      ada.joinVoice(voice);
      expect(await joined.promise).to.equal(voice.id);

      const added = deferred<string>();
      client.once(Events.GuildMemberAdd, (member) => added.resolve(member.displayName));
      guild.addMember(sandbox.addUser({ name: 'ben', displayName: 'Ben' }));
      expect(await added.promise).to.equal('Ben');

      const created = deferred<string>();
      client.once(Events.ChannelCreate, (channel) => created.resolve(channel.name));
      guild.addTextChannel('later');
      expect(await created.promise).to.equal('later');

      const entered = deferred<string>();
      client.once(Events.GuildCreate, (entry) => entered.resolve(entry.name));
      const second = sandbox.addGuild({ name: 'Second' });
      expect(await entered.promise).to.equal('Second');
      const left = deferred<string>();
      client.once(Events.GuildDelete, (entry) => left.resolve(entry.id));
      second.bot.leaveGuild();
      expect(await left.promise).to.equal(second.id);
    });

    it('answers op 8 with chunks: all members, and by name', async () => {
      bot = await connectBot({ intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers] });
      const { client, guild, sandbox } = bot;
      for (let index = 0; index < 1_500; index++) guild.addMember(sandbox.addUser({ name: `user${index}` }));
      const seen = client.guilds.cache.get(guild.id);
      seen?.members.cache.clear();
      const all = await seen?.members.fetch();
      expect(all?.size).to.equal(1_503);
      const some = await seen?.members.fetch({ query: 'user149', limit: 20 });
      expect(some?.map((member) => member.user.username)).to.have.length(11);
    });

    it('loses nothing when the connection is cut and resumed', async () => {
      bot = await connectBot({
        intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.MessageContent],
      });
      const { client, sandbox, ada, text } = bot;
      const heard: string[] = [];
      const last = deferred<void>();
      client.on(Events.MessageCreate, (message) => {
        heard.push(message.content);
        if (message.content === 'after') last.resolve();
      });
      const resumed = deferred<number>();
      client.once(Events.ShardResume, (_, replayed) => resumed.resolve(replayed));
      ada.say(text, 'before');
      sandbox.faults.dropGateway({ resumable: true });
      ada.say(text, 'between 1');
      ada.say(text, 'between 2');
      expect(await resumed.promise).to.be.greaterThan(0);
      ada.say(text, 'after');
      await last.promise;
      expect(heard).to.deep.equal(['before', 'between 1', 'between 2', 'after']);
    });

    it('starts as many shards as it is told to, each with its guilds and their interactions', async () => {
      bot = await connectBot({ sharding: { shards: 2, maxConcurrency: 2 }, client: { shards: 'auto' } });
      const { client, sandbox } = bot;
      expect(client.ws.shards.size).to.equal(2);
      const guilds = Array.from({ length: 4 }, (_, index) => sandbox.addGuild({ name: `Guild ${index}` }));
      await bot.register([PLAY]);
      const handled: string[] = [];
      const all = deferred<void>();
      client.on(Events.InteractionCreate, (interaction) => {
        handled.push(`${interaction.guildId} on ${interaction.guild?.shardId}`);
        if (handled.length === guilds.length) all.resolve();
      });
      for (const guild of guilds) await guild.owner.command(guild.addTextChannel('music'), 'play', { query: 'x' });
      await all.promise;
      const expected = guilds.map(({ id }) => `${id} on ${(BigInt(id) >> 22n) % 2n}`);
      expect(handled).to.have.members(expected);
    });

    it('is resumed after op 7', async () => {
      bot = await connectBot();
      const resumed = deferred<void>();
      bot.client.once(Events.ShardResume, () => resumed.resolve());
      bot.sandbox.faults.dropGateway({ resumable: true, how: 'reconnect' });
      await resumed.promise;
    });

    it('is resumed after op 9 that allows it, over the same socket, and stays in voice', async () => {
      bot = await connectBot({ intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildVoiceStates] });
      const { client, guild, voice, sandbox } = bot;
      client.guilds.cache
        .get(guild.id)
        ?.shard.send({ op: 4, d: { guild_id: guild.id, channel_id: voice.id, self_mute: false, self_deaf: true } });
      await voice.waitForBot();
      const resumed = deferred<void>();
      client.once(Events.ShardResume, () => resumed.resolve());
      sandbox.faults.dropGateway({ resumable: true, how: 'invalid-session' });
      await resumed.promise;
      expect(voice.hasBot).to.equal(true);
    });

    it('begins anew after op 9, and the bot is out of voice then', async () => {
      bot = await connectBot({ intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildVoiceStates] });
      const { client, guild, voice, sandbox } = bot;
      client.guilds.cache
        .get(guild.id)
        ?.shard.send({ op: 4, d: { guild_id: guild.id, channel_id: voice.id, self_mute: false, self_deaf: true } });
      await voice.waitForBot();
      const ready = deferred<void>();
      client.once(Events.ShardReady, () => ready.resolve());
      sandbox.faults.dropGateway({ resumable: false });
      await ready.promise;
      expect(voice.hasBot).to.equal(false);
    }).timeout(15_000);

    it('strips the content of messages without the intent, but not of those that mention the bot', async () => {
      bot = await connectBot({ intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages] });
      const { client, ada, text, sandbox } = bot;
      const heard: Message[] = [];
      const both = deferred<void>();
      client.on(Events.MessageCreate, (message) => {
        if (heard.push(message) === 2) both.resolve();
      });
      ada.say(text, 'secret');
      ada.say(text, `<@${sandbox.botUserId}> hello`);
      await both.promise;
      expect(heard.map((message) => message.content)).to.deep.equal(['', `<@${sandbox.botUserId}> hello`]);
    });

    it('does not tell of channels that the bot cannot see', async () => {
      bot = await connectBot({
        intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.MessageContent],
      });
      const { client, ada, text, guild } = bot;
      const hidden = guild.addTextChannel('hidden');
      hidden.setPermissions(guild.bot, { deny: ['ViewChannel'] });
      const first = deferred<string>();
      client.once(Events.MessageCreate, (message) => first.resolve(message.content));
      ada.say(hidden, 'hidden');
      ada.say(text, 'shown');
      expect(await first.promise).to.equal('shown');
    });
  });
});
