import type { RequestBoard } from '../playback/request-board.js';
import type { Scheduler, SchedulerStats, TaskStatus } from '../scheduler/scheduler.js';
import type { WorkerStats } from '../scheduler/worker.js';
import type { CircuitReport } from '../sources/circuit-report.js';
import type { GuardedSources } from '../sources/guarded-sources.js';

/** The scheduler's figures, and one guild's tasks. */
export interface TonearmStatus {
  /** What workers do for other guilds is blanked out. */
  readonly stats: SchedulerStats;
  /** Where the circuit of each source stands, in search order. */
  readonly circuits: readonly CircuitReport[];
  readonly tasks: readonly TaskStatus[];
}

/** Where the figures come from. */
export interface StatusParts {
  readonly resolving: Scheduler;
  readonly requests: RequestBoard;
  readonly guarded: GuardedSources;
}

/** The figures as one guild may see them. */
export function statusFor(guildId: string, { resolving, requests, guarded }: StatusParts): TonearmStatus {
  const tasks = resolving.tasksOf(guildId).map((record): TaskStatus => {
    const { id, name, requestedBy, priority, state } = record;
    const percent = state.status === 'succeeded' ? 100 : requests.percentOf(id);
    return { id, name, requestedBy, priority, state, percent, position: record.position() ?? null };
  });
  const stats = resolving.stats();
  const perWorker = stats.perWorker.map((worker) => forEyesOf(guildId, worker));
  return { stats: { ...stats, perWorker }, circuits: guarded.circuits(), tasks };
}

/** No guild learns what another one asked for. */
function forEyesOf(guildId: string, { current, ...worker }: WorkerStats): WorkerStats {
  const isForeign = current !== null && current.tenant !== guildId;
  return { ...worker, current: isForeign ? { ...current, tenant: '', name: '' } : current };
}
