import { exponentialBackoff, type Plugin, PriorityScheduler, type Scheduler, silentLogger } from '@tonearm/core';
import { FakeClock } from '@tonearm/core/testing';
import { askInTime, type Granted, steadyWishes } from './ask-in-time.js';
import { submittingBy } from './submitting-by.js';
import { TimedSource } from './timed-source.js';
import { virtualBot } from './virtual-bot.js';
import { seededRandom } from './zipf-trace.js';

/** What came of it, and what it cost the source. */
export interface Outcome {
  readonly granted: readonly Granted[];
  /** When each lookup at the first source began, in milliseconds since the beginning, in order. */
  readonly callsAtMs: readonly number[];
}

const GUILDS = 50;

/** One lookup in twenty hangs for ten seconds; everyone is in a hurry. */
export async function hurryPastHanging(seed: number, hedge: boolean): Promise<Outcome> {
  const clock = new FakeClock();
  const random = seededRandom(seed);
  const lookupMs = () => (random() < 0.05 ? 10_000 : 500 + 1_000 * random());
  const source = new TimedSource({ clock, lookupMs, openingMs: () => 0 });
  const tonearm = await virtualBot({ clock, source, hedge });
  const wishes = steadyWishes(600, 1_000, { priority: 'urgent', guilds: GUILDS });
  return outcomeOf(source, await askInTime(clock, tonearm, wishes));
}

/** Searches, one a second for four minutes; in the second and third the first source is dead. */
export async function searchAroundOutage(standIn: boolean): Promise<Outcome> {
  const clock = new FakeClock();
  const times = { clock, lookupMs: () => 500, openingMs: () => 0 };
  const source = new TimedSource({ ...times, isDown: (nowMs) => nowMs >= 60_000 && nowMs < 180_000 });
  const second = new TimedSource({ ...times, name: 'second' });
  const standsIn: Plugin = { name: 'second', setup: ({ sources }) => sources.add(second) };
  const tonearm = await virtualBot({ clock, source, plugins: standIn ? [standsIn] : [] });
  const wishes = steadyWishes(240, 1_000, { priority: 'normal', guilds: GUILDS });
  const searches = wishes.map((wish, index) => ({ ...wish, text: `needle ${index}` }));
  return outcomeOf(source, await askInTime(clock, tonearm, searches));
}

/** A little more urgent work than three workers can do, for five minutes, and one request of low priority among it. */
export async function waitBehindUrgent(ages: boolean): Promise<Outcome> {
  const clock = new FakeClock();
  const source = new TimedSource({ clock, lookupMs: () => 1_000, openingMs: () => 0 });
  const wishes = steadyWishes(1_000, 300, { priority: 'urgent', guilds: GUILDS });
  const low = { atMs: 10_000, text: 'https://music.example/9999', guildId: 'patient', priority: 'low' } as const;
  const all = [...wishes, low].sort((a, b) => a.atMs - b.atMs);
  const bounds = { workers: 3, maxWorkers: 3, capacity: all.length };
  const ageless = () =>
    new PriorityScheduler({ clock, logger: silentLogger, ...bounds, ageAfterMs: Number.POSITIVE_INFINITY });
  const tonearm = await virtualBot({ clock, source, ...bounds, ...(!ages && { around: ageless }) });
  return outcomeOf(source, await askInTime(clock, tonearm, all));
}

/**
 * Ten requests a second for seventy seconds; from the first half minute on nine of twenty calls fail for half a minute. That is too
 * few to open the circuit, so that only the budget stands between the listeners' retries and the source.
 */
export async function askThroughBrownout(budget: boolean): Promise<Outcome> {
  const clock = new FakeClock();
  let calls = 0;
  const fails = () => {
    calls += 1;
    return Math.floor((calls * 9) / 20) > Math.floor(((calls - 1) * 9) / 20);
  };
  const isDown = (nowMs: number) => nowMs >= 30_000 && nowMs < 60_000 && fails();
  const source = new TimedSource({ clock, lookupMs: () => 200, openingMs: () => 0, isDown });
  const around = budget ? {} : { around: withoutBudget };
  const tonearm = await virtualBot({ clock, source, capacity: 700, ...around });
  const wishes = steadyWishes(700, 100, { priority: 'normal', guilds: GUILDS });
  return outcomeOf(source, await askInTime(clock, tonearm, wishes));
}

/** A scheduler whose retries ask nobody how many there may be. */
function withoutBudget(scheduler: Scheduler): Scheduler {
  return submittingBy(scheduler, (spec) => scheduler.submit({ ...spec, retry: exponentialBackoff() }));
}

function outcomeOf({ lookupsBeganMs }: TimedSource, granted: readonly Granted[]): Outcome {
  return { granted, callsAtMs: lookupsBeganMs };
}
