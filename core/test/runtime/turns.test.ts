import { expect } from 'chai';
import { Turns } from '../../src/runtime/turns.js';
import { rejection } from '../../src/testing/rejection.js';

describe('Turns', () => {
  it('does one thing at a time under a key, in the order of asking, whatever became of the one before', async () => {
    const turns = new Turns();
    const happened: string[] = [];
    const gate = Promise.withResolvers<void>();
    const first = turns.run('a', async () => {
      await gate.promise;
      happened.push('first');
      throw new Error('It failed.');
    });
    const second = turns.run('a', async () => happened.push('second'));
    await turns.run('b', async () => happened.push('other'));
    gate.resolve();
    expect(await rejection(first)).to.have.property('message', 'It failed.');
    await second;
    expect(happened).to.deep.equal(['other', 'first', 'second']);
  });

  it('keeps nothing of what is over', async () => {
    const turns = new Turns();
    await turns.run('a', async () => {});
    await new Promise(setImmediate);
    expect(turns.size).to.equal(0);
  });
});
