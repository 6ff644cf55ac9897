import {
  type CircuitReport,
  escapedLine,
  type SchedulerStats,
  type Spread,
  type TaskStatus,
  type TonearmStatus,
  type WorkerStats,
} from '@tonearm/core';
import type { Speech } from '../texts/speech.js';

/** Tasks shown; the rest is counted. */
const SHOWN = 10;
/** Failing sources told one by one; the rest is counted. */
const SHOWN_SOURCES = 5;
const LONGEST_NAME = 60;
const LONGEST_SOURCE = 30;

/** Discord's limit for a message, with room for the lines that count what is not shown. */
const LONGEST_TEXT = 2_000 - 100;

/** `/queue_status` in words, within the 2,000 characters of a message. */
export function statusText({ stats, circuits, tasks }: TonearmStatus, speech: Speech): string {
  const facts = [tasksLine(stats, speech), outcomeLine(stats, speech), timesLine(stats, speech)];
  const lines = [...facts, workersLine(stats, speech)];
  lines.push(...sourceLines(circuits, speech, roomAfter(lines)), serverLine(tasks, speech));
  const told = tasks.slice(0, SHOWN).map((task) => describe(task, speech));
  const shown = whatFits(told, roomAfter(lines));
  return [...lines, ...shown, ...moreLine(tasks.length - shown.length, speech)].join('\n');
}

function roomAfter(lines: readonly string[]): number {
  return LONGEST_TEXT - lines.join('\n').length;
}

/** The first of the lines that have room together, each with its line break. */
function whatFits(lines: readonly string[], room: number): readonly string[] {
  let left = room;
  const end = lines.findIndex((line) => {
    left -= line.length + 1;
    return left < 0;
  });
  return end < 0 ? lines : lines.slice(0, end);
}

function moreLine(count: number, speech: Speech): readonly string[] {
  return count > 0 ? [speech.say('status.more', { count })] : [];
}

function tasksLine(stats: SchedulerStats, speech: Speech): string {
  const { pending, running, succeeded, failed, cancelled, capacity } = stats;
  return speech.say('status.tasks', { pending, running, finished: succeeded + failed + cancelled, capacity });
}

function outcomeLine({ successRate, retries, uptimeMs }: SchedulerStats, speech: Speech): string {
  const share =
    successRate === null
      ? speech.say('status.nothing-tried')
      : speech.say('status.succeeded', { percent: percent(successRate) });
  return speech.say('status.outcome', { time: speech.spokenTime(uptimeMs), share, retries });
}

function timesLine({ wait, run, expectedWaitMs }: SchedulerStats, speech: Speech): string {
  const times = speech.say('status.times', { wait: spread(wait, speech), run: spread(run, speech) });
  if (expectedWaitMs === null) return times;
  const now =
    expectedWaitMs === 0
      ? speech.say('status.new-waits-not')
      : speech.say('status.new-waits', { time: seconds(expectedWaitMs, speech) });
  return `${times}; ${now}`;
}

function workersLine({ busyWorkers, workers, perWorker }: SchedulerStats, speech: Speech): string {
  const each = perWorker.slice(0, SHOWN).map((worker) => describeWorker(worker, speech));
  const line = speech.say('status.workers', { busy: busyWorkers, all: workers });
  return each.length === 0 ? line : `${line} (${each.join(' · ')})`;
}

function describeWorker({ number, completed, failed, busyShare, current }: WorkerStats, speech: Speech): string {
  const values = { number: `#${number}${current === null ? '' : ' ▶'}`, completed, percent: percent(busyShare) };
  return failed === 0 ? speech.say('status.worker', values) : speech.say('status.worker-failed', { ...values, failed });
}

function serverLine(tasks: readonly TaskStatus[], speech: Speech): string {
  if (tasks.length === 0) return speech.say('status.server-none');
  return speech.say('status.server', { tasks: speech.counted('tasks', tasks.length) });
}

/** One line while all is well; one for each source that is failing, as far as there is room. */
function sourceLines(circuits: readonly CircuitReport[], speech: Speech, room: number): readonly string[] {
  const failing = circuits.filter(({ status }) => status !== 'closed');
  if (circuits.length === 0) return [speech.say('status.sources-none')];
  if (failing.length === 0) return [speech.say('status.sources-work')];
  const count = speech.say('status.sources-failing', { failing: failing.length, all: circuits.length });
  const told = failing.slice(0, SHOWN_SOURCES).map((circuit) => describeCircuit(circuit, speech));
  const shown = whatFits(told, room - count.length);
  return [count, ...shown, ...moreLine(failing.length - shown.length, speech)];
}

function describeCircuit({ source: name, nextTryAtMs, reason }: CircuitReport, speech: Speech): string {
  const source = escapedLine(name, LONGEST_SOURCE);
  if (nextTryAtMs === null) return speech.say('status.source-probed', { source });
  const when = `<t:${Math.ceil(nextTryAtMs / 1000)}:R>`;
  if (reason === null) return speech.say('status.source-failing', { source, when });
  return speech.say('status.source-why', { source, when, why: escapedLine(speech.phrase(reason), LONGEST_NAME) });
}

function describe({ id, name, priority, percent: done, position, state }: TaskStatus, speech: Speech): string {
  const values = {
    id: `\`${id}\``,
    title: escapedLine(name, LONGEST_NAME),
    percent: done,
    priority: speech.say(`priority.${priority}`),
    state: speech.say(`status.state.${state.status}`),
  };
  if (position === null) return speech.say('status.task', values);
  return speech.say('status.task-in-line', { ...values, before: position });
}

function spread(times: Spread | null, speech: Speech): string {
  if (times === null) return speech.say('status.times-unknown');
  return `${seconds(times.p50Ms, speech)} / ${seconds(times.p95Ms, speech)}`;
}

function seconds(ms: number, { language }: Speech): string {
  const digits = ms < 10_000 ? 1 : 0;
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return `${(ms / 1000).toLocaleString(language, options)} s`;
}

function percent(share: number): number {
  return Math.round(share * 100);
}
