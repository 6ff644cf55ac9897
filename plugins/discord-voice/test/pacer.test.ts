import { silentLogger } from '@tonearm/core';
import { FakeClock } from '@tonearm/core/testing';
import { expect } from 'chai';
import { Pacer, type PacedStream } from '../src/pacer.js';

/** Notes when it was stepped; ends after `steps`. */
class Steps implements PacedStream {
  readonly atMs: number[] = [];

  constructor(
    readonly clock: FakeClock,
    readonly steps = Number.POSITIVE_INFINITY,
  ) {}

  step(): boolean {
    this.atMs.push(this.clock.monotonic());
    return this.atMs.length < this.steps;
  }

  failed(): void {
    throw new Error('Nothing here fails.');
  }
}

describe('Pacer', () => {
  let clock: FakeClock;
  let pacer: Pacer;

  beforeEach(() => {
    clock = new FakeClock();
    pacer = new Pacer(clock, silentLogger);
  });

  it('steps every stream once in 20 ms, and stops its timer with the last one', async () => {
    const streams = [new Steps(clock, 3), new Steps(clock, 5)];
    for (const stream of streams) pacer.add(stream);
    await clock.advance(1_000);
    expect(streams[0]?.atMs).to.deep.equal([0, 20, 40]);
    expect(streams[1]?.atMs).to.deep.equal([0, 20, 40, 60, 80]);
    expect(clock.pendingTimers).to.equal(0);
  });

  it('begins again when a stream is added after the last one ended', async () => {
    const stream = new Steps(clock, 1);
    pacer.add(stream);
    await clock.advance(105);
    pacer.add(stream);
    await clock.advance(0);
    expect(stream.atMs).to.deep.equal([0, 105]);
  });

  it('keeps to the raster when it wakes late', async () => {
    const lateClock = new LateClock([7]);
    pacer = new Pacer(lateClock, silentLogger);
    const stream = new Steps(lateClock, 4);
    pacer.add(stream);
    await lateClock.advance(100);
    expect(stream.atMs).to.deep.equal([7, 20, 40, 60]);
  });

  it('sends five missed slots at once after a stall, and no more', async () => {
    const lateClock = new LateClock([0, 300]);
    pacer = new Pacer(lateClock, silentLogger);
    const stream = new Steps(lateClock, 8);
    pacer.add(stream);
    await lateClock.advance(500);
    expect(stream.atMs).to.deep.equal([0, 320, 320, 320, 320, 320, 340, 360]);
  });

  it('goes on with the others when a stream throws, which is told so', async () => {
    const stream = new Steps(clock, 3);
    let failures = 0;
    pacer.add({
      step: () => {
        throw new Error('broken');
      },
      failed: () => {
        failures += 1;
      },
    });
    pacer.add(stream);
    await clock.advance(100);
    expect(failures).to.equal(1);
    expect(stream.atMs).to.deep.equal([0, 20, 40]);
  });
});

/** Fires its first timers late by so many milliseconds, as a busy thread does. */
class LateClock extends FakeClock {
  readonly #lateMs: number[];

  constructor(lateMs: readonly number[]) {
    super();
    this.#lateMs = [...lateMs];
  }

  override after(ms: number, callback: () => void) {
    return super.after(ms + (this.#lateMs.shift() ?? 0), callback);
  }
}
