import { findFfmpeg } from '@tonearm/core';
import { expect } from 'chai';
import { growthOf } from '../../soak/growth.js';
import { PLANTS, soak } from '../../soak/soak.js';

const SHORT = { seed: 7, guilds: 12, sampleEvery: 100, ffmpegShare: 0, plant: undefined, drainMs: 4_000 };

describe('the soak', function () {
  this.timeout(60_000);

  it('leaves nothing behind after a drain', async () => {
    const result = await soak({ ...SHORT, goesOn: (operations) => operations < 600 });
    expect(result.left).to.deep.equal({});
    expect(result.samples.size).to.equal(6);
    for (const count of Object.values(result.done)) expect(count).to.be.greaterThan(0);
  });

  it('leaves no child, and counts none, where ffmpeg reads', async function () {
    if ((await findFfmpeg()) === undefined) this.skip();
    const { left } = await soak({ ...SHORT, ffmpegShare: 0.2, goesOn: (operations) => operations < 400 });
    expect(left).to.deep.equal({});
  });

  for (const plant of PLANTS.filter((one) => one !== 'heap')) {
    it(`names the map in which ${plant} leak`, async () => {
      const { left } = await soak({ ...SHORT, plant, drainMs: 500, goesOn: (operations) => operations < 600 });
      expect(left[plant]).to.be.greaterThan(0);
    });
  }

  it('sees by its slope what grows in no map that is counted', async () => {
    const { left, samples } = await soak({ ...SHORT, plant: 'heap', goesOn: (operations) => operations < 2_500 });
    expect(left).to.deep.equal({});
    const growing = growthOf(samples).filter(({ grows }) => grows);
    expect(growing.map(({ name }) => name)).to.deep.equal(['heap MB']);
    expect(growing[0]?.slope.perUnit, 'four kilobytes an operation').to.be.closeTo(4.1, 1);
  });
});
