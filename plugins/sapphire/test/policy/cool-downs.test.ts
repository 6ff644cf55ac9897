import { FakeClock } from '@tonearm/core/testing';
import { expect } from 'chai';
import { CoolDowns } from '../../src/policy/cool-downs.js';

describe('CoolDowns', () => {
  it('tell how long to wait, and let the same person use the same command again after that', async () => {
    const clock = new FakeClock();
    const coolDowns = new CoolDowns(clock);
    const use = () => coolDowns.use(['play', 'guild', 'ada'], 3_000);
    expect(use()).to.equal(0);
    await clock.advance(1_000);
    expect(use()).to.equal(2_000);
    await clock.advance(1_999);
    expect(use()).to.equal(1);
    await clock.advance(1);
    expect(use()).to.equal(0);
    expect(use()).to.equal(3_000);
  });

  it('are of one person, one server and one command each', () => {
    const coolDowns = new CoolDowns(new FakeClock());
    const uses = [
      ['play', 'guild', 'ada'],
      ['play', 'guild', 'ben'],
      ['play', 'other guild', 'ada'],
      ['skip', 'guild', 'ada'],
    ];
    expect(uses.map((use) => coolDowns.use(use, 3_000))).to.deep.equal([0, 0, 0, 0]);
    expect(coolDowns.use(['pause', 'guild', 'ada'], 0) + coolDowns.use(['pause', 'guild', 'ada'], 0)).to.equal(0);
  });
});
