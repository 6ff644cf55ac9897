import { SystemClock } from '../../src/runtime/clock.js';
import { silentLogger } from '../../src/runtime/logger.js';
import { PriorityScheduler } from '../../src/scheduler/priority-scheduler.js';
import { itBehavesLikeAScheduler } from '../../src/testing/scheduler-contract.js';

describe('PriorityScheduler, as a scheduler', () => {
  itBehavesLikeAScheduler(
    async (wish) => new PriorityScheduler({ ...wish, clock: new SystemClock(), logger: silentLogger, random: () => 0 }),
  );
});
