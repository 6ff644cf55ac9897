import { setImmediate as settle } from 'node:timers/promises';
import { expect } from 'chai';
import { SetupError } from '../../src/errors/setup-errors.js';
import { CircuitOpenError, SourceUnavailableError, TrackUnavailableError } from '../../src/errors/source-errors.js';
import type { CircuitState } from '../../src/resilience/circuit-breaker.js';
import { WindowBreaker } from '../../src/resilience/window-breaker.js';
import { FakeClock } from '../../src/testing/fake-clock.js';

const LIMITS = { windowMs: 10_000, minimumCalls: 4, failureShare: 0.5, openMs: 1000, maxOpenMs: 3000 };

describe('WindowBreaker', () => {
  let clock: FakeClock;
  let breaker: WindowBreaker;
  let heard: CircuitState[];
  const outage = new SourceUnavailableError('radio', 'The radio is silent.');
  const fail = () => outcome(breaker.execute(() => Promise.reject(outage)));
  const succeed = () => outcome(breaker.execute(async () => 'sound'));
  const open = async () => {
    for (let call = 0; call < LIMITS.minimumCalls; call++) await fail();
  };
  /** A call that the test ends by hand. */
  const hanging = (signal?: AbortSignal) => {
    const { promise, ...end } = Promise.withResolvers<string>();
    return { ...end, outcome: outcome(breaker.execute(() => promise, signal)) };
  };

  beforeEach(() => {
    clock = new FakeClock();
    breaker = new WindowBreaker({ name: 'radio', clock, ...LIMITS });
    heard = [];
    breaker.onStateChange((state) => heard.push(state));
  });

  it('opens on the share of failures, but not before the least number of calls', async () => {
    for (let call = 0; call < 3; call++) await fail();
    expect(breaker.state).to.deep.equal({ status: 'closed' });
    await fail();
    const nextTryAtMs = clock.now() + LIMITS.openMs;
    expect(breaker.state).to.deep.equal({ status: 'open', nextTryAtMs, lastError: outage });
    expect(heard).to.deep.equal([breaker.state]);
  });

  it('stays closed while fewer than that share fail', async () => {
    for (let round = 0; round < 10; round++) {
      await succeed();
      await succeed();
      await fail();
    }
    expect(breaker.state.status).to.equal('closed');
  });

  it('forgets what happened before the window', async () => {
    for (let call = 0; call < 3; call++) await fail();
    clock.jump(LIMITS.windowMs + LIMITS.windowMs / 10);
    await fail();
    expect(breaker.state.status).to.equal('closed');
  });

  it('leaves the failures of one upstream to the circuit of that upstream', async () => {
    const oneHost = new SourceUnavailableError('radio', 'fm.example is silent.', { upstream: 'fm.example' });
    const host = new WindowBreaker({ name: 'fm.example', clock, ...LIMITS });
    for (let call = 0; call < 8; call++) {
      await outcome(breaker.execute(() => host.execute(() => Promise.reject(oneHost))));
    }
    expect([breaker.state.status, host.state.status]).to.deep.equal(['closed', 'open']);
  });

  it('never opens on what no retry can mend: the source has answered', async () => {
    for (let call = 0; call < 20; call++) {
      await outcome(breaker.execute(() => Promise.reject(new TrackUnavailableError('radio', 'It is private.'))));
    }
    expect(breaker.state.status).to.equal('closed');
    for (let call = 0; call < 19; call++) await fail();
    expect(breaker.state.status).to.equal('closed');
  });

  it('counts an abort as neither success nor failure', async () => {
    for (let call = 0; call < 20; call++) {
      const controller = new AbortController();
      const call = hanging(controller.signal);
      controller.abort(outage);
      call.reject(outage);
      await call.outcome;
    }
    expect(breaker.state.status).to.equal('closed');
    await open();
    expect(breaker.state.status).to.equal('open');
  });

  it('does not call at all for a signal that has already fired', async () => {
    let calls = 0;
    const call = breaker.execute(async () => calls++, AbortSignal.abort('gone'));
    expect(await outcome(call)).to.equal('gone');
    expect(calls).to.equal(0);
  });

  it('refuses at once while open, and says when the next try is', async () => {
    await open();
    const refusal = await succeed();
    expect(refusal).to.be.instanceOf(CircuitOpenError);
    expect(refusal).to.include({ circuit: 'radio', nextTryAtMs: clock.now() + LIMITS.openMs });
    expect(refusal).to.have.property('message', 'radio is failing. Next try in 1 s.');
  });

  it('lets one probe through after the pause and refuses all others while it is out; its success closes', async () => {
    await open();
    clock.jump(LIMITS.openMs);
    const probe = hanging();
    expect(breaker.state.status).to.equal('half-open');
    for (let other = 0; other < 3; other++) expect(await succeed()).to.be.instanceOf(CircuitOpenError);
    probe.resolve('sound');
    expect(await probe.outcome).to.equal('sound');
    expect(heard.map((state) => state.status)).to.deep.equal(['open', 'half-open', 'closed']);
    expect(await succeed()).to.equal('sound');
    for (let call = 0; call < 2; call++) await fail();
    expect(breaker.state.status).to.equal('closed');
  });

  it('pauses twice as long after each probe that fails, up to the longest pause', async () => {
    await open();
    for (const pauseMs of [2000, 3000, 3000]) {
      clock.jump(3000);
      await fail();
      expect(breaker.state).to.include({ status: 'open', nextTryAtMs: clock.now() + pauseMs });
    }
    clock.jump(3000);
    await succeed();
    await open();
    expect(breaker.state).to.include({ nextTryAtMs: clock.now() + LIMITS.openMs });
  });

  it('tells the probe that failed what it tells all others, with the failure as the cause: waiting costs it no try', async () => {
    await open();
    clock.jump(LIMITS.openMs);
    const refusal = await fail();
    expect(refusal).to.be.instanceOf(CircuitOpenError);
    expect(refusal).to.include({ cause: outage, nextTryAtMs: clock.now() + 2 * LIMITS.openMs });
  });

  it('opens again after an aborted probe, without a longer pause', async () => {
    await open();
    clock.jump(LIMITS.openMs);
    const controller = new AbortController();
    const probe = hanging(controller.signal);
    controller.abort('gone');
    probe.reject('gone');
    await probe.outcome;
    expect(breaker.state).to.include({ status: 'open', nextTryAtMs: clock.now() + LIMITS.openMs });
    expect(await succeed()).to.be.instanceOf(CircuitOpenError);
  });

  it('is closed by a probe that is told there is nothing', async () => {
    await open();
    clock.jump(LIMITS.openMs);
    await outcome(breaker.execute(() => Promise.reject(new TrackUnavailableError('radio', 'It is private.'))));
    expect(breaker.state.status).to.equal('closed');
  });

  it('ignores what calls from before the change of state say', async () => {
    const [slow, slower] = [hanging(), hanging()];
    await open();
    slow.resolve('sound');
    await slow.outcome;
    expect(breaker.state.status).to.equal('open');
    clock.jump(LIMITS.openMs);
    const probe = hanging();
    slower.reject(outage);
    await slower.outcome;
    expect(breaker.state.status).to.equal('half-open');
    probe.resolve('sound');
    await probe.outcome;
    expect(breaker.state.status).to.equal('closed');
  });

  it('takes an open circuit further in as no answer', async () => {
    const inner = () => breaker.execute(() => Promise.reject(new CircuitOpenError('mirror', 0, 0)));
    for (let call = 0; call < 10; call++) await outcome(inner());
    expect(breaker.state.status).to.equal('closed');
  });

  it('tells nobody who has stopped listening', async () => {
    const states: CircuitState[] = [];
    breaker.onStateChange((state) => states.push(state))();
    await open();
    await settle();
    expect(states).to.deep.equal([]);
  });

  it('refuses limits that make no sense', () => {
    for (const nonsense of [
      { windowMs: 0 },
      { minimumCalls: 0 },
      { failureShare: 1.5 },
      { failureShare: 0 },
      { openMs: 5, maxOpenMs: 1 },
    ]) {
      expect(() => new WindowBreaker({ name: 'radio', clock, ...nonsense })).to.throw(
        SetupError,
        / has to be .*, not /,
      );
    }
  });
});

/** What a call comes to: its value, or what it rejects with. */
function outcome(call: Promise<unknown>): Promise<unknown> {
  return call.catch((error: unknown) => error);
}
