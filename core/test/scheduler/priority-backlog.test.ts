import { expect } from 'chai';
import fc from 'fast-check';
import { type Level, LEVELS } from '../../src/scheduler/level.js';
import { PriorityBacklog } from '../../src/scheduler/priority-backlog.js';
import type { Standing } from '../../src/scheduler/standing.js';
import { NaiveBacklog, type NaiveEntry } from './naive-backlog.js';

const AGE_MS = 100;

class Job {
  standings = 0;
  constructor(readonly name: string) {}
}

describe('PriorityBacklog', () => {
  let backlog: PriorityBacklog<Job>;
  const add = (name: string, tenant: string, level: Level, nowMs = 0) =>
    backlog.add(new Job(name), tenant, level, nowMs);
  const drain = (nowMs = 0) => {
    const names: string[] = [];
    for (let next = backlog.take(nowMs); next; next = backlog.take(nowMs)) names.push(next.work.name);
    return names;
  };

  beforeEach(() => {
    backlog = new PriorityBacklog(AGE_MS);
  });

  it('takes urgent before high before normal before low', () => {
    add('low', 'a', 3);
    add('normal', 'a', 2);
    add('urgent', 'a', 0);
    add('high', 'a', 1);
    expect(drain()).to.deep.equal(['urgent', 'high', 'normal', 'low']);
  });

  it('goes round between tenants, first come first served inside one', () => {
    for (const name of ['a1', 'a2', 'a3']) add(name, 'a', 2);
    for (const name of ['b1', 'b2']) add(name, 'b', 2);
    add('c1', 'c', 2);
    expect(drain()).to.deep.equal(['a1', 'b1', 'c1', 'a2', 'b2', 'a3']);
  });

  it('lifts a standing one level for each period of waiting, to the place of its arrival', () => {
    add('low', 'a', 3, 0);
    add('normal', 'a', 2, 50);
    expect(drain(99)).to.deep.equal(['normal', 'low']);
    add('low', 'a', 3, 100);
    add('normal', 'a', 2, 150);
    expect(drain(200)).to.deep.equal(['low', 'normal']);
    add('low', 'a', 3, 300);
    add('urgent', 'a', 0, 550);
    expect(drain(600)).to.deep.equal(['low', 'urgent']);
  });

  it('gives turns by when each rose, however seldom anyone looks', () => {
    add('a, high by now', 'a', 2, 0);
    add('a, normal since 150', 'a', 3, 50);
    add('b, normal since 60', 'b', 2, 60);
    expect(drain(155)).to.deep.equal(['a, high by now', 'b, normal since 60', 'a, normal since 150']);
  });

  it('never starves anyone: with others arriving all the time, the lowest starts within its rise and one round', () => {
    add('waits', 'a', 3, 0);
    const started: string[] = [];
    for (let nowMs = 0; !started.includes('waits'); nowMs += 10) {
      add(`b${nowMs}`, 'b', 0, nowMs);
      const next = backlog.take(nowMs);
      if (next) started.push(next.work.name);
      expect(nowMs).to.be.at.most(3 * AGE_MS + 10);
    }
    expect(started).to.have.length.greaterThan(25);
  });

  it('keeps the age of a standing that is raised to where age has already brought it', () => {
    const standing = add('low', 'a', 3, 0);
    add('high', 'a', 1, 150);
    expect(backlog.move(standing, 1, 240)).to.equal(standing);
    expect(drain(240)).to.deep.equal(['low', 'high']);
  });

  it('says how many would start before, exactly, without looking at each', () => {
    for (let index = 0; index < 50; index++) add(`a${index}`, 'a', 2);
    const b = [0, 1, 2].map((index) => add(`b${index}`, 'b', 2));
    add('urgent', 'c', 0);
    expect(b.map((standing) => backlog.position(standing, 0))).to.deep.equal([2, 4, 6]);
    backlog.take(0);
    backlog.take(0);
    expect(b.map((standing) => backlog.position(standing, 0))).to.deep.equal([0, 2, 4]);
  });

  it('does what a naive model of the promise does, whatever happens, and keeps nothing', () => {
    const operation = fc.oneof(
      {
        weight: 5,
        arbitrary: fc.record({ do: fc.constant('add' as const), tenant: fc.nat(3), level: fc.nat(3), join: fc.nat(4) }),
      },
      { weight: 3, arbitrary: fc.record({ do: fc.constant('take' as const) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('remove' as const), which: fc.nat() }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('move' as const), which: fc.nat(), level: fc.nat(3) }) },
      {
        weight: 2,
        arbitrary: fc.record({ do: fc.constantFrom('hold' as const, 'release' as const), tenant: fc.nat(3) }),
      },
      {
        weight: 2,
        arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(1, 30, 50, 100, 250) }),
      },
    );
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 60 }), (operations) => {
        const real = new PriorityBacklog<Job>(AGE_MS);
        const naive = new NaiveBacklog(AGE_MS);
        let pairs: { entry: NaiveEntry; standing: Standing<Job> }[] = [];
        let nowMs = 0;
        const take = () => {
          const expected = naive.take(nowMs)?.work;
          const taken = real.take(nowMs);
          expect(taken?.work).to.equal(expected);
          for (const { standing } of pairs) {
            if (standing !== taken && standing.work === taken?.work) real.remove(standing, nowMs);
          }
          pairs = pairs.filter(({ standing }) => standing.work !== taken?.work);
        };
        for (const one of operations) {
          const pair = 'which' in one && pairs.length > 0 ? pairs[one.which % pairs.length] : undefined;
          if (one.do === 'wait') nowMs += one.ms;
          if (one.do === 'take') take();
          if (one.do === 'hold' || one.do === 'release') {
            for (const backlog of [naive, real]) backlog[one.do](`tenant ${one.tenant}`, nowMs);
          }
          if (one.do === 'add') {
            // One of five joins work that already waits, mostly of another tenant.
            const work = (one.join === 0 && pairs[0]?.standing.work) || new Job(`job ${pairs.length}`);
            const level = levelOf(one.level);
            const tenant = `tenant ${one.tenant}`;
            pairs.push({
              entry: naive.add(work, tenant, level, nowMs),
              standing: real.add(work, tenant, level, nowMs),
            });
          }
          if (one.do === 'remove' && pair) {
            naive.remove(pair.entry, nowMs);
            real.remove(pair.standing, nowMs);
            pairs = pairs.filter((other) => other !== pair);
          }
          if (one.do === 'move' && pair) {
            naive.move(pair.entry, levelOf(one.level), nowMs);
            pair.standing = real.move(pair.standing, levelOf(one.level), nowMs);
          }
          expect(real.size).to.equal(naive.entries.length);
          for (const { entry, standing } of pairs) {
            expect(real.position(standing, nowMs)).to.equal(naive.position(entry, nowMs));
          }
        }
        for (const tenant of [0, 1, 2, 3]) {
          for (const backlog of [naive, real]) backlog.release(`tenant ${tenant}`, nowMs);
        }
        while (real.size > 0) take();
        expect(real.heldTenants).to.equal(0);
        expect(naive.entries).to.deep.equal([]);
        expect(real.tenants).to.equal(0);
      }),
      { numRuns: 300 },
    );
  });

  it('serves each of T tenants within T turns, however much the others have waiting', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 12 }), (lines) => {
        const fresh = new PriorityBacklog<Job>(AGE_MS);
        for (const [tenant, length] of lines.entries()) {
          for (let index = 0; index < length; index++) fresh.add(new Job(`${tenant}`), `${tenant}`, 2, 0);
        }
        const firstTurns = lines.map(() => fresh.take(0)?.work.name);
        expect(new Set(firstTurns).size).to.equal(lines.length);
      }),
    );
  });
});

function levelOf(number: number): Level {
  return LEVELS[number] ?? 0;
}
