import { expect } from 'chai';
import { jainIndex, serveByTonearm, serveInOrder } from '../../simulation/fair-share.js';

describe('Jain’s index', () => {
  const wishes = ['a', 'b', 'c', 'd'].map((guild) => ({ guild, tracks: 2 }));
  const served = (...guilds: readonly string[]) => guilds.map((guild) => ({ guild, waitMs: 0 }));

  it('is 1 when all got the same, and 1/n when one got all', () => {
    expect(jainIndex(wishes.slice(0, 2), served('a', 'b', 'b', 'a'))).to.be.closeTo(0.9, 1e-9);
    const even = wishes.map(({ guild }) => ({ guild, tracks: 3 }));
    expect(jainIndex(even, served('a', 'b', 'c', 'd'))).to.equal(1);
    expect(jainIndex(wishes, served('a', 'a', 'b', 'c', 'd'))).to.equal(0.25);
  });
});

describe('a guild’s one track behind another’s list', () => {
  const wishes = [
    { guild: 'a', tracks: 60 },
    { guild: 'b', tracks: 1, atMs: 1_500 },
  ];
  const how = { lookupMs: 1_000, workers: 3 };
  const waitOf = (served: Awaited<ReturnType<typeof serveInOrder>>) =>
    served.find(({ guild }) => guild === 'b')?.waitMs;

  it('waits for the list where the first come is served first', async () => {
    expect(waitOf(await serveInOrder(wishes, how))).to.equal(19_500);
  });

  it('waits for a worker where guilds take turns', async () => {
    const served = await serveByTonearm(wishes, how);
    expect(served).to.have.lengthOf(61);
    expect(waitOf(served)).to.equal(1_500);
  });
});
