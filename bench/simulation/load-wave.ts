import type { Tonearm } from '@tonearm/core';
import { FakeClock } from '@tonearm/core/testing';
import { BenchFailure } from '../bench-failure.js';
import { lognormal } from './lognormal.js';
import { TimedSource } from './timed-source.js';
import { virtualBot } from './virtual-bot.js';
import { seededRandom } from './zipf-trace.js';

/** So many requests come for so long. */
export interface Phase {
  readonly forMs: number;
  readonly perSecond: number;
}

export interface WaveOptions {
  /** The same seed gives the same arrivals and durations. */
  readonly seed: number;
  /** One after the other. Between requests lies a random time, as between people who do not know each other. */
  readonly phases: readonly Phase[];
  /** Half of the lookups take less than this, in milliseconds. */
  readonly lookupMs: number;
  readonly workers: number;
  readonly maxWorkers: number;
}

/** The pool in one second. */
export interface PoolSample {
  /** Since the beginning, in milliseconds. */
  readonly atMs: number;
  readonly workers: number;
  readonly busy: number;
  /** Accepted and not begun. */
  readonly waiting: number;
}

/** What a wave of requests did to the pool. */
export interface Wave {
  /** One for each second. */
  readonly samples: readonly PoolSample[];
  /** How long each request that was accepted took until its answer, in milliseconds. */
  readonly answeredMs: readonly number[];
}

const SAMPLE_MS = 1_000;
/** How long those that wait at the end may still take. */
const REST_MS = 600_000;
/** Who has come stays for half a minute: the pool's own rule. */
const STAYS_MS = 30_000;
const SIGMA = 0.5;
const MOST_MS = 14_000;

/** Sends requests for ever new tracks through Tonearm, and looks at its workers every second. */
export async function rideWave(options: WaveOptions): Promise<Wave> {
  const { seed, lookupMs, workers, maxWorkers, phases } = options;
  const arrivals = arrivalsOf(phases, seededRandom(seed));
  const durations = lognormal({
    seed: seed + 1,
    count: arrivals.length,
    median: lookupMs,
    sigma: SIGMA,
    most: MOST_MS,
  });
  const clock = new FakeClock();
  const source = new TimedSource({ clock, lookupMs: (track) => durations[track] ?? Number.NaN, openingMs: () => 0 });
  const capacity = arrivals.length;
  // A guild for each request: nobody is to be refused where the pool is what is looked at.
  const limits = { voiceConnections: capacity };
  const tonearm = await virtualBot({ clock, source, workers, maxWorkers, capacity, limits });
  const samples: PoolSample[] = [];
  const answeredMs: number[] = [];
  const untilMs = phases.reduce((total, { forMs }) => total + forMs, 0);
  let next = 0;
  for (let atMs = SAMPLE_MS; atMs <= untilMs; atMs += SAMPLE_MS) {
    for (let comes = arrivals[next]; comes !== undefined && comes <= atMs; comes = arrivals[next]) {
      await clock.advance(comes - clock.monotonic());
      ask(tonearm, clock, next, answeredMs);
      next += 1;
    }
    await clock.advance(atMs - clock.monotonic());
    samples.push(sampleOf(tonearm, atMs));
  }
  await clock.advance(REST_MS);
  await tonearm.close();
  return { samples, answeredMs };
}

/**
 * A pool that never moves was not sized by anything, and one that flaps by nothing useful.
 * @throws BenchFailure unless it grew, kept to its bounds, came back, and let nobody go within half a minute of growing
 */
export function expectElastic({ samples }: Wave, { workers: min, maxWorkers: max }: WaveOptions): void {
  const counts = samples.map(({ workers }) => workers);
  const peak = Math.max(...counts);
  if (peak <= min) throw new BenchFailure(`The pool never grew above ${min} workers. Its sizing is wired out.`);
  if (peak > max || Math.min(...counts) < min) {
    throw new BenchFailure(`The pool had ${Math.min(...counts)} to ${peak} workers, not ${min} to ${max}.`);
  }
  const last = counts.at(-1);
  if (last !== min) throw new BenchFailure(`Long after the wave the pool still had ${last} workers instead of ${min}.`);
  const flap = firstFlap(samples);
  if (flap !== undefined) throw new BenchFailure(`The pool grew and shrank again within half a minute, at ${flap} ms.`);
}

/** When a worker went although one had come less than half a minute before. */
function firstFlap(samples: readonly PoolSample[]): number | undefined {
  let grewAtMs = Number.NEGATIVE_INFINITY;
  for (const [index, { atMs, workers }] of samples.entries()) {
    const before = samples[index - 1]?.workers ?? workers;
    if (workers > before) grewAtMs = atMs;
    // The growth may be up to a sample older than it was seen.
    if (workers < before && atMs - grewAtMs < STAYS_MS - SAMPLE_MS) return atMs;
  }
  return undefined;
}

/** When each request comes, in milliseconds: a Poisson process whose rate changes with the phase. */
function arrivalsOf(phases: readonly Phase[], random: () => number): readonly number[] {
  const arrivals: number[] = [];
  let beginsMs = 0;
  for (const { forMs, perSecond } of phases) {
    const untilMs = beginsMs + forMs;
    const gapMs = () => (-Math.log(1 - random()) * 1_000) / perSecond;
    for (let atMs = beginsMs + gapMs(); atMs < untilMs; atMs += gapMs()) arrivals.push(atMs);
    beginsMs = untilMs;
  }
  return arrivals;
}

function ask(tonearm: Tonearm, clock: FakeClock, track: number, answeredMs: number[]): void {
  const askedMs = clock.monotonic();
  const guildId = `guild-${track}`;
  const text = `https://music.example/${track}`;
  const request = { guildId, voiceChannelId: 'lounge', requestedBy: 'ada', text, priority: 'normal' } as const;
  void tonearm.play({ ...request, place: 'end' }).added.then(() => {
    answeredMs.push(clock.monotonic() - askedMs);
    tonearm.session(guildId)?.leave();
  });
}

function sampleOf(tonearm: Tonearm, atMs: number): PoolSample {
  const { workers, busyWorkers, pending } = tonearm.status('').stats;
  return { atMs, workers, busy: busyWorkers, waiting: pending };
}
