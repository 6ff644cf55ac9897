import { ProgressPublisher } from '../../src/progress/progress-publisher.js';
import type { Logger } from '../../src/runtime/logger.js';
import { FakeClock } from '../../src/testing/fake-clock.js';
import { SlowTarget } from './slow-target.js';

/** A publisher, and the message that it writes to, each edit of which takes so long. */
export function aPublisher({ msPerEdit = 0, logger }: { readonly msPerEdit?: number; readonly logger?: Logger } = {}) {
  const clock = new FakeClock();
  const target = new SlowTarget(clock, msPerEdit);
  const publisher = new ProgressPublisher(target, { clock, ...(logger && { logger }) });
  return {
    clock,
    target,
    publisher,
    publish: (text: string) => publisher.publish({ text }),
    finish: (text: string) => publisher.finish({ text }),
  };
}

/** What passes by itself. */
export const outage = () => new Error('the connection was reset');
