import { setImmediate as settle } from 'node:timers/promises';
import { expect } from 'chai';
import { StoreError } from '../../src/errors/store-errors.js';
import { LatestWriter } from '../../src/journal/latest-writer.js';
import type { Json } from '../../src/store/store.js';
import { FakeClock } from '../../src/testing/fake-clock.js';
import { rejection } from '../../src/testing/rejection.js';

describe('LatestWriter', () => {
  let clock: FakeClock;
  let state: Json | undefined;
  let saved: (Json | undefined)[];
  let told: string[];
  /** Holds writes up, or makes them fail. */
  let disk: () => Promise<void>;
  let writer: LatestWriter<Json | undefined>;

  beforeEach(() => {
    clock = new FakeClock();
    state = 0;
    saved = [];
    told = [];
    disk = async () => {};
    writer = new LatestWriter({
      clock,
      read: () => state,
      save: async (value) => {
        await disk();
        saved.push(value);
      },
      onTrouble: ({ message }) => told.push(message),
      onRecovered: () => told.push('recovered'),
    });
  });

  function change(to: Json | undefined): void {
    state = to;
    writer.changed();
  }

  it('gathers changes that nobody waits for into one write of the latest', async () => {
    for (const value of [1, 2, 3]) change(value);
    await clock.advance(99);
    expect(saved).to.deep.equal([]);
    await clock.advance(1);
    expect(saved).to.deep.equal([3]);
    expect(writer.isClean).to.equal(true);
  });

  it('writes at once when somebody waits', async () => {
    change(1);
    await writer.durable();
    expect(saved).to.deep.equal([1]);
    expect(clock.pendingTimers).to.equal(0);
  });

  it('does not resolve before a change that came during a write is durable too', async () => {
    const writes: (() => void)[] = [];
    disk = () => new Promise((resolve) => writes.push(resolve));
    change(1);
    const first = writer.durable();
    await settle();
    change(2);
    let isDurable = false;
    const second = writer.durable().then(() => {
      isDurable = true;
    });
    writes.shift()?.();
    await first;
    await settle();
    expect(isDurable).to.equal(false);
    writes.shift()?.();
    await second;
    expect(saved).to.deep.equal([1, 2]);
  });

  it('never has two writes under way', async () => {
    let under = 0;
    let most = 0;
    disk = async () => {
      under += 1;
      most = Math.max(most, under);
      await settle();
      under -= 1;
    };
    const all = [1, 2, 3, 4].map((value) => {
      change(value);
      return writer.durable();
    });
    await Promise.all(all);
    expect(most).to.equal(1);
  });

  it('rejects who waits when the disk refuses, tells it once, and goes on trying with pauses that grow', async () => {
    let tries = 0;
    disk = async () => {
      tries += 1;
      throw new StoreError('The disk is full.');
    };
    change(1);
    expect(await rejection(writer.durable())).to.be.instanceOf(StoreError);
    await clock.advance(1_000);
    await clock.advance(2_000);
    expect(tries).to.equal(3);
    expect(told).to.deep.equal(['The disk is full.']);
    change(2);
    disk = async () => {};
    await clock.advance(4_000);
    expect(saved).to.deep.equal([2]);
    expect(told).to.deep.equal(['The disk is full.', 'recovered']);
    expect(clock.pendingTimers).to.equal(0);
  });

  it('is asked again at once by who needs to know, pause or not', async () => {
    disk = async () => {
      throw new StoreError('The disk is full.');
    };
    change(1);
    await rejection(writer.durable());
    disk = async () => {};
    await writer.durable();
    expect(saved).to.deep.equal([1]);
  });

  it('writes that nothing is kept any more', async () => {
    change(undefined);
    await writer.durable();
    expect(saved).to.deep.equal([undefined]);
  });
});
