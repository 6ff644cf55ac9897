import { englishOf } from '@tonearm/core';
import { FakeClock } from '@tonearm/core/testing';
import { expect } from 'chai';
import { JoinBudget } from '../src/join-budget.js';
import { Recovery } from '../src/recovery.js';
import { VOICE_TIMES } from '../src/voice-times.js';
import { feed } from './feed.js';
import {
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
  describe(`a voice connection that meets trouble, ${workers} workers`, () => {
    let voice: TestVoice;
    const start = async (options: Omit<TestVoiceOptions, 'workers'>) => {
      voice = await TestVoice.start({ ...options, workers });
    };

    afterEach(() => voice.close());

    for (const code of [4001, 4002, 4003, 4004, 4005, 4006, 4009, 4011, 4015, 4020]) {
      it(`goes on after ${code}, and gives up in words when that comes each time`, async () => {
        await start({ dave: false, times: { rejoinMs: 1 } });
        const connection = voice.connect();
        feed(connection.output, 1, somePackets(400));
        await voice.listener.waitForFrames(10);
        const states: string[] = [];
        connection.onState(({ status }) => {
          states.push(status);
          if (status === 'ready') voice.server.closeConnection(GUILD, code);
        });
        voice.server.closeConnection(GUILD, code);
        const { error } = await stateOf(connection, destroyed);
        expect(error?.message).to.match(/Joining was tried 5 times\. Please try again later\.$/);
        expect(states.filter((status) => status === 'ready')).to.have.length(5);
        expect(missing(numbersOf(voice.listener.frames))).to.be.at.most(5);
      });
    }

    for (const code of [4012, 4016, 4017, 4021]) {
      it(`ends in words at ${code}, without another try`, async () => {
        await start({ dave: false });
        const connection = voice.connect();
        await stateOf(connection, ready);
        voice.server.closeConnection(GUILD, code);
        expect((await stateOf(connection, destroyed)).error?.retryable).to.equal(false);
        expect(voice.gateway.joins).to.deep.equal([CHANNEL, null]);
      });
    }

    describe('with another voice server', () => {
      it('goes on there where it was, having waited for it after 4022', async () => {
        await start({ dave: false });
        const connection = voice.connect();
        feed(connection.output, 1, somePackets(150));
        await voice.listener.waitForFrames(20);
        await changeServer({ closeCode: 4022 });
        const heard = numbersOf(await voice.listener.waitForFrames(150));
        expect(heard).to.deep.equal(numbers(0, 150));
        expect(voice.gateway.joins).to.deep.equal([CHANNEL]);
      });

      it('goes on there when that was told before the old one closed', async () => {
        await start({ dave: false, times: { moveMs: 10 } });
        const connection = voice.connect();
        feed(connection.output, 1, somePackets(150));
        await voice.listener.waitForFrames(20);
        voice.gateway.tellServer(GUILD, null);
        const states: string[] = [];
        connection.onState((state) =>
          states.push(state.status === 'reconnecting' ? englishOf(state.reason) : state.status),
        );
        await changeServer({
          closeCode: 4022,
          after: () => states.some((reason) => reason.includes('goes on at another')),
        });
        const heard = numbersOf(await voice.listener.waitForFrames(150));
        expect(heard).to.deep.equal(numbers(0, 150));
      });

      it('is joined again when none follows that was promised, and a bounded number of times', async () => {
        await start({ dave: false, times: { serverMs: 20 } });
        const connection = voice.connect();
        await stateOf(connection, ready);
        voice.gateway.endpoint = null;
        voice.gateway.tellServer(GUILD, null);
        const { error } = await stateOf(connection, destroyed);
        expect(error?.message).to.include('Discord named no other voice server. Joining was tried 5 times');
      });

      it('ends in words after 4022 when none follows', async () => {
        await start({ dave: false, times: { moveMs: 30 } });
        const connection = voice.connect();
        await stateOf(connection, ready);
        voice.server.closeConnection(GUILD, 4022);
        const { error } = await stateOf(connection, destroyed);
        expect(error?.message).to.equal('The call was ended for everyone.');
        expect(voice.gateway.joins).to.deep.equal([CHANNEL, null]);
      });

      /** What Discord does: closes the old one and names the new one, here once the bot has noticed. */
      async function changeServer(options: {
        readonly closeCode: number;
        readonly after?: () => boolean;
      }): Promise<void> {
        const connection = voice.connect();
        const noticed =
          options.after === undefined
            ? stateOf(connection, reconnecting)
            : new Promise<void>((resolve) => connection.onState(() => options.after?.() && resolve()));
        voice.server.closeConnection(GUILD, options.closeCode);
        await noticed;
        await voice.server.relocate(GUILD);
        voice.gateway.endpoint = voice.server.endpointOf(GUILD);
        voice.gateway.place(GUILD, CHANNEL);
      }
    });

    describe('moved by somebody', () => {
      it('goes on there, whichever is told first', async () => {
        await start({ dave: false });
        const connection = voice.connect();
        feed(connection.output, 1, somePackets(200));
        await voice.listener.waitForFrames(20);
        voice.gateway.place(GUILD, OTHER_CHANNEL);
        await voice.server.listenerOf(OTHER_CHANNEL).waitForFrames(20);
        voice.server.closeConnection(GUILD, 4014);
        voice.gateway.place(GUILD, CHANNEL);
        await voice.listener.waitForFrames(60);
        const there = numbersOf(voice.server.listenerOf(OTHER_CHANNEL).frames);
        const heard = [...numbersOf(voice.listener.frames), ...there].toSorted((one, other) => one - other);
        expect(missing(heard)).to.be.at.most(2);
      });
    });

    describe('whose UDP is dead though it is ready', () => {
      it('is joined anew, says why, and goes on', async () => {
        await start({ dave: false, times: { probeMs: 30 } });
        const connection = voice.connect();
        feed(connection.output, 1, somePackets(500));
        await voice.listener.waitForFrames(10);
        voice.server.loseUdp(GUILD, 'until-reconnected');
        const { reason } = await stateOf(connection, reconnecting);
        expect(englishOf(reason)).to.include('did not answer by UDP any more');
        voice.listener.clear();
        await voice.listener.waitForFrames(20);
        expect(voice.gateway.joins).to.deep.equal([CHANNEL, null, CHANNEL]);
      });

      it('ends in words when it stays dead', async () => {
        await start({ dave: false, times: { probeMs: 30, serverMs: 400 } });
        const connection = voice.connect();
        feed(connection.output, 1, somePackets(500));
        await voice.listener.waitForFrames(10);
        voice.server.loseUdp(GUILD, 'lasting');
        const { error } = await stateOf(connection, destroyed);
        expect(error?.message).to.match(/cannot be reached by UDP; a firewall may be in the way.*tried 5 times/);
      });
    });
  });
}

describe('Recovery', () => {
  it('gives a join up only when its turn in the line has come and Discord has not answered', async () => {
    const clock = new FakeClock();
    const budget = new JoinBudget(clock);
    const said: string[] = [];
    const recovery = new Recovery({
      clock,
      budget,
      times: VOICE_TIMES,
      library: () => {
        throw new Error('Nothing is asked of the library.');
      },
      channelId: () => CHANNEL,
      onLost: () => {},
      onAnew: () => {},
      onFailed: (words) => said.push(englishOf(words)),
    });
    for (let join = 0; join < 115; join++) budget.note();
    recovery.joining();
    await clock.advance(60_000 + VOICE_TIMES.answerMs - 1);
    expect(said).to.deep.equal([]);
    await clock.advance(1);
    expect(said.join()).to.match(/^Discord did not let the bot into/);
  });
});
