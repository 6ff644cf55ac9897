import { expect } from 'chai';
import type { VoiceConnection } from '@tonearm/core';
import type { Repeats } from '@tonearm/discord-sandbox';
import { feed } from './feed.js';
import { ALICE, CHANNEL, GUILD, numbers, numbersOf, somePackets, TestVoice } from './test-voice.js';

const BOB = '400000000000000002';
/** So many frames may be on their way while keys change. */
const IN_FLIGHT = 3;
const FRAMES = 150;

for (const workers of [0, 1]) {
  describe(`end-to-end encryption that meets trouble, ${workers} workers`, () => {
    let voice: TestVoice;
    let connection: VoiceConnection;
    const states: string[] = [];

    beforeEach(() => begin('after-resumed'));

    async function begin(repeats: Repeats): Promise<void> {
      voice = await TestVoice.start({ dave: true, workers, repeats });
      voice.people([ALICE]);
      states.length = 0;
      connection = voice.connect();
      connection.onState((state) => states.push(state.status === 'ready' ? state.encryption : state.status));
      feed(connection.output, 1, somePackets(FRAMES));
      await voice.listener.waitForFrames(20);
    }

    afterEach(() => voice.close());

    for (const how of ['forged', 'unannounced'] as const) {
      it(`ignores a proposal that is ${how}, ten times, and the sound goes on`, async () => {
        for (let time = 0; time < 10; time++) voice.server.proposeBadly(CHANNEL, how);
        await heardToTheEnd();
        expect(voice.listener.counts).to.include({ dave: FRAMES, transport: 0 });
        expect(states).not.to.include('reconnecting');
        expect(voice.errors).to.deep.equal([]);
      });

      it(`still takes somebody in after a proposal that was ${how}`, async () => {
        voice.server.proposeBadly(CHANNEL, how);
        voice.people([ALICE, BOB]);
        await heardToTheEnd();
        expect(voice.server.decryptedBy(CHANNEL, BOB)).to.be.greaterThan(60);
      });
    }

    it('goes on in transport encryption through a downgrade, and end to end after the upgrade', async () => {
      voice.server.setEndToEnd(CHANNEL, false);
      await told('none');
      await voice.listener.waitForFrames(50);
      voice.server.setEndToEnd(CHANNEL, true);
      await told('end-to-end');
      await heardToTheEnd();
      const { dave, transport } = voice.listener.counts;
      expect(transport).to.be.greaterThan(20);
      expect(dave).to.be.greaterThan(50);
      expect(states).not.to.include('reconnecting');
    });

    it('is taken in anew after a commit that it could not use', async () => {
      voice.server.spoilNextCommit(CHANNEL);
      voice.people([ALICE, BOB]);
      await heardToTheEnd();
      expect(voice.listener.counts.transport).to.equal(0);
      expect(states).to.include('held');
      expect(states.at(-1)).to.equal('end-to-end');
      expect(voice.server.decryptedBy(CHANNEL, BOB)).to.be.greaterThan(60);
    });

    it('lets a third member hear from when they come until they leave', async () => {
      voice.people([ALICE, BOB]);
      await voice.listener.waitForFrames(80);
      voice.people([ALICE]);
      await voice.listener.waitForFrames(110);
      const heardByBob = voice.server.decryptedBy(CHANNEL, BOB);
      await heardToTheEnd();
      expect(heardByBob).to.be.within(40, 90);
      expect(voice.server.decryptedBy(CHANNEL, BOB)).to.equal(heardByBob);
      expect(voice.server.decryptedBy(CHANNEL, ALICE)).to.be.at.least(FRAMES - IN_FLIGHT);
    });

    for (const repeats of ['after-resumed', 'before-resumed'] as const) {
      it(`survives a voice server that fails in the middle of a change, and repeats it ${repeats}`, async () => {
        await voice.close();
        await begin(repeats);
        voice.server.closeConnection(GUILD, 4015);
        voice.people([ALICE, BOB]);
        await heardToTheEnd();
        expect(states.slice(states.indexOf('reconnecting'))).to.deep.equal(['reconnecting', 'end-to-end']);
        expect(voice.server.decryptedBy(CHANNEL, BOB)).to.be.greaterThan(60);
      });
    }

    /** Everything but what was in flight, in order, and nothing that nobody could decrypt beyond that. */
    async function heardToTheEnd(): Promise<void> {
      await voice.listener.waitForEnd();
      const heard = numbersOf(voice.listener.frames);
      expect(heard.length).to.be.at.least(FRAMES - IN_FLIGHT);
      expect(heard).to.deep.equal(heard.toSorted((one, other) => one - other));
      expect(heard.at(-1)).to.equal(numbers(0, FRAMES).at(-1));
    }

    function told(wanted: string): Promise<void> {
      return new Promise((resolve) => {
        const stop = connection.onState(() => {
          if (states.at(-1) !== wanted) return;
          stop();
          resolve();
        });
      });
    }
  });
}
