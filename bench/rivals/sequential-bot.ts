import type { Heard, HeardTimes } from '../simulation/heard-times.js';
import type { ListeningStep, ListeningTrace } from '../simulation/listening-trace.js';

/** A listener's request on its way through the three steps. */
interface Request {
  readonly step: ListeningStep;
  readonly stage: 'acknowledge' | 'describe' | 'open';
  ackMs: number;
  infoMs: number;
}

/**
 * The bot before Tonearm as its listeners met it, in virtual time: one thread, on which every call of the extractor
 * stands still until it is done. Its pool is never asked, and its cache holds nothing that can be played, so each request
 * takes two calls, one to describe the track and one to open it, and nothing goes first. Between two calls the thread
 * takes whatever became ready first, as an event loop does. Its time-outs, pauses and retries are left out, which is kind.
 */
export function playSequentially({ steps, lookupMs, openingMs }: ListeningTrace): Heard {
  const times: HeardTimes[] = [];
  const ready: Request[] = [];
  let head = 0;
  let arrived = 0;
  let nowMs = 0;
  const arrive = () => {
    for (let step = steps[arrived]; step && step.atMs <= nowMs; step = steps[arrived]) {
      ready.push({ step, stage: 'acknowledge', ackMs: Number.NaN, infoMs: Number.NaN });
      arrived += 1;
    }
  };
  while (head < ready.length || arrived < steps.length) {
    if (head === ready.length) nowMs = Math.max(nowMs, steps[arrived]?.atMs ?? nowMs);
    arrive();
    const request = ready[head];
    if (!request) continue;
    head += 1;
    const { atMs, track, priority } = request.step;
    switch (request.stage) {
      case 'acknowledge':
        request.ackMs = nowMs - atMs;
        ready.push({ ...request, stage: 'describe' });
        break;
      case 'describe':
        nowMs += lookupMs[track] ?? Number.NaN;
        request.infoMs = nowMs - atMs;
        arrive();
        ready.push({ ...request, stage: 'open' });
        break;
      case 'open':
        nowMs += openingMs[track] ?? Number.NaN;
        times.push({ priority, ackMs: request.ackMs, infoMs: request.infoMs, audioMs: nowMs - atMs });
    }
  }
  return { times, lookups: steps.length };
}
