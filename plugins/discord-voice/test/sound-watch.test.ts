import { FakeClock } from '@tonearm/core/testing';
import { englishOf } from '@tonearm/core';
import { expect } from 'chai';
import { SoundWatch } from '../src/sound-watch.js';
import { VOICE_TIMES } from '../src/voice-times.js';

describe('SoundWatch', () => {
  let clock: FakeClock;
  let watch: SoundWatch;
  let probes: number;
  const dead: string[] = [];

  beforeEach(() => {
    clock = new FakeClock();
    probes = 0;
    dead.length = 0;
    watch = new SoundWatch({
      clock,
      times: { ...VOICE_TIMES, probeMs: 5_000, stuckMs: 5_000 },
      probe: () => probes++,
      onDead: (reason) => dead.push(englishOf(reason)),
    });
  });

  it('asks now and then, and is content with answers', async () => {
    watch.start();
    for (let time = 0; time < 10; time++) {
      watch.heard(true);
      await clock.advance(5_000);
    }
    expect(probes).to.equal(11);
    expect(dead).to.deep.equal([]);
  });

  it('says that UDP is dead after three questions without an answer, once', async () => {
    watch.start();
    watch.heard(true);
    await clock.advance(15_000);
    expect(dead).to.deep.equal([]);
    await clock.advance(60_000);
    expect(dead).to.have.length(1);
    expect(dead[0]).to.include('UDP');
  });

  it('misses nobody who never answered', async () => {
    watch.start();
    await clock.advance(600_000);
    expect(dead).to.deep.equal([]);
  });

  it('expects no answers of who only sends something else, but takes that for a sign of life', async () => {
    watch.start();
    watch.heard(false);
    await clock.advance(600_000);
    expect(dead).to.deep.equal([]);
    watch.heard(true);
    for (let time = 0; time < 10; time++) {
      await clock.advance(10_000);
      watch.heard(false);
    }
    expect(dead).to.deep.equal([]);
    await clock.advance(20_000);
    expect(dead).to.have.length(1);
  });

  it('says that frames do not leave, when they have not for a while', async () => {
    watch.start();
    watch.due(true);
    watch.due(false);
    await clock.advance(4_000);
    watch.due(true);
    watch.due(false);
    await clock.advance(4_000);
    watch.due(false);
    expect(dead).to.deep.equal([]);
    await clock.advance(2_000);
    watch.due(false);
    expect(dead).to.deep.equal(['The voice connection took no sound any more.']);
  });

  it('watches nothing while the connection is not ready', async () => {
    watch.start();
    watch.heard(true);
    watch.due(false);
    watch.stop();
    await clock.advance(60_000);
    expect(dead).to.deep.equal([]);
    expect(probes).to.equal(1);
  });
});
