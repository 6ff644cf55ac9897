import { FakeClock } from '@tonearm/core/testing';
import { expect } from 'chai';
import { Heartbeat } from '../../src/worker/heartbeat.js';

describe('Heartbeat', () => {
  let clock: FakeClock;
  let asked: number;
  let silences: number[];
  let heartbeat: Heartbeat;

  beforeEach(() => {
    clock = new FakeClock();
    asked = 0;
    silences = [];
    const ask = () => {
      asked += 1;
    };
    heartbeat = new Heartbeat({ clock, beatMs: 2_000, ask, onSilence: (ms) => silences.push(ms) });
    heartbeat.start();
  });

  it('asks again and again who answers', async () => {
    for (let second = 0; second < 60; second += 1) {
      await clock.advance(1_000);
      heartbeat.heard();
    }
    expect(asked).to.equal(31);
    expect(silences).to.deep.equal([]);
  });

  it('tells once of a silence over four questions', async () => {
    await clock.advance(7_999);
    expect(silences).to.deep.equal([]);
    await clock.advance(60_000);
    expect(silences).to.deep.equal([8_000]);
    expect(asked).to.equal(4);
  });

  it('forgets what was silent before a sign of life', async () => {
    await clock.advance(7_000);
    heartbeat.heard();
    await clock.advance(7_000);
    expect(silences).to.deep.equal([]);
  });

  it('is over when it is stopped', async () => {
    heartbeat.stop();
    await clock.advance(60_000);
    expect(silences).to.deep.equal([]);
    expect(clock.pendingTimers).to.equal(0);
  });
});
