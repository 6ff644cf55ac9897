import { expect } from 'chai';
import fc from 'fast-check';
import { Popularity } from '../../src/cache/popularity.js';
import { SetupError } from '../../src/errors/setup-errors.js';

const HOUR_MS = 3_600_000;
const HALF_LIFE_MS = 24 * HOUR_MS;

const aPopularity = (maxKeys = 100) => new Popularity({ halfLifeMs: HALF_LIFE_MS, maxKeys });

describe('Popularity', () => {
  it('counts hits, and knows nothing of a key that had none', () => {
    const popularity = aPopularity();
    for (const key of ['a', 'b', 'a']) popularity.hit(key, 0);
    expect(['a', 'b', 'c'].map((key) => popularity.scoreOf(key, 0))).to.deep.equal([2, 1, 0]);
  });

  it('lets a hit count half after one half-life, and a quarter after two', () => {
    const popularity = aPopularity();
    popularity.hit('a', 0);
    expect(popularity.scoreOf('a', HALF_LIFE_MS)).to.be.closeTo(0.5, 1e-9);
    popularity.hit('a', HALF_LIFE_MS);
    expect(popularity.scoreOf('a', 2 * HALF_LIFE_MS)).to.be.closeTo(0.75, 1e-9);
  });

  it('puts what is asked for now before what was asked for more often, long ago', () => {
    const popularity = aPopularity();
    for (let hit = 0; hit < 8; hit++) popularity.hit('last month', 0);
    for (let hit = 0; hit < 2; hit++) popularity.hit('today', 30 * HALF_LIFE_MS);
    expect(popularity.keys()).to.deep.equal(['today', 'last month']);
  });

  it('expects as many hits as a steady listener will make', () => {
    const popularity = aPopularity();
    let nowMs = 0;
    for (let hit = 0; hit < 500; hit++) {
      nowMs += HOUR_MS;
      popularity.hit('hourly', nowMs);
    }
    expect(popularity.expectedHits('hourly', 24 * HOUR_MS, nowMs)).to.be.closeTo(24, 1);
  });

  it('gains nothing from a clock that was set back', () => {
    const popularity = aPopularity();
    popularity.hit('a', HALF_LIFE_MS);
    popularity.hit('a', 0);
    expect(popularity.scoreOf('a', 0)).to.be.at.most(2);
  });

  it('goes on after a restart where it was, with what was counted meanwhile', () => {
    const before = aPopularity();
    before.hit('a', 0);
    const after = aPopularity();
    after.hit('a', HALF_LIFE_MS);
    after.restore(JSON.parse(JSON.stringify(before.records())));
    expect(after.scoreOf('a', HALF_LIFE_MS)).to.be.closeTo(1.5, 1e-9);
  });

  it('forgets the least popular first, and keeps to its bound whatever comes', () => {
    const popularity = aPopularity(100);
    for (let round = 0; round < 3; round++) popularity.hit('loved', round);
    for (let index = 0; index < 10_000; index++) {
      popularity.hit(`once-${index}`, index);
      expect(popularity.size).to.be.at.most(125);
    }
    expect(popularity.keys()[0]).to.equal('loved');
  });

  it('ranks as the scores do, at every later time', () => {
    const hits = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.nat(10 * HALF_LIFE_MS)), { maxLength: 40 });
    fc.assert(
      fc.property(hits, fc.nat(5 * HALF_LIFE_MS), (unsorted, laterMs) => {
        const popularity = aPopularity();
        for (const [key, atMs] of unsorted.toSorted(([, a], [, b]) => a - b)) popularity.hit(key, atMs);
        const nowMs = 10 * HALF_LIFE_MS + laterMs;
        const scores = popularity.keys().map((key) => popularity.scoreOf(key, nowMs));
        for (const [index, score] of scores.entries()) {
          expect(score).to.be.at.most((scores[index - 1] ?? Number.POSITIVE_INFINITY) * (1 + 1e-9));
        }
      }),
    );
  });

  it('refuses what makes no sense', () => {
    expect(() => new Popularity({ halfLifeMs: 0, maxKeys: 1 })).to.throw(SetupError, 'half-life');
    expect(() => new Popularity({ halfLifeMs: 1, maxKeys: 0.5 })).to.throw(SetupError, 'whole number');
  });
});
