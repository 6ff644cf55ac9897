import type { CrashReport } from './crash-run.js';

/** Whether nothing was lost, nothing played twice, and everybody told. */
export function isUnharmed({ faults, lost, untold }: CrashReport): boolean {
  return faults.length + lost.length + untold.length === 0;
}

/** What the deaths have done, for a person. */
export function drawCrashes(report: CrashReport): string {
  const { deaths, accepted, unaccepted, order, faults, lost, untold, slowestFarewellMs } = report;
  const { 'at-once': atOnce, 'in-write': inWrite, orderly } = deaths;
  const lines = [
    `The bot was killed ${atOnce + inWrite} times, ${inWrite} of them within a write, and ended orderly ${orderly} times, in ${Math.round(slowestFarewellMs)} ms at most.`,
    `Accepted: ${accepted.length} tracks; heard: ${order.length}. Died before they were accepted: ${listed(unaccepted)}.`,
    `Lost: ${listed(lost)}. Not told to their end: ${listed(untold)}.`,
    ...(faults.length === 0 ? ['Nothing was played twice, and each start was within two seconds of the end.'] : faults),
  ];
  return lines.join('\n');
}

function listed(titles: readonly string[]): string {
  return titles.length === 0 ? 'none' : titles.join(', ');
}
