import { createSocket, type Socket } from 'node:dgram';
import { expect } from 'chai';
import { getVoiceConnection } from '@discordjs/voice';
import { SystemClock } from '@tonearm/core';
import { feed } from './feed.js';
import {
  ALICE,
  BOT,
  CHANNEL,
  destroyed,
  GUILD,
  missing,
  numbers,
  numbersOf,
  OTHER_CHANNEL,
  ready,
  reconnecting,
  somePackets,
  stateOf,
  TestVoice,
  type TestVoiceOptions,
} from './test-voice.js';

for (const workers of [0, 1]) {
  describe(`A voice connector with ${workers} workers`, () => {
    let voice: TestVoice;
    const start = async (options: Omit<TestVoiceOptions, 'workers'>) => {
      voice = await TestVoice.start({ ...options, workers });
    };

    afterEach(() => voice.close());

    describe('a lost connection', () => {
      for (const [code, words] of [
        [4017, 'end-to-end encryption'],
        [4021, 'joining too often'],
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

      it('is joined again when the voice server does not let it resume, and goes on where it was', async () => {
        await start({ dave: false });
        const connection = voice.connect();
        feed(connection.output, 1, somePackets(100));
        await voice.listener.waitForFrames(10);
        voice.server.dismiss(GUILD, BOT, 4015);
        expect(missing(numbersOf(await voice.listener.waitForFrames(99)))).to.be.at.most(1);
        expect(voice.gateway.joins).to.deep.equal([CHANNEL, CHANNEL]);
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

      it('is joined again after 4014 when no voice state says that someone moved or disconnected the bot', async () => {
        await start({ dave: false, times: { moveMs: 30 } });
        const connection = voice.connect();
        feed(connection.output, 1, somePackets(100));
        await voice.listener.waitForFrames(10);
        voice.server.closeConnection(GUILD, 4014);
        expect(missing(numbersOf(await voice.listener.waitForFrames(60)))).to.be.at.most(1);
        expect(voice.gateway.joins).to.deep.equal([CHANNEL, CHANNEL]);
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
      const EXTERNAL_SENDER = 25;

      it('is survived: an external sender that cannot be read makes it join once more, and the sound goes on', async () => {
        await start({ dave: true });
        voice.people([ALICE]);
        const connection = voice.connect();
        feed(connection.output, 1, somePackets(300));
        await voice.listener.waitForFrames(10);
        const lost = stateOf(connection, reconnecting);
        voice.server.forge(GUILD, EXTERNAL_SENDER, Buffer.alloc(1));
        await lost;
        voice.listener.clear();
        await voice.listener.waitForFrames(20);
        expect(voice.listener.counts).to.include({ transport: 0 });
        expect(voice.gateway.joins).to.deep.equal([CHANNEL, null, CHANNEL]);
        expect(voice.errors).to.have.length(1);
      });

      // The test needs the bot's port, which it finds in its own thread only.
      if (workers === 0)
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
        voice.server.forge(GUILD, EXTERNAL_SENDER, Buffer.alloc(1));
        await lost;
        await stateOf(connection, ready);
        voice.server.forge(GUILD, EXTERNAL_SENDER, Buffer.alloc(1));
        const { error } = await stateOf(connection, destroyed);
        expect(error?.message).to.include('failed again');
      });
    });
  });
}
