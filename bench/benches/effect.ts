import { type Bench, type BenchContext, type Figure, measured } from '../bench.js';
import { drawEffect } from '../effect-table.js';
import { playSequentially } from '../rivals/sequential-bot.js';
import { ForgetfulCache, withoutJoining, withoutPriorities } from '../simulation/ablation.js';
import { expectAllHeard, expectEffect, type Moment, waitMs } from '../simulation/effect-check.js';
import type { Heard } from '../simulation/heard-times.js';
import { listeningTrace } from '../simulation/listening-trace.js';
import { type Mechanisms, playTrace } from '../simulation/play-trace.js';

const HOUR_MS = 3_600_000;
/** A request in 7.2 s: the sequential bot is busy for two thirds of the time, so that it never falls behind for good. */
const REQUESTS_PER_HOUR = 500;

const SHARES = [0.5, 0.95, 0.99] as const;
const MOMENTS: Readonly<Record<Moment, string>> = { ackMs: 'acknowledged', infoMs: 'found', audioMs: 'first sound' };

/** What listeners gain over the bot before, and which part of Tonearm they owe it to. */
export const effect: Bench = {
  name: 'effect',
  title: 'The whole effect, and what each mechanism is worth',
  means:
    'A Zipf trace through the whole of Tonearm; each call to the source takes a lognormal time around 2 s, the same for all. ' +
    'Only time, source and voice are made up. Beside it the sequential bot before: no pool, no cache, two calls a song.',
  rival: 'sequential',
  run,
  drawForDocs: drawEffect,
};

async function run({ quick, say }: BenchContext): Promise<readonly Figure[]> {
  const requests = quick ? 3_000 : 10_000;
  const durationMs = (requests / REQUESTS_PER_HOUR) * HOUR_MS;
  const trace = listeningTrace({ seed: 1, requests, tracks: 5_000, durationMs, extractionMs: 2_000 });
  say(`${requests} requests in ${durationMs / HOUR_MS} hours of virtual time, six times`);
  const play = async (what: string, mechanisms?: Mechanisms) => {
    const heard = await playTrace(trace, mechanisms);
    expectAllHeard(what, heard, requests);
    return heard;
  };
  const sequential = playSequentially(trace);
  const whole = await play('everything on');
  const without = {
    cache: await play('without the cache', { cache: () => new ForgetfulCache() }),
    pool: await play('with a pool of one', { workers: 1, maxWorkers: 1 }),
    priorities: await play('without priorities', { around: withoutPriorities }),
    joining: await play('without joined work', { around: withoutJoining }),
  };
  expectEffect(whole, without);
  return [
    ...rows('everything on', whole, ['ackMs', 'infoMs', 'audioMs']),
    ...rows('no cache', without.cache),
    ...rows('pool of one', without.pool),
    ...rows('no priorities', without.priorities),
    ...rows('no joined work', without.joining),
  ];

  function rows(what: string, heard: Heard, moments: readonly Moment[] = ['infoMs', 'audioMs']): readonly Figure[] {
    const waits = moments.flatMap((moment) =>
      SHARES.map((share) => row(`${what}: ${MOMENTS[moment]}`, heard, sequential, { moment, share })),
    );
    const [mine, theirs] = [urgentOf(heard), urgentOf(sequential)];
    const urgent = row(`${what}: found, of the urgent`, mine, theirs, { moment: 'infoMs', share: 0.99 });
    const { lookups } = heard;
    const label = `${what}: lookups at the source`;
    return [...waits, urgent, measured({ label, unit: 'requests', value: lookups, rival: sequential.lookups })];
  }
}

function row(
  label: string,
  mine: Heard,
  theirs: Heard,
  at: { readonly moment: Moment; readonly share: number },
): Figure {
  const { moment, share } = at;
  const [value, rival] = [waitMs(mine, moment, share), waitMs(theirs, moment, share)];
  return measured({ label: `${label}, p${share * 100}`, unit: 'ms', value, rival });
}

function urgentOf({ times, lookups }: Heard): Heard {
  return { times: times.filter(({ priority }) => priority === 'urgent'), lookups };
}
