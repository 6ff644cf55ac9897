import { type Bench, type BenchContext, type Figure, measured } from '../bench.js';
import { expectNothingLost, type OutageReport, playOutage } from '../simulation/outage.js';

const OUTAGE_MS = 30_000;
const CALL_MS = 1_000;
const BACKLOG = 100;

/** Whether what was accepted survives a dead source, and whether the dead are left alone. */
export const outage: Bench = {
  name: 'outage',
  title: 'A source that fails for half a minute',
  means:
    `${BACKLOG} requests wait, as many as are accepted, when every call begins to fail for ${OUTAGE_MS / 1_000} s; one more ` +
    'comes each second. The whole of Tonearm, in virtual time; a call takes a second. The worst of several rounds.',
  isVirtual: true,
  run,
};

async function run({ quick }: BenchContext): Promise<readonly Figure[]> {
  const reports: OutageReport[] = [];
  for (let round = 0; round < (quick ? 3 : 7); round++) {
    const report = await playOutage({ outageMs: OUTAGE_MS, callMs: CALL_MS, backlog: BACKLOG });
    expectNothingLost(report);
    reports.push(report);
  }
  const worst = (of: keyof OutageReport) => Math.max(...reports.map((report) => report[of]));
  const none = { of: 'value', atMost: 0 } as const;
  return [
    measured({ label: 'accepted before it and during it', unit: 'requests', value: worst('accepted') }),
    measured({ label: 'refused at once, in words', unit: 'requests', value: worst('refused') }),
    measured({ label: 'lost', unit: 'requests', value: worst('lost'), aim: none }),
    measured({ label: 'answered or looked up twice', unit: 'requests', value: worst('duplicates'), aim: none }),
    measured({ label: 'calls that met the dead source', unit: 'calls', value: worst('deadCalls') }),
    measured({ label: 'from its end to the last answer', unit: 'ms', value: worst('drainMs') }),
  ];
}
