import { counted, escapedLine, type TaskStatus, type TonearmStatus } from '@tonearm/core';

/** Tasks shown; the rest is counted. */
const SHOWN = 10;
const LONGEST_NAME = 60;

/** `/queue_status` in words. */
export function statusText({ stats, tasks }: TonearmStatus): string {
  const finished = stats.succeeded + stats.failed + stats.cancelled;
  const shown = tasks.slice(0, SHOWN).map(describe);
  return [
    `**Tasks:** ${stats.pending} pending, ${stats.running} running, ${finished} finished (room for ${stats.capacity})`,
    `**Workers:** ${stats.busyWorkers} of ${stats.workers} busy`,
    tasks.length === 0 ? '**This server:** nothing asked for yet' : `**This server:** ${counted(tasks.length, 'task')}`,
    ...shown,
    ...(tasks.length > SHOWN ? [`… and ${tasks.length - SHOWN} more`] : []),
  ].join('\n');
}

function describe({ id, name, priority, percent, position, state }: TaskStatus): string {
  const place = position === null ? '' : `, ${position} before it`;
  const title = escapedLine(name, LONGEST_NAME);
  return `\`${id}\` ${title}: ${percent} %, ${priority}, ${STATUS[state.status]}${place}`;
}

const STATUS: Readonly<Record<TaskStatus['state']['status'], string>> = {
  queued: 'waiting',
  running: 'running',
  'waiting-to-retry': 'waiting to try again',
  succeeded: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
};
