import { expect } from 'chai';
import { BenchFailure } from '../../bench-failure.js';
import { playSequentially } from '../../rivals/sequential-bot.js';
import { ForgetfulCache, withoutJoining, withoutPriorities } from '../../simulation/ablation.js';
import { expectAllHeard, expectEffect, waitMs } from '../../simulation/effect-check.js';
import { type ListeningStep, listeningTrace } from '../../simulation/listening-trace.js';
import { playTrace } from '../../simulation/play-trace.js';

const wish = (atMs: number, track: number, priority: ListeningStep['priority'] = 'normal') => ({
  atMs,
  track,
  priority,
});
const calls = { lookupMs: [1_000, 2_000, 500, 500], openingMs: [300, 400, 100, 100] };

describe('a trace through Tonearm', () => {
  it('takes the time of the two calls, and of one where the cache knows', async () => {
    const { times, lookups } = await playTrace({ steps: [wish(0, 0), wish(10_000, 0)], ...calls });
    expect(times).to.deep.equal([
      { priority: 'normal', ackMs: 0, infoMs: 1_000, audioMs: 1_300 },
      { priority: 'normal', ackMs: 0, infoMs: 0, audioMs: 300 },
    ]);
    expect(lookups).to.equal(1);
  });

  it('loses by each mechanism that is switched off, and by none that is not', async () => {
    const same = { steps: [wish(0, 0), wish(1, 0), wish(2, 1)], ...calls };
    const whole = await playTrace(same);
    expect(whole.lookups).to.equal(2);
    expect(await playTrace(same, { around: (scheduler) => scheduler })).to.deep.equal(whole);
    expect((await playTrace(same, { around: withoutJoining })).lookups).to.equal(3);
    const again = { steps: [wish(0, 0), wish(10_000, 0)], ...calls };
    expect((await playTrace(again, { cache: () => new ForgetfulCache() })).lookups).to.equal(2);
    const alone = await playTrace(same, { workers: 1, maxWorkers: 1 });
    expect(waitMs(alone, 'infoMs', 1)).to.equal(2_998);
    expect(waitMs(whole, 'infoMs', 1)).to.equal(2_000);
    const urgentLast = { steps: [wish(0, 0), wish(1, 1, 'low'), wish(2, 2, 'urgent')], ...calls };
    const one = { workers: 1, maxWorkers: 1 };
    const urgentWait = ({ times }: Awaited<ReturnType<typeof playTrace>>) =>
      times.find(({ priority }) => priority === 'urgent')?.infoMs;
    expect(urgentWait(await playTrace(urgentLast, one))).to.equal(1_498);
    expect(urgentWait(await playTrace(urgentLast, { ...one, around: withoutPriorities }))).to.equal(3_498);
  });
});

describe('the sequential bot', () => {
  it('does two calls a song, one at a time, and hears nothing meanwhile', () => {
    const { times, lookups } = playSequentially({ steps: [wish(0, 0), wish(100, 0)], ...calls });
    expect(times).to.deep.equal([
      { priority: 'normal', ackMs: 0, infoMs: 1_000, audioMs: 1_300 },
      { priority: 'normal', ackMs: 900, infoMs: 2_200, audioMs: 2_500 },
    ]);
    expect(lookups).to.equal(2);
  });

  it('rests until the next request comes', () => {
    const { times } = playSequentially({ steps: [wish(0, 2), wish(10_000, 3)], ...calls });
    expect(times.map(({ audioMs }) => audioMs)).to.deep.equal([600, 600]);
  });
});

describe('the check of the effect', () => {
  it('passes when the cache and the pool are worth something, and fails in words when one is wired out', async () => {
    const trace = listeningTrace({ seed: 1, requests: 300, tracks: 100, durationMs: 1_200_000, extractionMs: 2_000 });
    const whole = await playTrace(trace);
    const cache = await playTrace(trace, { cache: () => new ForgetfulCache() });
    const pool = await playTrace(trace, { workers: 1, maxWorkers: 1 });
    expectAllHeard('everything on', whole, 300);
    expectEffect(whole, { cache, pool });
    expect(() => expectEffect(cache, { cache, pool }), 'a Tonearm without its cache').to.throw(
      BenchFailure,
      /cache is wired out/,
    );
    expect(() => expectEffect(pool, { cache, pool }), 'a Tonearm of one worker').to.throw(
      BenchFailure,
      /pool is wired out/,
    );
  });

  it('fails when a request was not heard', () => {
    const heard = playSequentially({ steps: [wish(0, 0)], ...calls });
    expect(() => expectAllHeard('it', heard, 2)).to.throw(BenchFailure, '1 of 2');
  });
});
