import {
  type CircuitReport,
  counted,
  escapedLine,
  type SchedulerStats,
  type Spread,
  spokenTime,
  type TaskStatus,
  type TonearmStatus,
  type WorkerStats,
} from '@tonearm/core';

/** Tasks shown; the rest is counted. */
const SHOWN = 10;
/** Failing sources told one by one; the rest is counted. */
const SHOWN_SOURCES = 5;
const LONGEST_NAME = 60;
const LONGEST_SOURCE = 30;

/** Discord's limit for a message, with room for the line that counts what is not shown. */
const LONGEST_TEXT = 2_000 - 20;

/** `/queue_status` in words, within the 2,000 characters of a message. */
export function statusText({ stats, circuits, tasks }: TonearmStatus): string {
  const lines = [
    tasksLine(stats),
    outcomeLine(stats),
    timesLine(stats),
    workersLine(stats),
    ...sourceLines(circuits),
    tasks.length === 0 ? '**This server:** nothing asked for yet' : `**This server:** ${counted(tasks.length, 'task')}`,
  ];
  const shown = whatFits(tasks.slice(0, SHOWN).map(describe), LONGEST_TEXT - lines.join('\n').length);
  const more = tasks.length - shown.length;
  return [...lines, ...shown, ...(more > 0 ? [`… and ${more} more`] : [])].join('\n');
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

function tasksLine({ pending, running, succeeded, failed, cancelled, capacity }: SchedulerStats): string {
  const finished = succeeded + failed + cancelled;
  return `**Tasks:** ${pending} pending, ${running} running, ${finished} finished (room for ${capacity})`;
}

function outcomeLine({ successRate, retries, uptimeMs }: SchedulerStats): string {
  const share = successRate === null ? 'nothing tried yet' : `${percent(successRate)} succeeded`;
  return `**Since the start** (${spokenTime(uptimeMs)} ago): ${share}, ${retries} retried`;
}

function timesLine({ wait, run, expectedWaitMs }: SchedulerStats): string {
  const now =
    expectedWaitMs === null
      ? ''
      : `; a new request waits ${expectedWaitMs === 0 ? 'for nobody' : seconds(expectedWaitMs)}`;
  return `**Times** (half below / 95 % below): wait ${spread(wait)}, run ${spread(run)}${now}`;
}

function workersLine({ busyWorkers, workers, perWorker }: SchedulerStats): string {
  const each = perWorker.slice(0, SHOWN).map(describeWorker).join(' · ');
  return `**Workers:** ${busyWorkers} of ${workers} busy${each === '' ? '' : ` (${each})`}`;
}

function describeWorker({ number, completed, failed, busyShare, current }: WorkerStats): string {
  const mishaps = failed === 0 ? '' : `, ${failed} failed`;
  return `#${number}${current === null ? '' : ' ▶'} ${completed} done${mishaps}, ${percent(busyShare)} busy`;
}

/** One line while all is well; one for each source that is failing. */
function sourceLines(circuits: readonly CircuitReport[]): readonly string[] {
  const failing = circuits.filter(({ status }) => status !== 'closed');
  if (failing.length === 0) return [`**Sources:** ${circuits.length === 0 ? 'none' : 'all work'}`];
  const more = failing.length - SHOWN_SOURCES;
  return [
    `**Sources:** ${failing.length} of ${circuits.length} failing`,
    ...failing.slice(0, SHOWN_SOURCES).map(describeCircuit),
    ...(more > 0 ? [`… and ${more} more`] : []),
  ];
}

function describeCircuit({ source, nextTryAtMs, reason }: CircuitReport): string {
  const name = escapedLine(source, LONGEST_SOURCE);
  if (nextTryAtMs === null) return `⚠️ ${name} was failing and is being tried again`;
  const why = reason === null ? '' : `: ${escapedLine(reason, LONGEST_NAME)}`;
  return `⚠️ ${name} is failing, next try <t:${Math.ceil(nextTryAtMs / 1000)}:R>${why}`;
}

function describe({ id, name, priority, percent: done, position, state }: TaskStatus): string {
  const place = position === null ? '' : `, ${position} before it`;
  const title = escapedLine(name, LONGEST_NAME);
  return `\`${id}\` ${title}: ${done} %, ${priority}, ${STATUS[state.status]}${place}`;
}

function spread(times: Spread | null): string {
  return times === null ? 'not known yet' : `${seconds(times.p50Ms)} / ${seconds(times.p95Ms)}`;
}

function seconds(ms: number): string {
  return ms < 10_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 1000)} s`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

const STATUS: Readonly<Record<TaskStatus['state']['status'], string>> = {
  queued: 'waiting',
  running: 'running',
  'waiting-to-retry': 'waiting to try again',
  succeeded: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
};
