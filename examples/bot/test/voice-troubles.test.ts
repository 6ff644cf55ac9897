import path from 'node:path';
import type { Worker } from 'node:worker_threads';
import type { SessionVoiceState } from '@tonearm/core';
import type { SandboxInteraction, SandboxVoiceChannel } from '@tonearm/discord-sandbox';
import { expect } from 'chai';
import { aBot, type TestBot } from './support/a-bot.js';
import { reaches, wordsOf } from './support/cards.js';
import { heardPlaces, placesIn } from './support/places.js';

/** Two seconds of frames. */
const NEAR = 100;
/** What may be on its way, and is lost with it, when a connection ends. */
const IN_FLIGHT = 5;

describe('when voice meets trouble, the sound goes on where it was:', function () {
  this.timeout(40_000);
  let bot: TestBot;
  /** Where in the track a packet is. */
  let places: ReadonlyMap<string, number>;
  let current: SandboxVoiceChannel;
  let request: SandboxInteraction;
  /** The bot's voice workers; the sandbox has threads too. */
  const workers: Worker[] = [];
  const noteWorker = (worker: Worker) => {
    if (worker.threadName === 'tonearm-voice') workers.push(worker);
  };

  before(async () => {
    process.on('worker', noteWorker);
    bot = await aBot();
    places = await placesIn(path.join(bot.music.path, 'Long Play.opus'));
  });
  after(async () => {
    process.off('worker', noteWorker);
    await bot.close();
  });

  beforeEach(async () => {
    current = bot.voice;
    bot.manager.joinVoice(bot.voice);
    bot.listener.joinVoice(bot.voice);
    bot.voice.listener.clear();
    request = await bot.manager.command(bot.text, 'play', { query: 'local:Long Play.opus' });
    await reaches(request, 'playing');
    await bot.voice.listener.waitForFrames(60);
  });

  afterEach(async () => {
    await bot.manager.command(bot.text, 'leave');
    await current.waitForBotToLeave();
  });

  it('somebody moves the bot', async () => {
    const balcony = bot.guild.addVoiceChannel('Balcony');
    bot.guild.bot.joinVoice(balcony);
    bot.manager.joinVoice(balcony);
    await balcony.listener.waitForFrames(50);
    current = balcony;
    expect(placesOf(balcony)[0]).to.be.within(lastPlace() + 1, lastPlace() + 1 + IN_FLIGHT);
  });

  it('the region changes', async () => {
    const before = lastPlace();
    await bot.voice.changeRegion('rotterdam');
    await bot.voice.listener.waitForFrames(bot.voice.listener.frames.length + 50);
    const heard = placesOf(bot.voice).filter((place) => place > before);
    expect(heard[0]).to.be.within(before + 1, before + 1 + IN_FLIGHT);
    expect(heard).to.deep.equal(heard.map((_, index) => (heard[0] ?? 0) + index));
  });

  it('the thread that sends sound dies: the bot says so and comes back by itself', async () => {
    const before = lastPlace();
    const lost = voiceBecomes('rejoining');
    bot.voice.listener.clear();
    void workers.at(-1)?.terminate();
    await lost;
    const { message } = await request.waitFor(({ message }) => wordsOf(message).includes('I come back in 2 seconds'));
    expect(wordsOf(message)).to.include('was started again');
    await bot.voice.listener.waitForFrames(50);
    expect(placesOf(bot.voice)[0]).to.be.within(before - NEAR, before + NEAR);
    await reaches(request, 'playing');
  });

  it('a moderator disconnects the bot: the queue is kept, and /join goes on', async () => {
    await reaches(await bot.manager.command(bot.text, 'play', { query: 'short drop' }), 'added');
    const lost = voiceBecomes('destroyed');
    bot.guild.bot.leaveVoice();
    await lost;
    const before = lastPlace();
    bot.voice.listener.clear();
    const { upcomingTracks } = bot.tonearm.session(bot.guild.id)?.snapshot ?? {};
    expect(upcomingTracks).to.equal(2);
    await bot.manager.command(bot.text, 'join');
    await bot.voice.listener.waitForFrames(50);
    expect(placesOf(bot.voice)[0]).to.be.within(before - NEAR, before + NEAR);
  });

  it('the gateway session is invalid, and another one takes its place', async () => {
    bot.sandbox.faults.dropGateway({ resumable: false });
    const before = lastPlace();
    bot.voice.listener.clear();
    await bot.voice.listener.waitForFrames(50, 30_000);
    expect(placesOf(bot.voice)[0]).to.be.within(before + 1, before + 1 + IN_FLIGHT);
  });

  for (const how of ['cut', 'reconnect', 'invalid-session'] as const) {
    it(`the gateway session is resumed (${how}), without a missing frame`, async () => {
      const before = lastPlace();
      const resumed = new Promise<void>((resolve) => bot.client.once('shardResume', () => resolve()));
      bot.sandbox.faults.dropGateway({ resumable: true, how });
      await resumed;
      await bot.voice.listener.waitForFrames(bot.voice.listener.frames.length + 100);
      const heard = placesOf(bot.voice).filter((place) => place > before);
      expect(heard).to.deep.equal(heard.map((_, index) => before + 1 + index));
    });
  }

  it('a third listener comes and goes', async () => {
    const carol = bot.guild.addMember(bot.sandbox.addUser({ name: 'carol' }));
    carol.joinVoice(bot.voice);
    await bot.voice.listener.waitForFrames(bot.voice.listener.frames.length + 80);
    carol.leaveVoice();
    const heardByCarol = bot.voice.decryptedBy(carol);
    expect(heardByCarol).to.be.within(40, 90);
    await bot.voice.listener.waitForFrames(bot.voice.listener.frames.length + 50);
    expect(bot.voice.listener.counts.undecryptable).to.be.at.most(IN_FLIGHT);
  });

  function voiceBecomes(status: SessionVoiceState['status']): Promise<void> {
    return new Promise((resolve) => {
      const stop = bot.tonearm.session(bot.guild.id)?.onEvent((event) => {
        if (event.type !== 'voice' || event.state.status !== status) return;
        stop?.();
        resolve();
      });
    });
  }

  function placesOf(channel: SandboxVoiceChannel): readonly number[] {
    return heardPlaces(channel.listener, places);
  }

  function lastPlace(): number {
    return placesOf(bot.voice).at(-1) ?? -1;
  }
});
