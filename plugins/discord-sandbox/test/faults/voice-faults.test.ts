import { expect } from 'chai';
import { GatewayDispatchEvents, GatewayIntentBits } from 'discord.js';
import { SandboxUsageError } from '../../src/index.js';
import { type ConnectedBot, connectBot, deferred } from '../support/connected-bot.js';

describe('faults of voice', () => {
  let bot: ConnectedBot;
  const endpoints: (string | null)[] = [];
  beforeEach(async () => {
    endpoints.length = 0;
    bot = await connectBot({ intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildVoiceStates] });
  });
  afterEach(() => bot.close());

  /** Joins by op 4 alone, and resolves when so many voice servers were told. */
  function told(count: number): Promise<void> {
    const done = deferred<void>();
    bot.client.ws.on(GatewayDispatchEvents.VoiceServerUpdate, ({ endpoint }: { endpoint: string | null }) => {
      endpoints.push(endpoint);
      if (endpoints.length === count) done.resolve();
    });
    bot.client.guilds.cache.get(bot.guild.id)?.shard.send({
      op: 4,
      d: { guild_id: bot.guild.id, channel_id: bot.voice.id, self_mute: false, self_deaf: true },
    });
    return done.promise;
  }

  it('change the voice server: first without an endpoint, then with another one', async () => {
    const all = told(3);
    await bot.voice.waitForBot();
    await bot.sandbox.faults.voice.changeServer(bot.guild);
    await all;
    expect(endpoints[0]).to.match(/^127\.0\.0\.1:\d+$/);
    expect(endpoints[1]).to.equal(null);
    expect(endpoints[2]).to.match(/^127\.0\.0\.1:\d+$/);
    expect(endpoints[2]).not.to.equal(endpoints[0]);
    expect(bot.voice.hasBot).to.equal(true);
  });

  it('come with a change of the channel’s region, which is told too', async () => {
    const region = deferred<unknown>();
    bot.client.ws.on(GatewayDispatchEvents.ChannelUpdate, ({ rtc_region }) => region.resolve(rtc_region));
    const all = told(3);
    await bot.voice.waitForBot();
    await bot.voice.changeRegion('rotterdam');
    await all;
    expect(await region.promise).to.equal('rotterdam');
  });

  it('need a bot that is in voice', async () => {
    const error = await bot.sandbox.faults.voice.changeServer(bot.guild).catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(SandboxUsageError);
  });
});

describe('a fault of one shard', () => {
  it('drops that shard alone, and each guild belongs to the shard of its id', async () => {
    const bot = await connectBot({ client: { shards: [0, 1], shardCount: 2 } });
    for (let guild = 0; guild < 4; guild++) bot.sandbox.addGuild({ name: `Guild ${guild}` });
    const resumed = deferred<number>();
    bot.client.on('shardResume', resumed.resolve);
    bot.sandbox.faults.dropGateway({ resumable: true, shard: 1 });
    expect(await resumed.promise).to.equal(1);
    for (const guild of bot.client.guilds.cache.values()) {
      expect(guild.shardId).to.equal(Number((BigInt(guild.id) >> 22n) % 2n));
    }
    await bot.close();
  });
});
