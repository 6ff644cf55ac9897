import type { Worker } from 'node:worker_threads';
import { expect } from 'chai';
import { FRAME_MS, VoiceError, type VoiceConnection } from '@tonearm/core';
import { feed } from '../feed.js';
import { hang } from '../threads.js';
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
} from '../test-voice.js';

const OTHER_GUILD = '100000000000000002';

describe('WorkerVoiceConnector', () => {
  let voice: TestVoice;
  const start = async (options: Omit<Parameters<typeof TestVoice.start>[0], 'dave'> & { readonly dave?: boolean }) => {
    voice = await TestVoice.start({ dave: false, ...options });
  };

  afterEach(() => voice.close());

  it('sends on time while this thread is blocked', async () => {
    await start({ dave: true, workers: 1 });
    voice.people([ALICE]);
    const { output } = voice.connect();
    feed(output, 1, somePackets(150));
    await voice.listener.waitForFrames(10);
    block(1_000);
    await voice.listener.waitForEnd();
    expect(numbersOf(voice.listener.frames)).to.deep.equal(numbers(0, 150));
    // From this thread there is one of a second. The machine's own stalls are shorter.
    expect(voice.listener.gaps(500)).to.deep.equal([]);
  });

  for (const [how, end] of [
    ['is killed', (worker: Worker) => void worker.terminate()],
    ['throws what nobody catches', (worker: Worker) => worker.postMessage(null)],
  ] as const) {
    it(`ends the connections of a worker that ${how} in words, and replaces it`, async () => {
      await start({ workers: 1 });
      const connection = voice.connect();
      await stateOf(connection, ready);
      end(only(voice.threads.started));
      const { error } = await stateOf(connection, destroyed);
      expect(error).to.be.instanceOf(VoiceError).and.include({ retryable: true });
      expect(error?.message).to.include('was started again');
      expect(voice.errors).to.have.length(1);
      const next = voice.connect();
      feed(next.output, 1, somePackets(10));
      await voice.listener.waitForFrames(10);
      expect(voice.gateway.joins).to.deep.equal([CHANNEL, null, CHANNEL]);
      expect(voice.threads.started).to.have.length(2);
    });
  }

  it('replaces a worker that hangs, and ends its connections in words', async () => {
    await start({ workers: 1, times: { beatMs: 250 } });
    const connection = voice.connect();
    await stateOf(connection, ready);
    await hang(only(voice.threads.started));
    const { error } = await stateOf(connection, destroyed);
    expect(error).to.be.instanceOf(VoiceError).and.include({ retryable: true });
    expect(error?.cause).to.have.property('message', 'The worker did nothing for 1 s and was ended.');
    const next = voice.connect();
    feed(next.output, 1, somePackets(10));
    await voice.listener.waitForFrames(10);
    expect(voice.threads.started).to.have.length(2);
    expect(voice.threads.ended).to.equal(1);
  });

  it('takes no worker for dead because this thread was busy', async () => {
    await start({ workers: 1, times: { beatMs: 250 } });
    const { output } = voice.connect();
    feed(output, 1, somePackets(200));
    await voice.listener.waitForFrames(10);
    for (let round = 0; round < 2; round += 1) {
      block(1_500);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await voice.listener.waitForEnd();
    expect(numbersOf(voice.listener.frames)).to.deep.equal(numbers(0, 200));
    expect(voice.threads.started).to.have.length(1);
    expect(voice.errors).to.deep.equal([]);
  });

  it('spreads guilds over its workers, and a dead one takes only its own along', async () => {
    await start({ workers: 2 });
    const one = voice.connect(CHANNEL, GUILD);
    const other = voice.connect(OTHER_CHANNEL, OTHER_GUILD);
    await Promise.all([stateOf(one, ready), stateOf(other, ready)]);
    const [first] = voice.threads.started;
    void first?.terminate();
    await Promise.race([stateOf(one, destroyed), stateOf(other, destroyed)]);
    expect([one, other].map(statusOf).toSorted()).to.deep.equal(['destroyed', 'ready']);
  });

  it('counts the joins of all workers as one line', async () => {
    await start({ workers: 2, times: { answerMs: 100 } });
    voice.gateway.answers = false;
    const connections = Array.from({ length: 120 }, (_, index) => voice.connect(CHANNEL, `5${index}`));
    await Promise.all(connections.slice(0, 110).map((connection) => stateOf(connection, destroyed)));
    // Discord's client lets the first 115 through; it cannot be told of the others that they got no answer.
    expect(connections.slice(115).map(statusOf)).to.deep.equal(Array(5).fill('connecting'));
  });

  it('holds sound for who is in the channel that somebody moved it to, though another leaves at that moment', async () => {
    await start({ dave: true, workers: 1 });
    voice.gateway.others.set(OTHER_CHANNEL, 1);
    const connection = voice.connect();
    await stateOf(connection, ready);
    voice.gateway.place(GUILD, OTHER_CHANNEL);
    voice.gateway.tellState({ user_id: ALICE, channel_id: null });
    await stateOf(connection, reconnecting);
    expect(await stateOf(connection, ready)).to.include({ channelId: OTHER_CHANNEL, encryption: 'held' });
  });

  it('takes no guild once it is closed, and has left and ended its threads', async () => {
    await start({ workers: 2 });
    await stateOf(voice.connect(), ready);
    await voice.connector.close();
    expect(voice.gateway.joins).to.deep.equal([CHANNEL, null]);
    expect(voice.threads.ended).to.equal(2);
    expect(() => voice.connect()).to.throw(VoiceError, 'leaving');
  });

  it('asks for nothing more than the output’s five seconds', async () => {
    await start({ workers: 1 });
    const { output } = voice.connect();
    let credit = 0;
    output.onEvent((event) => {
      if (event.type === 'credit') credit += event.frames;
    });
    output.send({ type: 'load', generation: 1, mode: 'replace', positionMs: 0 });
    output.send({ type: 'frames', generation: 1, frames: somePackets(50) });
    output.send({ type: 'end', generation: 1 });
    await voice.listener.waitForEnd();
    expect(credit * FRAME_MS).to.equal(5_000);
  });
});

function block(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

function statusOf(connection: VoiceConnection): string {
  return connection.state.status;
}

function only(workers: readonly Worker[]): Worker {
  const [worker] = workers;
  if (worker === undefined || workers.length !== 1) throw new Error(`${workers.length} workers were started.`);
  return worker;
}
