import type { Format, Level, Trial } from './trial.js';

/** A row of figures: the measure, how to find it at a level, and how to write it. */
interface Measure {
  readonly label: string;
  readonly unit: string;
  of(level: Level): number;
  /** `false` where a ratio says nothing, as of shares that are 0 or 100 when all is well. */
  readonly ratio?: false;
}

const MEASURES: readonly Measure[] = [
  { label: 'acknowledged, p99', unit: 'ms', of: ({ acknowledgedP99Ms }) => acknowledgedP99Ms },
  { label: 'first sound, median', unit: 'ms', of: ({ firstSoundMs }) => firstSoundMs },
  { label: 'CPU-s per stream-minute', unit: '', of: ({ cpuPerMinute }) => cpuPerMinute },
  { label: 'frames later than 20 ms', unit: '%', ratio: false, of: ({ latePercent }) => latePercent },
  { label: 'lateness p99, worst stream', unit: 'ms', of: ({ p99Ms }) => p99Ms },
  { label: 'frames sent of those due', unit: '%', ratio: false, of: ({ sentPercent }) => sentPercent },
  { label: 'resident memory', unit: 'MB', of: ({ residentMB }) => residentMB },
];
const FORMATS: readonly { readonly format: Format; readonly title: string }[] = [
  { format: 'opus', title: 'Ogg/Opus' },
  { format: 'mp3', title: 'MP3, through ffmpeg' },
];

/** What the tables show. */
export interface Comparison {
  /** With versions, by name, in the order of the rows; ours first. */
  readonly titles: ReadonlyMap<Trial['contestant'], string>;
  readonly streams: readonly number[];
  readonly trials: readonly Trial[];
}

/** Two tables in Markdown, one for each format, and a line for whatever went no further. Ratios are to the first title. Pure. */
export function drawComparison(comparison: Comparison): string {
  const tables = FORMATS.filter(({ format }) => comparison.trials.some((trial) => trial.format === format)).map(
    ({ format, title }) => `**${title}**\n\n${drawFormat(comparison, format)}`,
  );
  const failures = comparison.trials.flatMap(({ contestant, format, levels, failure }) =>
    failure === null
      ? []
      : [
          `- ${comparison.titles.get(contestant)}, ${format}, ${levels.length === 0 ? 'before the first level' : `after ${levels.at(-1)?.streams} at once`}: ${inOneLine(failure)}`,
        ],
  );
  return [...tables, ...(failures.length === 0 ? [] : [failures.join('\n')])].join('\n\n');
}

function drawFormat({ titles, streams, trials }: Comparison, format: Format): string {
  const of = (name: Trial['contestant']) =>
    trials.find((trial) => trial.contestant === name && trial.format === format);
  const names = [...titles.keys()].filter((name) => of(name) !== undefined);
  const [ours] = titles.keys();
  const reference = ours === undefined ? undefined : of(ours);
  const head = ['', '', ...streams.map((count) => (count === 1 ? '1 stream' : `${count}`))];
  const first = (['joiningMs', 'inVoiceMs'] as const).flatMap((kind) =>
    names.map((name, index) => [
      index === 0 ? `first sound of one play, ${kind === 'joiningMs' ? 'joining' : 'in voice'}` : '',
      titles.get(name) ?? name,
      cell(of(name)?.first?.[kind], reference?.first?.[kind], { unit: 'ms', isOurs: name === ours }),
      ...streams.slice(1).map(() => ''),
    ]),
  );
  const rest = MEASURES.flatMap(({ label, unit, ratio, of: figure }) =>
    names.map((name, index) => [
      index === 0 ? label : '',
      titles.get(name) ?? name,
      ...streams.map((count) => {
        const [level, base] = [of(name), reference].map((trial) => trial?.levels.find((one) => one.streams === count));
        return cell(level && figure(level), ratio === false ? undefined : base && figure(base), {
          unit,
          isOurs: name === ours,
        });
      }),
    ]),
  );
  const line = (row: readonly string[]) => `|${row.map((text) => (text === '' ? ' ' : ` ${text} `)).join('|')}|`;
  return [
    line(head),
    `|${head.map((_, column) => (column < 2 ? '---' : '--:')).join('|')}|`,
    ...[...first, ...rest].map(line),
  ].join('\n');
}

function cell(
  value: number | undefined,
  ours: number | undefined,
  { unit, isOurs }: { readonly unit: string; readonly isOurs: boolean },
): string {
  if (value === undefined || Number.isNaN(value)) return '–';
  if (value === Infinity) return 'never';
  const ratio = isOurs || ours === undefined || ours === 0 || ours === Infinity ? '' : ` (${amount(value / ours)}×)`;
  return `${amount(value)}${unit === '' ? '' : ` ${unit}`}${ratio}`;
}

/** As many digits as a reader can use. */
export function amount(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString('en', { maximumFractionDigits: digits });
}

function inOneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll('|', '/').trim();
}
