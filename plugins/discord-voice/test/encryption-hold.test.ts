import { FakeClock } from '@tonearm/core/testing';
import { expect } from 'chai';
import { EncryptionHold } from '../src/encryption-hold.js';

describe('EncryptionHold', () => {
  let clock: FakeClock;
  let hold: EncryptionHold;
  let told: string[];

  beforeEach(() => {
    clock = new FakeClock();
    told = [];
    hold = new EncryptionHold({
      clock,
      ms: 5_000,
      onFirst: () => told.push('first'),
      onSecond: () => told.push('second'),
    });
  });

  it('runs out once and then for good, while sound never flows', async () => {
    hold.hold();
    await clock.advance(4_000);
    hold.hold();
    await clock.advance(1_000);
    expect(told).to.deep.equal(['first']);
    hold.suspend();
    hold.hold();
    await clock.advance(5_000);
    expect(told).to.deep.equal(['first', 'second']);
  });

  it('begins anew once sound has flowed', async () => {
    for (let time = 0; time < 3; time++) {
      hold.hold();
      await clock.advance(5_000);
      hold.flow();
    }
    expect(told).to.deep.equal(['first', 'first', 'first']);
  });

  it('waits for nothing while sound flows, or while there is no connection', async () => {
    for (const end of [() => hold.flow(), () => hold.suspend()]) {
      hold.hold();
      end();
      await clock.advance(60_000);
    }
    expect(told).to.deep.equal([]);
    expect(clock.pendingTimers).to.equal(0);
  });
});
