import { type Aim, type Bench, type Figure, keepsAim, type Measurement } from './bench.js';

/** A bench's figures as text: one line each, in columns. */
export function drawTable(bench: Bench, figures: readonly Figure[]): string {
  const head = heading(bench);
  const rows = [head, ...figures.map(cells)];
  const widths = head.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const lines = rows.map((row) =>
    row.map((cell, column) =>
      column === 0 || column === 5 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
    ),
  );
  return lines.map((line) => `  ${line.filter((_, column) => widths[column] !== 0).join('  ')}`.trimEnd()).join('\n');
}

/** The same as the documentation holds it: a Markdown table, without the columns in which nothing stands. */
export function drawMarkdown(bench: Bench, figures: readonly Figure[]): string {
  if (bench.drawForDocs) return bench.drawForDocs(figures);
  const head = heading(bench);
  const rows = figures.map(cells);
  const filled = head.map((name, column) => {
    if (name === 'load' && bench.isVirtual) return false;
    return column === 0 || rows.some((row) => row[column]);
  });
  const line = (row: readonly string[]) =>
    `|${row
      .filter((_, column) => filled[column])
      .map((cell) => (cell === '' ? ' ' : ` ${cell.replaceAll('MISSED', '**MISSED**').replaceAll('|', '/')} `))
      .join('|')}|`;
  const rule = `|${filled
    .filter(Boolean)
    .map(() => '---')
    .join('|')}|`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}

/** What was missed, one line each. */
export function missedAims(bench: Bench, figures: readonly Figure[]): readonly string[] {
  return figures.flatMap((figure) =>
    figure.kind === 'measured' && keepsAim(figure) === false ? [`${bench.name}: ${figure.label}`] : [],
  );
}

function heading({ rival }: Bench): readonly string[] {
  return ['', 'Tonearm', rival ?? '', rival === undefined ? '' : 'ratio', 'load', 'aim'];
}

function cells(figure: Figure): readonly string[] {
  if (figure.kind === 'skipped') return [figure.label, 'skipped', '', '', '', figure.reason];
  const { label, unit, value, rival, load } = figure;
  const ratio = rival === undefined || rival === 0 ? '' : (value / rival).toFixed(2);
  return [
    label,
    amount(value, unit),
    rival === undefined ? '' : amount(rival, unit),
    ratio,
    load.toFixed(1),
    verdict(figure),
  ];
}

function verdict(measurement: Measurement): string {
  const { aim, unit } = measurement;
  if (aim === undefined) return '';
  return `${bound(aim, unit)}: ${keepsAim(measurement) ? 'met' : 'MISSED'}`;
}

function bound(aim: Aim, unit: Measurement['unit']): string {
  const inUnit = (value: number) => (aim.of === 'ratio' ? `ratio ${value}` : amount(value, unit));
  if ('below' in aim) return `below ${inUnit(aim.below)}`;
  return 'atMost' in aim ? `at most ${inUnit(aim.atMost)}` : `at least ${inUnit(aim.atLeast)}`;
}

function amount(value: number, unit: Measurement['unit']): string {
  const digits = unit === 'frames' || unit === 'requests' || Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return `${value.toLocaleString('en', { maximumFractionDigits: digits, minimumFractionDigits: Number.isInteger(value) ? 0 : digits })} ${unit}`;
}
