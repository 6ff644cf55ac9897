import type { Place, Takes } from './takes.js';

/** One frame as a listener heard it. */
export interface Heard extends Place {
  /** How many processes had been started until then. */
  readonly life: number;
}

/** What was wrong with the sound; empty when nothing was. */
export interface Hearing {
  /** The takes in the order in which they began. */
  readonly order: readonly string[];
  readonly faults: readonly string[];
}

/** How far a new process may begin from where the last one ended, in frames: two seconds. */
const NEAR = 100;
/** Frames that stand in several places are not told apart, so a short step is no gap. */
const STEP = 10;

/**
 * Whether every take was heard once, from its beginning to its end, each process going on within two seconds of where
 * the one before it ended. Pure.
 */
export function judge(heard: readonly Heard[], { frames }: Pick<Takes, 'frames'>): Hearing {
  const faults: string[] = [];
  const order: string[] = [];
  let last: Heard | undefined;
  for (const now of heard) {
    const isNew = now.take !== last?.take;
    if (last && goesBackOverJoint(last, now)) {
      order.pop();
      last = now;
      continue;
    }
    const allowed = now.life === last?.life ? STEP : NEAR;
    const expected = isNew ? 0 : (last?.frame ?? 0) + 1;
    if (isNew && last && frames - last.frame > allowed) {
      faults.push(`${last.take} broke off at frame ${last.frame} of ${frames} (life ${now.life})`);
    }
    if (Math.abs(now.frame - expected) > allowed) {
      faults.push(`${now.take} went on at frame ${now.frame} instead of ${expected} (life ${now.life})`);
    }
    if (isNew && order.includes(now.take)) faults.push(`${now.take} was played again (life ${now.life})`);
    if (isNew) order.push(now.take);
    last = now;
  }
  if (last && frames - last.frame > STEP) faults.push(`${last.take} was not played to its end`);
  return { order, faults };

  /** A process that died within moments of a joint is followed by one that begins before it: two seconds are two seconds. */
  function goesBackOverJoint(before: Heard, now: Heard): boolean {
    const isTheOneBefore = now.take !== before.take && now.take === order.at(-2);
    return isTheOneBefore && now.life !== before.life && frames - now.frame + before.frame <= NEAR;
  }
}
