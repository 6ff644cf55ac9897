import { expect } from 'chai';
import { RefreshBudget } from '../../src/playback/refresh-budget.js';
import { FakeClock } from '../../src/testing/fake-clock.js';

/** So many cards, each of which asks once a second, at a moment of its own. */
async function refreshed(cards: number, seconds: number) {
  const clock = new FakeClock();
  const budget = new RefreshBudget(clock);
  const shownAtMs = Array<number>(cards).fill(clock.now());
  const counts = Array<number>(cards).fill(0);
  for (let second = 0; second < seconds; second += 1) {
    for (const card of counts.keys()) {
      await clock.advance(1_000 / cards);
      if (!budget.take(shownAtMs[card] ?? 0)) continue;
      shownAtMs[card] = clock.now();
      counts[card] = (counts[card] ?? 0) + 1;
    }
  }
  return counts;
}

describe('RefreshBudget', () => {
  it('lets a few cards refresh every ten seconds', async () => {
    expect(await refreshed(5, 100)).to.satisfy((counts: number[]) =>
      counts.every((count) => count >= 8 && count <= 10),
    );
  });

  it('lets a hundred refresh no more often than ten, and each of them as often as the others', async () => {
    const counts = await refreshed(100, 400);
    expect(counts.reduce((sum, count) => sum + count, 0)).to.be.within(350, 400);
    expect(Math.max(...counts) - Math.min(...counts)).to.be.at.most(1);
  });
});
