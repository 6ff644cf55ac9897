import { expect } from 'chai';
import {
  askThroughBrownout,
  hurryPastHanging,
  type Outcome,
  searchAroundOutage,
  waitBehindUrgent,
} from '../../simulation/single-mechanisms.js';

const slowest = ({ granted }: Outcome) => Math.max(...granted.map(({ waitMs }) => waitMs ?? Number.NaN));
const unanswered = ({ granted }: Outcome) => granted.filter(({ waitMs }) => waitMs === null).length;

describe('a mechanism by itself', () => {
  it('gets past a lookup that hangs with a second attempt, which costs calls', async () => {
    const [hedged, plain] = [await hurryPastHanging(1, true), await hurryPastHanging(1, false)];
    const hanging = ({ granted }: Outcome) => granted.filter(({ waitMs }) => (waitMs ?? 0) >= 10_000).length;
    expect(hanging(plain)).to.be.above(15);
    expect(hanging(hedged)).to.be.below(hanging(plain) / 3);
    expect(hedged.callsAtMs.length).to.be.above(plain.callsAtMs.length);
  });

  it('answers searches from the next source while the first one is dead', async () => {
    const [both, alone] = [await searchAroundOutage(true), await searchAroundOutage(false)];
    expect(unanswered(both)).to.be.below(10);
    expect(unanswered(alone)).to.be.above(100);
  });

  it('lets who waits long go before who has just come, whatever their priority', async () => {
    const [ageing, ageless] = [await waitBehindUrgent(true), await waitBehindUrgent(false)];
    const patient = ({ granted }: Outcome) => granted.find(({ wish }) => wish.guildId === 'patient')?.waitMs ?? 0;
    expect(patient(ageing)).to.be.within(90_000, 110_000);
    expect(patient(ageless)).to.equal(slowest(ageless));
  });

  it('keeps retries from making a failing source’s load much larger', async () => {
    const [within, beyond] = [await askThroughBrownout(true), await askThroughBrownout(false)];
    const inBrownout = ({ callsAtMs }: Outcome) => callsAtMs.filter((ms) => ms >= 40_000 && ms < 50_000).length;
    expect(inBrownout(within)).to.be.within(100, 135);
    expect(inBrownout(beyond)).to.be.above(150);
  });
});
