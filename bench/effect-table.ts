import type { Figure } from './bench.js';

/** How the documentation calls what was played. */
const NAMES: Readonly<Record<string, string>> = {
  'everything on': '**Tonearm**',
  'no cache': '… without the cache',
  'pool of one': '… with a pool of one',
  'no priorities': '… without priorities',
  'no joined work': '… without joined work',
};

/** What each column holds, by the end of the figure's label. */
const COLUMNS = [
  ['found p50', 'found, p50'],
  ['p95', 'found, p95'],
  ['p99', 'found, p99'],
  ['first sound p50', 'first sound, p50'],
  ['p95', 'first sound, p95'],
  ['p99', 'first sound, p99'],
  ['urgent, found p99', 'found, of the urgent, p99'],
  ['lookups', 'lookups at the source'],
] as const;

/** The figures of the effect as one row for each of those who played the trace; milliseconds, and lookups. */
export function drawEffect(figures: readonly Figure[]): string {
  const find = (what: string, label: string) =>
    figures.flatMap((figure) =>
      figure.kind === 'measured' && figure.label === `${what}: ${label}` ? [figure] : [],
    )[0];
  const cells = (what: string, of: 'value' | 'rival') =>
    COLUMNS.map(([, label]) => Math.round(find(what, label)?.[of] ?? Number.NaN).toLocaleString('en'));
  const row = (name: string, numbers: readonly string[]) => `| ${[name, ...numbers].join(' | ')} |`;
  return [
    `| | ${COLUMNS.map(([head]) => head).join(' | ')} |`,
    `|---|${COLUMNS.map(() => '---').join('|')}|`,
    row('sequential', cells('everything on', 'rival')),
    ...Object.entries(NAMES).map(([what, name]) => row(name, cells(what, 'value'))),
  ].join('\n');
}
