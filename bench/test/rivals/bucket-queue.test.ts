import { expect } from 'chai';
import { BucketQueue } from '../../rivals/bucket-queue.js';

describe('BucketQueue', () => {
  it('runs so many at once, the lowest bucket first and each bucket in order', async () => {
    const queue = new BucketQueue(1);
    const ran: string[] = [];
    const submit = (bucket: number, name: string) => queue.submit(bucket, async () => ran.push(name));
    await Promise.all([
      submit(3, 'first'),
      submit(3, 'low'),
      submit(0, 'urgent'),
      submit(0, 'urgent too'),
      submit(1, 'high'),
    ]);
    expect(ran).to.deep.equal(['first', 'urgent', 'urgent too', 'high', 'low']);
  });

  it('goes on after a failure, and tells it', async () => {
    const queue = new BucketQueue(1);
    const failure = queue.submit(0, () => Promise.reject(new Error('no'))).catch((error: Error) => error.message);
    expect(await queue.submit(0, async () => 'yes')).to.equal('yes');
    expect(await failure).to.equal('no');
  });
});
