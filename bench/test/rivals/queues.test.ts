import { expect } from 'chai';
import { QUEUES, type QueueUnderTest, roundMs } from '../../rivals/queues.js';

const KINDS = Object.keys(QUEUES) as readonly (keyof typeof QUEUES)[]; // Its type says no more than `string`.
const how = { workers: 1, tenants: 3, signals: true };

describe('queues under test', () => {
  for (const kind of KINDS) {
    it(`${kind} runs each task once${kind === 'fastq' ? '' : ', those of the first priority first'}`, async () => {
      const queue: QueueUnderTest = QUEUES[kind]({ ...how, capacity: 40 });
      const ran: number[] = [];
      const submit = (index: number) =>
        queue.submit(index, async () => {
          ran.push(index);
        });
      await Promise.all(Array.from({ length: 40 }, (_, index) => submit(index)));
      expect(ran.toSorted((a, b) => a - b)).to.deep.equal(Array.from({ length: 40 }, (_, index) => index));
      if (kind === 'fastq') return;
      const waited = ran.slice(1).map((index) => index % 4); // The first one starts before the others come.
      expect(waited).to.deep.equal(waited.toSorted((a, b) => a - b));
      await queue.close?.();
    });
  }

  it('are timed to the end of the last task', async () => {
    for (const kind of KINDS) expect(await roundMs(kind, 100, how)).to.be.above(0);
  });
});
