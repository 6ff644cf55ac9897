import { Readable } from 'node:stream';
import { expect } from 'chai';
import type { AudioStream } from '../../src/model/audio-stream.js';
import type { Priority } from '../../src/model/priority.js';
import { RetryBudget } from '../../src/resilience/retry-budget.js';
import { hedgeGuard } from '../../src/sources/guards/hedge-guard.js';
import { aroundSource } from '../../src/sources/guards/around-source.js';
import type { AudioSource, OpenContext } from '../../src/sources/audio-source.js';
import { deadlineGuard, DEFAULT_DEADLINES } from '../../src/sources/guards/deadline-guard.js';
import { aTrack } from '../../src/testing/a-track.js';
import { FakeClock } from '../../src/testing/fake-clock.js';
import { FakeSource } from '../../src/testing/fake-source.js';
import { rejection } from '../../src/testing/rejection.js';

interface Opening extends PromiseWithResolvers<AudioStream> {
  readonly signal: AbortSignal;
}

describe('hedgeGuard', () => {
  let clock: FakeClock;
  let openings: Opening[];
  let source: AudioSource;
  let budget: RetryBudget;

  beforeEach(async () => {
    clock = new FakeClock();
    openings = [];
    budget = new RetryBudget({ reserve: 2, perTenSeconds: 0.001 });
    const fake: AudioSource = {
      ...new FakeSource(),
      name: 'fake',
      identify: () => undefined,
      resolve: async () => ({ kind: 'empty' }),
      open: (_, { attemptSignal }: OpenContext) => {
        const opening = { signal: attemptSignal, ...Promise.withResolvers<AudioStream>() };
        openings.push(opening);
        return opening.promise;
      },
    };
    source = [deadlineGuard(clock, DEFAULT_DEADLINES), hedgeGuard(clock, budget)].reduce<AudioSource>(
      aroundSource,
      fake,
    );
    for (let call = 0; call < 20; call++) {
      const opened = open('normal');
      await clock.advance(100);
      openings.at(-1)?.resolve(aStream());
      await opened;
    }
    openings = [];
  });

  const open = (priority: Priority) => {
    const streamSignal = new AbortController().signal;
    return source.open(aTrack(), {
      positionMs: 0,
      priority,
      attemptSignal: new AbortController().signal,
      streamSignal,
    });
  };

  it('asks a second time when what is urgent takes longer than 95 % did, and takes the first success', async () => {
    const opened = open('urgent');
    await clock.advance(90);
    expect(openings).to.have.lengthOf(1);
    await clock.advance(20);
    expect(openings).to.have.lengthOf(2);
    const stream = aStream();
    openings[1]?.resolve(stream);
    expect(await opened).to.equal(stream);
    expect([openings[0]?.signal.aborted, openings[1]?.signal.aborted]).to.deep.equal([true, false]);
    const late = aStream();
    openings[0]?.resolve(late);
    await clock.advance(0);
    expect([late.readable.destroyed, stream.readable.destroyed]).to.deep.equal([true, false]);
    expect(clock.pendingTimers).to.equal(0);
  });

  it('asks once for what is not urgent, for what is quick, and for what fails at once', async () => {
    const normal = open('normal');
    await clock.advance(1_000);
    openings[0]?.resolve(aStream());
    await normal;
    const quick = open('urgent');
    openings[1]?.resolve(aStream());
    await quick;
    const failing = rejection(open('urgent'));
    openings[2]?.reject(new Error('broken'));
    expect(await failing).to.have.property('message', 'broken');
    await clock.advance(5_000);
    expect(openings).to.have.lengthOf(3);
    expect(clock.pendingTimers).to.equal(0);
  });

  it('fails when both have failed, and not before', async () => {
    const opened = open('urgent');
    await clock.advance(200);
    openings[0]?.reject(new Error('first'));
    await clock.advance(0);
    openings[1]?.reject(new Error('second'));
    expect(await rejection(opened)).to.have.property('message', 'second');
  });

  it('asks no more often than the budget of the source allows', async () => {
    for (let call = 0; call < 5; call++) {
      const opened = open('urgent');
      await clock.advance(200);
      for (const opening of openings) opening.resolve(aStream());
      await opened;
    }
    expect(openings).to.have.lengthOf(7);
  });
});

function aStream(): AudioStream {
  return { readable: Readable.from([]), format: 'opus', positionMs: 0 };
}
