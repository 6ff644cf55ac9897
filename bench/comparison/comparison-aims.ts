import { amount } from './comparison-table.js';
import type { Format, Level, Trial } from './trial.js';

/** What we want to reach beside the others. */
interface ComparisonAim {
  readonly label: string;
  /** `undefined` when the run did not measure what it needs. */
  judge(trials: readonly Trial[]): { readonly said: string; readonly met: boolean } | undefined;
}

const AIMS: readonly ComparisonAim[] = [
  {
    label: 'first sound of an MP3, joining: at most half of the better framework’s',
    judge(trials) {
      const first = (name: Trial['contestant']) => trialOf(trials, name, 'mp3')?.first?.joiningMs;
      const ours = first('tonearm');
      const theirs = [first('distube'), first('discord-player')].filter((ms) => ms !== undefined);
      if (ours === undefined || theirs.length === 0) return undefined;
      const better = Math.min(...theirs);
      return { said: `${amount(ours)} ms to ${amount(better)} ms`, met: ours <= better / 2 };
    },
  },
  {
    label: '50 MP3 streams: lateness p99 below 15 ms, late frames below 0.5 %',
    judge: onLevel('mp3', 50, ({ p99Ms, latePercent }) => ({
      said: `${amount(p99Ms)} ms, ${amount(latePercent)} %`,
      met: p99Ms < 15 && latePercent < 0.5,
    })),
  },
  {
    label: '50 plays of an MP3 within 5 s: median first sound below 2 s',
    judge: onLevel('mp3', 50, ({ firstSoundMs }) => ({
      said: `${amount(firstSoundMs)} ms`,
      met: firstSoundMs < 2_000,
    })),
  },
  {
    label: '100 Opus streams: lateness p99 below 10 ms',
    judge: onLevel('opus', 100, ({ p99Ms }) => ({ said: `${amount(p99Ms)} ms`, met: p99Ms < 10 })),
  },
  {
    label: '100 Opus streams: at most the CPU of @discordjs/voice alone',
    judge(trials) {
      const cpu = (name: Trial['contestant']) => levelOf(trials, name, 'opus', 100)?.cpuPerMinute;
      const [ours, bare] = [cpu('tonearm'), cpu('bare')];
      if (ours === undefined || bare === undefined) return undefined;
      return { said: `${amount(ours)} to ${amount(bare)} CPU-s`, met: ours <= bare };
    },
  },
];

/** A list in Markdown of the aims that this run can judge. Pure. */
export function drawAims(trials: readonly Trial[]): string {
  return AIMS.flatMap(({ label, judge }) => {
    const verdict = judge(trials);
    return verdict === undefined ? [] : [`- ${label}: ${verdict.said}, ${verdict.met ? 'met' : '**MISSED**'}`];
  }).join('\n');
}

function onLevel(
  format: Format,
  streams: number,
  judge: (level: Level) => { readonly said: string; readonly met: boolean },
): ComparisonAim['judge'] {
  return (trials) => {
    const level = levelOf(trials, 'tonearm', format, streams);
    return level && judge(level);
  };
}

function levelOf(
  trials: readonly Trial[],
  name: Trial['contestant'],
  format: Format,
  streams: number,
): Level | undefined {
  return trialOf(trials, name, format)?.levels.find((level) => level.streams === streams);
}

function trialOf(trials: readonly Trial[], name: Trial['contestant'], format: Format): Trial | undefined {
  return trials.find((trial) => trial.contestant === name && trial.format === format);
}
