import { queryObjects } from 'node:v8';
import { expect } from 'chai';
import { LeavingQueue } from '../../src/scheduler/leaving-queue.js';

class Item {
  hasLeft = false;
}

describe('LeavingQueue', () => {
  it('tells who is in front, whoever left from anywhere', () => {
    const queue = new LeavingQueue<Item>(({ hasLeft }) => !hasLeft);
    const [a, b, c] = [new Item(), new Item(), new Item()];
    for (const item of [a, b, c]) queue.append(item);
    leave(queue, b);
    expect(queue.front()).to.equal(a);
    leave(queue, a);
    expect(queue.front()).to.equal(c);
    expect(queue.toArray()).to.deep.equal([c]);
    leave(queue, c);
    expect(queue.front()).to.equal(undefined);
  });

  it('keeps nothing of what has left, also when it is never empty', () => {
    const queue = new LeavingQueue<Item>(({ hasLeft }) => !hasLeft);
    queue.append(new Item());
    for (let round = 0; round < 5_000; round++) {
      queue.append(new Item());
      const front = queue.front();
      if (front !== undefined) leave(queue, front);
    }
    expect(queue.toArray()).to.have.length(1);
    expect(queryObjects(Item, { format: 'count' })).to.be.below(50);
  });
});

function leave(queue: LeavingQueue<Item>, item: Item): void {
  item.hasLeft = true;
  queue.noteLeft();
}
