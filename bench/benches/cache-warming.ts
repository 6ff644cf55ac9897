import { type Bench, type BenchContext, type Figure, measured } from '../bench.js';
import { hitRate, type Replayed, replay } from '../simulation/replay.js';
import { zipfTrace } from '../simulation/zipf-trace.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const BOUND = 500;
const WARM_PER_MINUTE = 6;

/** What renewing popular answers before they age is worth. */
export const cacheWarming: Bench = {
  name: 'cache-warming',
  title: 'Renewing what is popular, beside LRU alone',
  means:
    'The same trace (a Zipf favour of 5,000 tracks, a request a minute) on the same cache (500 entries), with and without renewals.',
  rival: 'LRU alone',
  isVirtual: true,
  run,
};

async function run({ quick, say }: BenchContext): Promise<readonly Figure[]> {
  const days = quick ? 3 : 7;
  const requests = days * 24 * 60;
  const trace = zipfTrace({ seed: 1, requests, tracks: 5_000, exponent: 1, durationMs: days * DAY_MS });
  say(`${requests} requests in ${days} days of virtual time, four times`);
  const brief = await both({ freshForMs: 6 * HOUR_MS });
  const shipped = await both({});
  return [
    measured({
      label: 'hits, answers good for 6 hours',
      unit: '%',
      value: hitRate(brief.warmed),
      rival: hitRate(brief.alone),
      aim: { of: 'ratio', atLeast: 1.05 },
    }),
    asked('requests to the source for that', brief),
    measured({ label: 'renewals that then served someone', unit: '%', value: usefulness(brief.warmed) }),
    measured({
      label: 'hits, shipped lifetimes (24 h, then stale for 6 days)',
      unit: '%',
      value: hitRate(shipped.warmed),
      rival: hitRate(shipped.alone),
    }),
    measured({
      label: 'those of them that were fresh',
      unit: '%',
      value: freshness(shipped.warmed),
      rival: freshness(shipped.alone),
    }),
    asked('requests to the source for that', shipped),
  ];

  async function both(lifetime: { readonly freshForMs?: number }) {
    const alone = await replay(trace, { bound: BOUND, warmPerMinute: 0, ...lifetime });
    return { alone, warmed: await replay(trace, { bound: BOUND, warmPerMinute: WARM_PER_MINUTE, ...lifetime }) };
  }
}

function asked(label: string, { alone, warmed }: { readonly alone: Replayed; readonly warmed: Replayed }): Figure {
  return measured({ label, unit: 'requests', value: warmed.lookups, rival: alone.lookups });
}

function freshness({ figures: { hits, staleHits } }: Replayed): number {
  return (100 * (hits - staleHits)) / hits;
}

function usefulness({ figures: { renewed, renewedThenHit } }: Replayed): number {
  return (100 * renewedThenHit) / renewed;
}
