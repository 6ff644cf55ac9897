import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { ALL_BENCHES } from '../all-benches.js';
import type { Bench, Figure } from '../bench.js';
import { withTable } from '../docs-tables.js';
import { drawEffect } from '../effect-table.js';
import { drawMarkdown } from '../report.js';

describe('the tables of the documentation', () => {
  const page =
    'A\n<!-- figures: one -->\n\nold\n\n<!-- end of figures -->\nB\n<!-- figures: two -->\n<!-- end of figures -->\n';

  it('take the place of the old ones, and leave the rest alone', () => {
    const once = withTable(page, 'one', 'new') ?? '';
    expect(once).to.equal(page.replace('old', 'new'));
    expect(withTable(once, 'one', 'new')).to.equal(once);
    expect(withTable(once, 'two', 'more')).to.contain('<!-- figures: two -->\n\nmore\n\n<!-- end of figures -->');
    expect(withTable(page, 'three', 'new')).to.equal(undefined);
  });

  it('have a place for every bench', async () => {
    const read = (name: string) => readFile(new URL(`../../../docs/${name}`, import.meta.url), 'utf8');
    const text = (await read('guides/benchmarks.md')) + (await read('concepts/performance.md'));
    for (const { name } of ALL_BENCHES) expect(withTable(text, name, ''), name).not.to.equal(undefined);
    for (const name of ['machine', 'peers']) expect(withTable(text, name, ''), name).not.to.equal(undefined);
  });

  it('have a row for each figure, and only the columns that say something', () => {
    const bench: Bench = { name: 'b', title: '', means: '', run: async () => [] };
    const figures: readonly Figure[] = [
      { kind: 'measured', label: 'quick', unit: 'ms', value: 12, aim: { of: 'value', below: 50 }, load: 0.5 },
      { kind: 'measured', label: 'slow', unit: 'ms', value: 60, aim: { of: 'value', below: 50 }, load: 0.5 },
    ];
    expect(drawMarkdown(bench, figures)).to.equal(
      '| | Tonearm | load | aim |\n|---|---|---|---|\n| quick | 12 ms | 0.5 | below 50 ms: met |\n' +
        '| slow | 60 ms | 0.5 | below 50 ms: **MISSED** |',
    );
  });

  it('have a row for each way the effect was played', () => {
    const figure = (label: string): Figure => {
      return { kind: 'measured', label, unit: 'ms', value: 1_500, rival: 9_000.4, load: 0 };
    };
    const rows = drawEffect([figure('everything on: found, p50'), figure('no cache: lookups at the source')]).split(
      '\n',
    );
    expect(rows).to.have.lengthOf(8);
    expect(rows[2]).to.match(/^\| sequential \| 9,000 \|/);
    expect(rows[3]).to.match(/^\| \*\*Tonearm\*\* \| 1,500 \|/);
    expect(rows[4]).to.match(/without the cache .* 1,500 \|$/);
  });
});
