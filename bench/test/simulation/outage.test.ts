import { CancelledError, DeadlineError, SourceUnavailableError } from '@tonearm/core';
import { expect } from 'chai';
import { BenchFailure } from '../../bench-failure.js';
import { expectNothingLost, Ledger, playOutage } from '../../simulation/outage.js';

describe('an outage under a full backlog', () => {
  it('loses and doubles nothing, and leaves the dead source alone', async () => {
    const report = await playOutage({ outageMs: 30_000, callMs: 1_000, backlog: 100 });
    expect(report).to.include({ lost: 0, duplicates: 0 });
    expect(() => expectNothingLost(report)).not.to.throw();
    for (const wrong of [{ lost: 1 }, { duplicates: 1 }]) {
      expect(() => expectNothingLost({ ...report, ...wrong })).to.throw(BenchFailure);
    }
    expect(report.accepted).to.be.at.least(100);
    expect(report.accepted + report.refused).to.equal(100 + 33);
    expect(report.deadCalls).to.be.within(5, 60);
    expect(report.drainMs).to.be.within(1, 60_000);
  });

  it('costs more calls the longer it lasts, and none when there is none', async () => {
    const none = await playOutage({ outageMs: 0, callMs: 1_000, backlog: 20 });
    expect(none).to.include({ deadCalls: 0, lost: 0 });
    const brief = await playOutage({ outageMs: 2_000, callMs: 1_000, backlog: 20 });
    expect(brief.deadCalls).to.be.above(0);
  });
});

describe('the ledger of an outage', () => {
  const ended = (ledger: Ledger, id: string, error: Error) => {
    const failed = error instanceof SourceUnavailableError || error instanceof DeadlineError ? error : undefined;
    ledger.ended({
      id,
      state: failed
        ? { status: 'failed', atMs: 1, error: failed }
        : { status: 'cancelled', atMs: 1, reason: error.message },
    });
  };

  it('counts as lost who failed for the source’s sake or never ended, and not who gave up', () => {
    const ledger = new Ledger(() => 7);
    for (const id of ['a', 'b', 'c', 'd', 'e']) ledger.accept(id);
    ended(ledger, 'a', new SourceUnavailableError('timed', 'It does not answer.'));
    ended(ledger, 'b', new DeadlineError('b', 1));
    ended(ledger, 'c', new CancelledError('Enough.'));
    ledger.ended({ id: 'd', state: { status: 'succeeded', atMs: 1 } });
    expect(ledger.count()).to.deep.equal({ accepted: 5, lost: 2 });
    expect(ledger.lastEndMs).to.equal(7);
  });

  it('notices a second end', () => {
    const ledger = new Ledger(() => 0);
    ledger.accept('a');
    for (let time = 0; time < 2; time++) ledger.ended({ id: 'a', state: { status: 'succeeded', atMs: 1 } });
    expect(ledger.endedAgain).to.equal(1);
  });
});
