import { expect } from 'chai';
import { PLANTS, soak } from '../../soak/soak.js';

const SHORT = { seed: 7, guilds: 12, sampleEvery: 100, ffmpegShare: 0, plant: undefined, drainMs: 4_000 };

describe('the soak', () => {
  it('leaves nothing behind after a drain', async () => {
    const result = await soak({ ...SHORT, goesOn: (operations) => operations < 600 });
    expect(result.left).to.deep.equal({});
    expect(result.samples).to.have.length(6);
    for (const count of Object.values(result.done)) expect(count).to.be.greaterThan(0);
  });

  for (const plant of PLANTS) {
    it(`names the map in which ${plant} leak`, async () => {
      const { left } = await soak({ ...SHORT, plant, drainMs: 500, goesOn: (operations) => operations < 600 });
      expect(left[plant]).to.be.greaterThan(0);
    });
  }
});
