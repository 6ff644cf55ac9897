import { expect } from 'chai';
import { type Bench, type Figure, keepsAim } from '../bench.js';
import { drawTable, missedAims } from '../report.js';

describe('report', () => {
  const bench: Bench = { name: 'b', title: '', means: '', rival: 'somebody', run: async () => [] };
  const figures: readonly Figure[] = [
    { kind: 'measured', label: 'quick', unit: 'ms', value: 12, rival: 48, aim: { of: 'value', below: 50 }, load: 0.5 },
    { kind: 'measured', label: 'dear', unit: 'MB', value: 30, rival: 20, aim: { of: 'ratio', atMost: 1.2 }, load: 0.5 },
    { kind: 'skipped', label: 'odd', reason: 'no ffmpeg' },
  ];

  it('draws a line for each figure, with ratio, load and what became of the aim', () => {
    const [, quick, dear, odd] = drawTable(bench, figures)
      .split('\n')
      .map((line) => line.trim().split(/ {2,}/));
    expect(quick).to.deep.equal(['quick', '12 ms', '48 ms', '0.25', '0.5', 'below 50 ms: met']);
    expect(dear).to.deep.equal(['dear', '30 MB', '20 MB', '1.50', '0.5', 'at most ratio 1.2: MISSED']);
    expect(odd).to.deep.equal(['odd', 'skipped', 'no ffmpeg']);
  });

  it('names the aims that were missed', () => {
    expect(missedAims(bench, figures)).to.deep.equal(['b: dear']);
  });

  it('misses an aim whose figure could not be measured', () => {
    const aim = { of: 'value', below: 50 } as const;
    expect(keepsAim({ label: '', unit: 'ms', value: Number.NaN, aim })).to.equal(false);
    expect(keepsAim({ label: '', unit: 'ms', value: 1, aim: { of: 'ratio', atMost: 2 } })).to.equal(false);
  });
});
