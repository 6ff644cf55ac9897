import { expect } from 'chai';
import { Mailbox } from '../../src/playback/mailbox.js';

describe('Mailbox', () => {
  it('handles what is posted in a turn after that turn', () => {
    const handled: string[] = [];
    const mailbox = new Mailbox<string>(
      (message) => {
        if (message === 'first') mailbox.post('second');
        handled.push(message);
      },
      () => {},
    );
    mailbox.post('first');
    expect(handled).to.deep.equal(['first', 'second']);
  });

  it('goes on with the next message when a turn fails, and hurts nobody who posts', () => {
    const handled: string[] = [];
    const failures: unknown[] = [];
    const defect = new Error('A defect.');
    const mailbox = new Mailbox<string>(
      (message) => {
        if (message === 'first') mailbox.post('second');
        if (message === 'first') throw defect;
        handled.push(message);
      },
      (error) => failures.push(error),
    );
    mailbox.post('first');
    mailbox.post('third');
    expect(handled).to.deep.equal(['second', 'third']);
    expect(failures).to.deep.equal([defect]);
  });
});
