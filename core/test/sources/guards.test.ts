import { PassThrough } from 'node:stream';
import { expect } from 'chai';
import { DeadlineError } from '../../src/errors/request-errors.js';
import { CircuitOpenError, SourceUnavailableError } from '../../src/errors/source-errors.js';
import { SetupError } from '../../src/errors/setup-errors.js';
import { UnexpectedError } from '../../src/errors/tonearm-error.js';
import { WindowBreaker } from '../../src/resilience/window-breaker.js';
import { Registry } from '../../src/runtime/registry.js';
import { GuardedSources } from '../../src/sources/guarded-sources.js';
import type { AudioSource } from '../../src/sources/audio-source.js';
import { aroundSource } from '../../src/sources/guards/around-source.js';
import { breakerGuard } from '../../src/sources/guards/breaker-guard.js';
import { DEFAULT_DEADLINES, deadlineGuard } from '../../src/sources/guards/deadline-guard.js';
import { errorGuard } from '../../src/sources/guards/error-guard.js';
import { aTrack } from '../../src/testing/a-track.js';
import { FakeClock } from '../../src/testing/fake-clock.js';
import { FakeSource } from '../../src/testing/fake-source.js';

const reference = { source: 'fake', kind: 'track', id: 'needle-drop' } as const;
const forever = () => ({ signal: new AbortController().signal, report: () => {} });
const caught = (promise: Promise<unknown>) => promise.catch((error: unknown) => error);

describe('guards around a source', () => {
  it('leave out what the source cannot do, and keep what it can', async () => {
    const bare: AudioSource = {
      name: 'bare',
      identify: () => undefined,
      resolve: async () => ({ kind: 'empty' }),
      open: async () => ({ readable: new PassThrough(), format: 'opus', positionMs: 0 }),
    };
    const guarded = aroundSource(bare, errorGuard());
    expect([guarded.suggest, guarded.related, guarded.artwork]).to.deep.equal([undefined, undefined, undefined]);
    const suggesting = aroundSource(new FakeSource(), errorGuard());
    expect(await suggesting.suggest?.('need', forever())).to.have.length(1);
  });

  it('wrap what a source throws without a type, and let typed errors through', async () => {
    const source = new FakeSource();
    const foreign = new TypeError('x is undefined');
    const typed = new SourceUnavailableError('fake', 'Busy.');
    source.resolveTroubles.push({ error: foreign }, { error: typed });
    const guarded = aroundSource(source, errorGuard());
    const wrapped = await caught(guarded.resolve(reference, forever()));
    expect(wrapped).to.be.instanceOf(UnexpectedError).and.have.property('cause', foreign);
    expect(await caught(guarded.resolve(reference, forever()))).to.equal(typed);
  });

  it('end an attempt at its deadline, although the source ignores its signal', async () => {
    const clock = new FakeClock();
    const deaf: AudioSource = Object.assign(new FakeSource(), { resolve: () => new Promise<never>(() => {}) });
    const guarded = aroundSource(deaf, deadlineGuard(clock, DEFAULT_DEADLINES));
    const outcome = caught(guarded.resolve(reference, forever()));
    await clock.advance(DEFAULT_DEADLINES.resolve);
    expect(await outcome).to.be.instanceOf(DeadlineError);
    expect(clock.pendingTimers).to.equal(0);
  });

  it('close a stream that comes after its deadline', async () => {
    const clock = new FakeClock();
    const readable = new PassThrough();
    const { promise, resolve } = Promise.withResolvers<{ readable: PassThrough; format: 'opus'; positionMs: 0 }>();
    const late: AudioSource = Object.assign(new FakeSource(), { open: () => promise });
    const guarded = aroundSource(late, deadlineGuard(clock, DEFAULT_DEADLINES));
    const { signal } = new AbortController();
    const outcome = caught(guarded.open(aTrack(), { positionMs: 0, attemptSignal: signal, streamSignal: signal }));
    await clock.advance(DEFAULT_DEADLINES.open);
    expect(await outcome).to.be.instanceOf(DeadlineError);
    resolve({ readable, format: 'opus', positionMs: 0 });
    await clock.advance(0);
    expect(readable.destroyed).to.equal(true);
  });

  it('refuse at once while the circuit is open', async () => {
    const clock = new FakeClock();
    const source = new FakeSource();
    source.resolveTroubles.push({ error: new SourceUnavailableError('fake', 'Down.') });
    const breaker = new WindowBreaker({ name: 'fake', clock, minimumCalls: 1 });
    const guarded = aroundSource(source, breakerGuard(breaker, clock));
    await caught(guarded.resolve(reference, forever()));
    expect(await caught(guarded.resolve(reference, forever()))).to.be.instanceOf(CircuitOpenError);
    expect(source.resolved, 'asked once only').to.have.length(1);
  });

  it('do not let slow autocompletion keep a source from playing, and spare one whose circuit is open', async () => {
    const clock = new FakeClock();
    let asked = 0;
    const source: FakeSource = Object.assign(new FakeSource(), {
      suggest: async () => {
        asked += 1;
        throw new DeadlineError('fake: suggest', 2_000);
      },
    });
    const breaker = new WindowBreaker({ name: 'fake', clock, minimumCalls: 1 });
    const guarded = aroundSource(source, breakerGuard(breaker, clock));
    for (const letters of ['n', 'ne', 'nee']) await caught(guarded.suggest?.(letters, forever()) ?? Promise.resolve());
    expect(await guarded.resolve(reference, forever())).to.have.property('kind', 'track');
    source.resolveTroubles.push({ error: new SourceUnavailableError('fake', 'Down.') });
    await caught(guarded.resolve(reference, forever()));
    await caught(guarded.resolve(reference, forever()));
    expect(breaker.state.status).to.equal('open');
    const refused = await caught(guarded.suggest?.('need', forever()) ?? Promise.resolve());
    expect(refused).to.be.instanceOf(CircuitOpenError);
    expect(asked).to.equal(3);
  });

  it('refuses a deadline that is none, saying what was expected and what came', () => {
    for (const resolve of [0, -1, Number.NaN]) {
      const parts = { sources: new Registry<AudioSource>('source'), clock: new FakeClock() };
      const breaker = (name: string) => new WindowBreaker({ name, clock: parts.clock });
      const deadlines = { ...DEFAULT_DEADLINES, resolve };
      expect(() => new GuardedSources({ ...parts, breaker, deadlines })).to.throw(
        SetupError,
        `deadlines.resolve has to be a number of milliseconds above 0, not ${resolve}.`,
      );
    }
  });
});
