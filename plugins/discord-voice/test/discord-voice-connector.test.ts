import { createSocket, type Socket } from 'node:dgram';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { expect } from 'chai';
import { getVoiceConnection } from '@discordjs/voice';
import { SystemClock, VoiceError } from '@tonearm/core';
import { EventLog, feed } from './feed.js';
import {
  ALICE,
  CHANNEL,
  destroyed,
  GUILD,
  numbers,
  numbersOf,
  OTHER_CHANNEL,
  ready,
  reconnecting,
  somePackets,
  stateOf,
  TestVoice,
} from './test-voice.js';

describe('DiscordVoiceConnector', () => {
  let voice: TestVoice;
  const start = async (options: Parameters<typeof TestVoice.start>[0]) => {
    voice = await TestVoice.start(options);
  };

  afterEach(() => voice.close());

  describe('sound', () => {
    it('arrives once, in order, unchanged and end-to-end encrypted, for ten seconds without a gap', async function () {
      this.timeout(20_000);
      await start({ dave: true });
      voice.people([ALICE]);
      const connection = voice.connect();
      const packets = somePackets(500);
      const stalls = monitorEventLoopDelay({ resolution: 1 });
      stalls.enable();
      feed(connection.output, 1, packets);
      await voice.listener.waitForFrames(500, 15_000);
      await voice.listener.waitForEnd();
      expect(numbersOf(voice.listener.frames)).to.deep.equal(numbers(0, 500));
      expect(
        voice.listener.frames.every(({ opus }, index) => Buffer.from(opus).equals(packets[index] ?? new Uint8Array())),
      ).to.equal(true);
      expect(voice.listener.counts).to.deep.equal({ dave: 500, transport: 0, silence: 5, undecryptable: 0, lost: 0 });
      // A machine with too much to do stops this thread now and then; that much is not our doing.
      expect(voice.listener.gaps(40 + stalls.max / 1e6)).to.deep.equal([]);
      expect(connection.state).to.deep.equal({ status: 'ready', channelId: CHANNEL, encryption: 'end-to-end' });
    });

    it('is encrypted in transport alone while nobody else is there', async () => {
      await start({ dave: true });
      const connection = voice.connect();
      feed(connection.output, 1, somePackets(10));
      await voice.listener.waitForEnd();
      expect(voice.listener.counts).to.include({ dave: 0, transport: 10 });
      expect(await stateOf(connection, ready)).to.include({ encryption: 'none' });
    });

    it('is never sent in the clear once someone is there', async () => {
      await start({ dave: true });
      const connection = voice.connect();
      feed(connection.output, 1, somePackets(200));
      await voice.listener.waitForFrames(20);
      voice.people([ALICE]);
      voice.listener.clear();
      await voice.listener.waitForFrames(20);
      const late = voice.listener.frames.slice(5).map(({ encryption }) => encryption);
      expect(new Set(late)).to.deep.equal(new Set(['dave']));
    });

    it('is held, joined for once more and then refused in words, while encryption does not come', async () => {
      await start({ dave: true, times: { encryptionMs: 150 } });
      // The main gateway tells of someone of whom the voice server knows nothing: no group will ever form.
      voice.gateway.others.set(CHANNEL, 1);
      const connection = voice.connect();
      feed(connection.output, 1, somePackets(100));
      expect(await stateOf(connection, ready)).to.include({ encryption: 'held' });
      const { error } = await stateOf(connection, destroyed);
      expect(error).to.be.instanceOf(VoiceError);
      expect(error?.message).to.include('End-to-end encryption');
      expect(voice.gateway.joins).to.deep.equal([CHANNEL, null, CHANNEL, null]);
      expect(voice.listener.counts).to.include({ dave: 0, transport: 0 });
    });
  });

  describe('joining', () => {
    it('is one connection however often it is asked for', async () => {
      await start({ dave: false });
      const connection = voice.connect();
      expect(voice.connect()).to.equal(connection);
      await stateOf(connection, ready);
      expect(voice.connect()).to.equal(connection);
      expect(voice.gateway.joins).to.deep.equal([CHANNEL]);
    });

    it('goes to another channel with the sound', async () => {
      await start({ dave: false });
      const connection = voice.connect();
      feed(connection.output, 1, somePackets(200));
      await voice.listener.waitForFrames(10);
      connection.move(OTHER_CHANNEL);
      const there = await voice.server.listenerOf(OTHER_CHANNEL).waitForFrames(20);
      expect(connection.state).to.include({ status: 'ready', channelId: OTHER_CHANNEL });
      const heard = [...numbersOf(voice.listener.frames), ...numbersOf(there)];
      expect(heard).to.deep.equal(numbers(0, heard.length));
    });

    it('says in words that Discord does not answer', async () => {
      await start({ dave: false, times: { answerMs: 30 } });
      voice.gateway.answers = false;
      const { error } = await stateOf(voice.connect(), destroyed);
      expect(error?.message).to.include('Check that it may connect');
    });

    it('tries again while there is no connection to Discord, then says so', async () => {
      await start({ dave: false, times: { gatewayRetryMs: 5 } });
      voice.gateway.connected = false;
      const connection = voice.connect();
      await stateOf(connection, reconnecting);
      voice.gateway.connected = true;
      await stateOf(connection, ready);
      voice.connector.close();
      voice.gateway.connected = false;
      const { error } = await stateOf(voice.connect(), destroyed);
      expect(error?.message).to.include('not connected to Discord');
    });

    it('leaves when told to, and begins anew when asked again', async () => {
      await start({ dave: false });
      const first = voice.connect();
      await stateOf(first, ready);
      first.destroy();
      first.destroy();
      expect(first.state).to.deep.equal({ status: 'destroyed', error: null });
      const second = voice.connect();
      expect(second).not.to.equal(first);
      await stateOf(second, ready);
      expect(voice.gateway.joins).to.deep.equal([CHANNEL, null, CHANNEL]);
    });
  });

  describe('a lost connection', () => {
    for (const [code, words] of [
      [4017, 'end-to-end encryption'],
      [4021, 'joining too often'],
      [4022, 'ended for everyone'],
      [4016, 'needs an update'],
    ] as const) {
      it(`ends in words, without another try, at ${code}`, async () => {
        await start({ dave: false });
        const connection = voice.connect();
        await stateOf(connection, ready);
        voice.server.closeConnection(GUILD, code);
        const { error } = await stateOf(connection, destroyed);
        expect(error?.message).to.include(words);
        expect(error?.retryable).to.equal(false);
        expect(voice.gateway.joins).to.deep.equal([CHANNEL, null]);
      });
    }

    it('is resumed at 4015 and loses no frame', async () => {
      await start({ dave: false });
      const connection = voice.connect();
      feed(connection.output, 1, somePackets(100));
      await voice.listener.waitForFrames(10);
      voice.server.closeConnection(GUILD, 4015);
      await voice.listener.waitForEnd();
      expect(numbersOf(voice.listener.frames)).to.deep.equal(numbers(0, 100));
      expect(voice.gateway.joins).to.deep.equal([CHANNEL]);
    });

    it('is joined again at 4006, a few times', async () => {
      await start({ dave: false, times: { rejoinMs: 5 } });
      const connection = voice.connect();
      for (let time = 1; time <= 5; time++) {
        await stateOf(connection, ready);
        const lost = stateOf(connection, reconnecting);
        voice.server.closeConnection(GUILD, 4006);
        await lost;
      }
      await stateOf(connection, ready);
      voice.server.closeConnection(GUILD, 4006);
      const { error } = await stateOf(connection, destroyed);
      expect(error?.message).to.include('tried 5 times');
    });

    it('waits longer each time for a voice server that does not come back', async () => {
      await start({ dave: false, times: { rejoinMs: 40 } });
      voice.gateway.endpoint = '127.0.0.1:9';
      const clock = new SystemClock();
      const startedMs = clock.monotonic();
      const { error } = await stateOf(voice.connect(), destroyed);
      expect(error?.message).to.include('code 1006');
      expect(clock.monotonic() - startedMs).to.be.within(40 + 80 + 160 + 320, 3_000);
      expect(voice.gateway.joins).to.have.length(7);
    });

    it('ends in words when someone disconnects the bot', async () => {
      await start({ dave: false });
      const connection = voice.connect();
      await stateOf(connection, ready);
      voice.gateway.place(GUILD, null);
      const { error } = await stateOf(connection, destroyed);
      expect(error?.message).to.include('Someone disconnected the bot');
    });

    it('ends in words after 4014 when no new place follows', async () => {
      await start({ dave: false, times: { moveMs: 30 } });
      const connection = voice.connect();
      await stateOf(connection, ready);
      voice.server.closeConnection(GUILD, 4014);
      const { error } = await stateOf(connection, destroyed);
      expect(error?.message).to.include('was disconnected from its voice channel');
    });

    it('follows someone who moves the bot', async () => {
      await start({ dave: false });
      const connection = voice.connect();
      feed(connection.output, 1, somePackets(100));
      await voice.listener.waitForFrames(5);
      voice.server.closeConnection(GUILD, 4014);
      await stateOf(connection, reconnecting);
      voice.gateway.place(GUILD, OTHER_CHANNEL);
      await voice.server.listenerOf(OTHER_CHANNEL).waitForFrames(20);
      expect(connection.state).to.include({ channelId: OTHER_CHANNEL });
    });
  });

  describe('an exception inside the library', () => {
    const PROPOSALS = 27;

    it('is survived: a forged proposal makes it join once more, and the sound goes on', async () => {
      await start({ dave: true });
      voice.people([ALICE]);
      const connection = voice.connect();
      feed(connection.output, 1, somePackets(300));
      await voice.listener.waitForFrames(10);
      const lost = stateOf(connection, reconnecting);
      voice.server.forge(GUILD, PROPOSALS, Buffer.from('00414243', 'hex'));
      await lost;
      voice.listener.clear();
      await voice.listener.waitForFrames(20);
      expect(voice.listener.counts).to.include({ transport: 0 });
      expect(voice.gateway.joins).to.deep.equal([CHANNEL, null, CHANNEL]);
      expect(voice.errors).to.have.length(1);
    });

    it('does not come from a datagram of ten bytes, which anyone may send', async () => {
      await start({ dave: false });
      const connection = voice.connect();
      feed(connection.output, 1, somePackets(200));
      await voice.listener.waitForFrames(10);
      const state = getVoiceConnection(GUILD, `tonearm:${voice.gateway.userId}`)?.state;
      const networking = state && 'networking' in state ? state.networking?.state : undefined;
      if (!networking || !('udp' in networking)) throw new Error('The bot is not connected.');
      const { socket } = networking.udp as unknown as { readonly socket: Socket };
      const stranger = createSocket('udp4');
      stranger.send(Buffer.alloc(10), socket.address().port, '127.0.0.1');
      await voice.listener.waitForFrames(20);
      stranger.close();
      expect(connection.state.status).to.equal('ready');
    });

    it('ends the connection in words when it comes again', async () => {
      await start({ dave: true });
      const connection = voice.connect();
      await stateOf(connection, ready);
      const lost = stateOf(connection, reconnecting);
      voice.server.forge(GUILD, PROPOSALS, Buffer.alloc(1));
      await lost;
      await stateOf(connection, ready);
      voice.server.forge(GUILD, PROPOSALS, Buffer.alloc(1));
      const { error } = await stateOf(connection, destroyed);
      expect(error?.message).to.include('failed again');
    });
  });

  describe('its output', () => {
    it('sends silence and stops on pause, and goes on where it was', async () => {
      await start({ dave: false });
      const { output } = voice.connect();
      feed(output, 1, somePackets(60));
      await voice.listener.waitForFrames(20);
      output.send({ type: 'pause' });
      await voice.listener.waitForEnd();
      const before = voice.listener.frames.length;
      expect(before).to.be.lessThan(60);
      expect(voice.listener.counts.silence).to.equal(5);
      output.send({ type: 'resume' });
      await voice.listener.waitForFrames(60);
      expect(numbersOf(voice.listener.frames)).to.deep.equal(numbers(0, 60));
    });

    it('joins generations without a missing slot', async () => {
      await start({ dave: false });
      const { output } = voice.connect();
      const log = new EventLog(output);
      feed(output, 1, somePackets(40));
      feed(output, 2, somePackets(40, 40), { mode: 'append', positionMs: 5_000 });
      await voice.listener.waitForEnd();
      const { frames } = voice.listener;
      expect(numbersOf(frames)).to.deep.equal(numbers(0, 80));
      const first = frames[0]?.timestamp ?? 0;
      const raster = frames.map(({ timestamp }) => ((timestamp - first) >>> 0) / 960);
      expect(raster).to.deep.equal(numbers(0, 80));
      const told = log.events.filter(({ type }) => type === 'started' || type === 'ended');
      expect(told).to.deep.equal([
        { type: 'started', generation: 1 },
        { type: 'ended', generation: 1, positionMs: 800 },
        { type: 'started', generation: 2 },
        { type: 'ended', generation: 2, positionMs: 5_800 },
      ]);
    });

    it('says that it starves and goes on when frames come', async () => {
      await start({ dave: false });
      const { output } = voice.connect();
      const log = new EventLog(output);
      feed(output, 1, somePackets(20), { end: false });
      await log.first('starved');
      await voice.listener.waitForEnd();
      output.send({ type: 'frames', generation: 1, frames: somePackets(20, 20) });
      output.send({ type: 'end', generation: 1 });
      await log.first('ended');
      await voice.listener.waitForFrames(40);
      expect(numbersOf(voice.listener.frames)).to.deep.equal(numbers(0, 40));
      expect(log.events.map(({ type }) => type)).to.include('resumed');
    });

    it('plays at once what replaces, and nothing more of what was', async () => {
      await start({ dave: false });
      const { output } = voice.connect();
      feed(output, 1, somePackets(200));
      await voice.listener.waitForFrames(10);
      feed(output, 2, somePackets(20, 1_000));
      await voice.listener.waitForEnd();
      const heard = numbersOf(voice.listener.frames);
      expect(heard.slice(-20)).to.deep.equal(numbers(1_000, 1_020));
      expect(heard.length).to.be.lessThan(100);
    });

    it('drops everything on stop', async () => {
      await start({ dave: false });
      const { output } = voice.connect();
      const log = new EventLog(output);
      feed(output, 1, somePackets(200));
      await voice.listener.waitForFrames(10);
      output.send({ type: 'stop' });
      await voice.listener.waitForEnd();
      expect(voice.listener.frames.length).to.be.lessThan(60);
      expect(log.events.map(({ type }) => type)).not.to.include('ended');
    });
  });
});
