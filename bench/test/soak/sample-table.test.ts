import { expect } from 'chai';
import { growthOf } from '../../soak/growth.js';
import { SampleTable } from '../../soak/sample-table.js';

describe('the table of samples', () => {
  it('keeps every sample while there is room', () => {
    const table = new SampleTable(8);
    for (const operations of [0, 10, 20]) table.add(operations, { maps: operations / 10, heap: 7 });
    expect(table.names).to.deep.equal(['maps', 'heap']);
    expect(table.points('maps')).to.deep.equal([
      { x: 0, y: 0 },
      { x: 10, y: 1 },
      { x: 20, y: 2 },
    ]);
    expect(table.points('heap', 0.5).map(({ x }) => x)).to.deep.equal([10, 20]);
  });

  it('never outgrows its room, and stays evenly spread over the whole run', () => {
    const table = new SampleTable(8);
    for (let operations = 0; operations < 1_000; operations++) table.add(operations, { maps: operations });
    expect(table.size).to.be.within(4, 8);
    const points = table.points('maps');
    const gap = points[1]?.x ?? Number.NaN;
    expect(points).to.deep.equal(points.map((_, index) => ({ x: index * gap, y: index * gap })));
    expect(points.at(-1)?.x).to.be.at.least(1_000 - 2 * gap);
  });
});

describe('what grows', () => {
  const noise = (index: number) => ((index * 7) % 11) / 11;
  const judged = (name: string, perOperation: number) => {
    const table = new SampleTable();
    for (let index = 0; index < 600; index++) {
      const operations = index * 1_000;
      table.add(operations, { [name]: 10 + perOperation * operations + noise(index) });
    }
    return growthOf(table)[0];
  };

  it('is what rises for certain and by more than is borne', () => {
    expect(judged('sessions', 0.001)?.grows).to.equal(true);
    expect(judged('sessions', 0)?.grows).to.equal(false);
    expect(judged('sessions', -0.001)?.grows).to.equal(false);
    expect(judged('sessions', 0.00001)?.grows, 'six in all').to.equal(false);
  });

  it('is the heap from a few bytes an operation on, and never RSS', () => {
    expect(judged('heap MB', 6e-6)?.grows).to.equal(true);
    expect(judged('heap MB', 1e-6)?.grows).to.equal(false);
    expect(judged('RSS MB', 1e-3)?.grows).to.equal(false);
  });

  it('has the slope of a straight line, per 1,000 operations', () => {
    expect(judged('sessions', 0.001)?.slope.perUnit).to.be.closeTo(1, 0.01);
  });
});
