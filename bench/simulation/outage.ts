import { DeadlineError, isTerminal, type Scheduler, type TaskRecord } from '@tonearm/core';
import { FakeClock } from '@tonearm/core/testing';
import { BenchFailure } from '../bench-failure.js';
import { submittingBy } from './submitting-by.js';
import { TimedSource } from './timed-source.js';
import { virtualBot } from './virtual-bot.js';

export interface OutageOptions {
  /** How long every call fails, in milliseconds. */
  readonly outageMs: number;
  /** How long each call takes. */
  readonly callMs: number;
  /** Requests when it begins, as many as are accepted at all. */
  readonly backlog: number;
}

/** What an outage did. */
export interface OutageReport {
  /** Requests that were accepted before the outage or during it. */
  readonly accepted: number;
  /** Requests that were refused at once, in words, while it lasted. */
  readonly refused: number;
  /** Accepted ones that ended otherwise than by success, their own deadline or a cancel, or did not end at all. */
  readonly lost: number;
  /** Tracks that were looked up in full more than once, and requests that ended more than once. */
  readonly duplicates: number;
  /** Calls that met the dead source. */
  readonly deadCalls: number;
  /** From its end until the last accepted request had its answer, in milliseconds. */
  readonly drainMs: number;
}

const HEALTHY_MS = 3_000;
const GUILDS = 20;
const HOUR_MS = 3_600_000;

/** Fills the backlog, lets the source fail for a while, asks on once a second meanwhile, and waits for the end. */
export async function playOutage({ outageMs, callMs, backlog }: OutageOptions): Promise<OutageReport> {
  const clock = new FakeClock();
  const endMs = HEALTHY_MS + outageMs;
  const isDown = (nowMs: number) => nowMs >= HEALTHY_MS && nowMs < endMs;
  const source = new TimedSource({
    clock,
    lookupMs: () => callMs,
    openingMs: () => callMs,
    isDown,
  });
  const ledger = new Ledger(() => clock.monotonic());
  const tonearm = await virtualBot({
    clock,
    source,
    capacity: backlog,
    around: (scheduler) => ledger.watch(scheduler),
  });
  let asked = 0;
  const ask = () => {
    const guildId = `guild-${asked % GUILDS}`;
    const text = `https://music.example/${asked}`;
    asked += 1;
    const request = { guildId, voiceChannelId: 'lounge', requestedBy: 'ada', text, priority: 'normal' } as const;
    tonearm.play({ ...request, place: 'end' });
  };
  for (let index = 0; index < backlog; index++) ask();
  while (clock.monotonic() < endMs) {
    await clock.advance(1_000);
    ask();
  }
  await clock.advance(HOUR_MS);
  await tonearm.close();
  const answered = source.calls
    .filter(({ method, failed }) => method === 'resolve' && !failed)
    .map(({ track }) => track);
  return {
    ...ledger.count(),
    refused: asked - ledger.accepted,
    duplicates: answered.length - new Set(answered).size + ledger.endedAgain,
    deadCalls: source.calls.filter(({ failed }) => failed).length,
    drainMs: ledger.lastEndMs - endMs,
  };
}

/** @throws BenchFailure when something that was accepted was lost, or came twice */
export function expectNothingLost({ lost, duplicates, accepted }: OutageReport): void {
  if (lost === 0 && duplicates === 0) return;
  throw new BenchFailure(`Of ${accepted} accepted requests ${lost} were lost, and ${duplicates} came twice.`);
}

/** Knows each request that a scheduler accepts, and how it ends. */
export class Ledger {
  readonly #nowMs: () => number;
  readonly #open = new Set<string>();
  accepted = 0;
  endedAgain = 0;
  lastEndMs = 0;
  #lost = 0;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  watch(scheduler: Scheduler): Scheduler {
    const submit: Scheduler['submit'] = (spec) => {
      const task = scheduler.submit(spec);
      this.accept(task.id);
      return task;
    };
    scheduler.onSettled((record) => this.ended(record));
    return submittingBy(scheduler, submit);
  }

  /** A request was taken on. */
  accept(id: string): void {
    this.accepted += 1;
    this.#open.add(id);
  }

  /** A request has ended. */
  ended({ id, state }: Pick<TaskRecord, 'id' | 'state'>): void {
    if (!isTerminal(state)) return;
    if (!this.#open.delete(id)) this.endedAgain += 1;
    this.lastEndMs = this.#nowMs();
    if (state.status === 'failed' && !(state.error instanceof DeadlineError)) this.#lost += 1;
  }

  count(): Pick<OutageReport, 'accepted' | 'lost'> {
    return { accepted: this.accepted, lost: this.#lost + this.#open.size };
  }
}
