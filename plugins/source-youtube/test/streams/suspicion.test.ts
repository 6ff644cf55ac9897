import { silentLogger } from '@tonearm/core';
import { FakeClock } from '@tonearm/core/testing';
import { expect } from 'chai';
import { BotCheckError } from '../../src/streams/stream-errors.js';
import { Suspicion } from '../../src/streams/suspicion.js';

describe('Suspicion', () => {
  it('is not ended by an answer to what was asked before it, and ends with the first one after its pause', async () => {
    const clock = new FakeClock();
    const suspicion = new Suspicion(clock, silentLogger);
    suspicion.raise('not a bot');
    suspicion.settle();
    expect(() => suspicion.check()).to.throw(BotCheckError);
    await clock.advance(600_000);
    suspicion.check();
    suspicion.settle();
    suspicion.raise('not a bot');
    expect(suspicion.nextTryAtMs - clock.now(), 'as long as the first time').to.equal(600_000);
  });
});
