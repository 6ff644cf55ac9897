import { expect } from 'chai';
import { Events, GatewayDispatchEvents, GatewayIntentBits } from 'discord.js';
import { type ConnectedBot, connectBot, deferred } from '../support/connected-bot.js';

describe('op 4', () => {
  let bot: ConnectedBot;
  beforeEach(async () => {
    bot = await connectBot({ intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildVoiceStates] });
  });
  afterEach(() => bot.close());

  function request(channelId: string | null): void {
    const { client, guild } = bot;
    client.guilds.cache
      .get(guild.id)
      ?.shard.send({ op: 4, d: { guild_id: guild.id, channel_id: channelId, self_mute: false, self_deaf: true } });
  }

  it('brings the voice state, then a voice server to connect to', async () => {
    const names: string[] = [];
    const server = deferred<{ endpoint: string; token: string; guild_id: string }>();
    bot.client.ws.on(GatewayDispatchEvents.VoiceStateUpdate, (data) => names.push(`state ${data.channel_id}`));
    bot.client.ws.on(GatewayDispatchEvents.VoiceServerUpdate, (data) => {
      names.push('server');
      server.resolve(data);
    });
    request(bot.voice.id);
    const { endpoint, token, guild_id } = await server.promise;
    expect(names).to.deep.equal([`state ${bot.voice.id}`, 'server']);
    expect(endpoint).to.match(/^127\.0\.0\.1:\d+$/);
    expect([token.length > 0, guild_id]).to.deep.equal([true, bot.guild.id]);
  });

  it('comes to nothing where the bot may not connect', async () => {
    const closed = bot.guild.addVoiceChannel('Closed');
    closed.setPermissions(bot.guild.everyone, { deny: ['Connect'] });
    const full = bot.guild.addVoiceChannel('Full', { userLimit: 1 });
    bot.ada.joinVoice(full);
    const entered: (string | null)[] = [];
    bot.sandbox.onEvent((event) => {
      if (event.kind === 'voice-state-changed') entered.push(event.after.channelId);
    });
    request(closed.id);
    request(full.id);
    request(bot.voice.id);
    await bot.voice.waitForBot();
    expect(entered).to.deep.equal([bot.voice.id]);
  });

  it('is told by events when others move or disconnect the bot', async () => {
    const other = bot.guild.addVoiceChannel('Other');
    request(bot.voice.id);
    await bot.voice.waitForBot();
    const channels: (string | null)[] = [];
    const out = deferred<void>();
    bot.client.on(Events.VoiceStateUpdate, (_, state) => {
      channels.push(state.channelId);
      if (state.channelId === null) out.resolve();
    });
    bot.guild.bot.joinVoice(other);
    bot.guild.bot.leaveVoice();
    await out.promise;
    expect(channels.slice(-2)).to.deep.equal([other.id, null]);
  });

  it('brings a new voice server to a bot that asks again, not to one that is muted', async () => {
    const tokens: string[] = [];
    const second = deferred<void>();
    bot.client.ws.on(GatewayDispatchEvents.VoiceServerUpdate, ({ token }) => {
      if (tokens.push(token) === 2) second.resolve();
    });
    request(bot.voice.id);
    await bot.voice.waitForBot();
    bot.guild.bot.setServerMute({ mute: true });
    request(bot.voice.id);
    await second.promise;
    expect(new Set(tokens).size).to.equal(2);
    expect(tokens).to.have.length(2);
  });

  it('ends with the channel', async () => {
    request(bot.voice.id);
    await bot.voice.waitForBot();
    const out = deferred<void>();
    bot.client.on(Events.VoiceStateUpdate, (_, state) => {
      if (state.channelId === null) out.resolve();
    });
    bot.voice.remove();
    await out.promise;
    expect(bot.voice.hasBot).to.equal(false);
  });

  it('leaves with null, and with the end of the session', async () => {
    request(bot.voice.id);
    await bot.voice.waitForBot();
    request(null);
    await bot.voice.waitForBotToLeave();
    request(bot.voice.id);
    await bot.voice.waitForBot();
    await bot.client.destroy();
    await bot.voice.waitForBotToLeave();
    expect(bot.sandbox.botConnected).to.equal(false);
  });
});
