import { monitorEventLoopDelay } from 'node:perf_hooks';
import { expect } from 'chai';
import { VoiceError } from '@tonearm/core';
import { feed } from './feed.js';
import {
  ALICE,
  CHANNEL,
  destroyed,
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

    describe('sound', () => {
      it('arrives once, in order, unchanged and end-to-end encrypted, for ten seconds without a gap', async function () {
        this.timeout(20_000);
        // It also stops the threads that receive, which cannot be measured from here: a fault of ours shows every time.
        this.retries(2);
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
          voice.listener.frames.every(({ opus }, index) =>
            Buffer.from(opus).equals(packets[index] ?? new Uint8Array()),
          ),
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
        connection.destroy();
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
  });
}
