import os from 'node:os';
import type { Belongings } from './belongings.js';

/** What a figure has to keep to: itself, or its ratio to the rival's. */
export type Aim = { readonly of: 'value' | 'ratio' } & (
  | { readonly below: number }
  | { readonly atMost: number }
  | { readonly atLeast: number }
);

/** One measured number. */
export interface Measurement {
  /** What it is, in words that need no other page. */
  readonly label: string;
  readonly unit: Unit;
  readonly value: number;
  /** The same of somebody else, measured in the same run. */
  readonly rival?: number;
  readonly aim?: Aim;
}

export type Unit =
  | 'ms'
  | 'µs'
  | '%'
  | 'MB'
  | 'frames'
  | 'tasks/s'
  | 'CPU-s/min'
  | 'requests'
  | 'calls'
  | 'edits'
  | 'workers'
  | 'points'
  | 'of 1'
  | 'times';

/** A line of the report. */
export type Figure =
  | (Measurement & {
      readonly kind: 'measured' /** The machine's load over the last minute when it was taken. */;
      readonly load: number;
    })
  | { readonly kind: 'skipped'; readonly label: string; readonly reason: string };

export interface BenchContext {
  /** About a minute for all benches: fewer and shorter rounds. */
  readonly quick: boolean;
  /** Where the bots' CPU profiles go, when they are wanted. */
  readonly profileDir: string | undefined;
  /** How many guilds hear music at once, where the command line says. */
  readonly streams?: number | undefined;
  readonly belongings: Belongings;
  /** A word on what is happening, for who waits. */
  say(line: string): void;
}

/** Something that can be measured by its name. */
export interface Bench {
  readonly name: string;
  readonly title: string;
  /** What its figures mean, in plain words. */
  readonly means: string;
  /** Whom it is measured beside. */
  readonly rival?: string;
  /** Its time is made up, so that the machine's load says nothing about its figures. */
  readonly isVirtual?: boolean;
  run(context: BenchContext): Promise<readonly Figure[]>;
  /** Its figures as Markdown for the documentation, where a row for each would be hard to read. */
  drawForDocs?(figures: readonly Figure[]): string;
}

/** A figure with the load of this moment. */
export function measured(measurement: Measurement): Figure {
  return { kind: 'measured', ...measurement, load: os.loadavg()[0] ?? Number.NaN };
}

/** Whether a measurement keeps to its aim; `undefined` when it has none. */
export function keepsAim({ value, rival, aim }: Measurement): boolean | undefined {
  if (aim === undefined) return undefined;
  const figure = aim.of === 'value' ? value : value / (rival ?? Number.NaN);
  if ('below' in aim) return figure < aim.below;
  return 'atMost' in aim ? figure <= aim.atMost : figure >= aim.atLeast;
}
