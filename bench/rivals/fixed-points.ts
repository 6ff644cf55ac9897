import type { TaskProgress } from '@tonearm/core';
import type { Watch } from '../simulation/calibration.js';

/** What the bot before sent, one after the other and before it began to work. The end is told when it has come. */
const POINTS = [10, 20, 40, 60, 80, 90];

/** Progress as the bot before told it: all points at once when a worker takes the task, and then nothing until its end. */
export const watchFixedPoints: Watch = (task, listener, { clock }) => {
  const tell = (percent: number) => {
    const { id: taskId, tenant } = task;
    const stage = { kind: 'stage', stage: 'processing', attempt: 1 } as const;
    const progress: TaskProgress = { taskId, tenant, atMs: clock.now(), percent, etaMs: null, ...stage };
    listener(progress);
  };
  return task.onEvent((event) => {
    if (event.type === 'state' && event.state.status === 'running') for (const percent of POINTS) tell(percent);
  });
};
