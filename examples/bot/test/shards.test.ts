import path from 'node:path';
import type {
  SandboxGuild,
  SandboxInteraction,
  SandboxTextChannel,
  SandboxVoiceChannel,
} from '@tonearm/discord-sandbox';
import { expect } from 'chai';
import { aBot, type TestBot } from './support/a-bot.js';
import { reaches } from './support/cards.js';
import { heardPlaces, placesIn } from './support/places.js';

/** What may be on its way, and is lost with it, when a connection ends. */
const IN_FLIGHT = 5;
const SHARDS = 2;

/** A guild with somebody in its voice channel. */
interface Shop {
  readonly guild: SandboxGuild;
  readonly text: SandboxTextChannel;
  readonly voice: SandboxVoiceChannel;
  command(name: string, options?: Readonly<Record<string, string>>): Promise<SandboxInteraction>;
}

describe('a bot that Discord advises to use two shards', function () {
  this.timeout(40_000);
  let bot: TestBot;
  /** One guild of each shard. */
  let shops: readonly Shop[];
  let places: ReadonlyMap<string, number>;

  before(async () => {
    bot = await aBot({ everywhere: true, sandbox: { sharding: { shards: SHARDS, maxConcurrency: SHARDS } } });
    places = await placesIn(path.join(bot.music.path, 'Long Play.opus'));
    shops = Array.from({ length: SHARDS }, (_, shard) => openShop(shard));
  });
  after(() => bot.close());

  beforeEach(async () => {
    for (const { voice } of shops) voice.listener.clear();
    const cards = await Promise.all(shops.map((shop) => shop.command('play', { query: 'local:Long Play.opus' })));
    await Promise.all(cards.map((card) => reaches(card, 'playing')));
    await Promise.all(shops.map(({ voice }) => voice.listener.waitForFrames(60)));
  });
  afterEach(async () => {
    await Promise.all(shops.map(({ command }) => command('leave')));
    await Promise.all(shops.map(({ voice }) => voice.waitForBotToLeave()));
  });

  it('has both, plays in the guilds of both, and takes the commands of each', async () => {
    expect(bot.client.ws.shards.size).to.equal(SHARDS);
    for (const [shard, { guild, command }] of shops.entries()) {
      expect(bot.client.guilds.cache.get(guild.id)?.shardId).to.equal(shard);
      expect((await (await command('pause')).waitForReply()).content).to.match(/^Paused/);
      expect(bot.tonearm.session(guild.id)?.snapshot.playing?.paused).to.equal(true);
    }
  });

  it('goes on where one shard alone lost its session; in the guilds of the other no frame is missing', async () => {
    const [spared, struck] = shops.map(({ voice }) => voice);
    if (spared === undefined || struck === undefined) throw new Error('There is a guild of each shard.');
    const before = lastPlaceIn(struck);
    bot.sandbox.faults.dropGateway({ resumable: false, shard: 1 });
    struck.listener.clear();
    await struck.listener.waitForFrames(50, 30_000);
    expect(heardPlaces(struck.listener, places)[0]).to.be.within(before + 1, before + 1 + IN_FLIGHT);
    const heard = heardPlaces(spared.listener, places);
    expect(heard).to.deep.equal(heard.map((_, index) => index));
    expect(heard.length).to.be.greaterThan(before + 50);
  });

  function openShop(shard: number): Shop {
    const guild = guildOf(shard);
    const text = guild.addTextChannel('music');
    const voice = guild.addVoiceChannel('Lounge');
    guild.owner.joinVoice(voice);
    const command: Shop['command'] = (name, options = {}) => guild.owner.command(text, name, options);
    return { guild, text, voice, command };
  }

  /** Ids are times, and the shard is the time's rest: another millisecond is another shard. */
  function guildOf(shard: number): SandboxGuild {
    for (;;) {
      const guild = bot.sandbox.addGuild({ name: `Shop on shard ${shard}` });
      if (Number((BigInt(guild.id) >> 22n) % BigInt(SHARDS)) === shard) return guild;
    }
  }

  function lastPlaceIn(channel: SandboxVoiceChannel): number {
    return heardPlaces(channel.listener, places).at(-1) ?? -1;
  }
});
