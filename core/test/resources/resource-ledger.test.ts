import { expect } from 'chai';
import { ResourceLimitError } from '../../src/errors/resource-errors.js';
import { ResourceLedger } from '../../src/resources/resource-ledger.js';
import { resourceLimits } from '../../src/resources/resource-limits.js';

describe('ResourceLedger', () => {
  it('refuses one more than the limit in words, and takes it when another was released', () => {
    const ledger = new ResourceLedger(resourceLimits({ streams: 1 }));
    const release = ledger.take('stream');
    expect(() => ledger.take('stream')).to.throw(
      ResourceLimitError,
      '1 tracks are open already, and I cannot open more',
    );
    release();
    ledger.take('stream');
    expect(ledger.figures('stream')).to.deep.equal({
      kind: 'stream',
      limit: 1,
      open: 1,
      created: 2,
      released: 1,
      refused: 1,
      reasons: { limit: 1 },
    });
  });

  it('counts a release once, however often it is told', () => {
    const ledger = new ResourceLedger(resourceLimits());
    const release = ledger.take('child-process');
    ledger.take('child-process');
    release();
    release();
    expect(ledger.figures('child-process')).to.include({ open: 1, released: 1 });
  });

  it('keeps the kinds apart', () => {
    const ledger = new ResourceLedger(resourceLimits({ streams: 1 }));
    ledger.take('stream');
    expect(ledger.isFull('stream')).to.equal(true);
    expect(ledger.isFull('child-process')).to.equal(false);
    expect(ledger.isFull('request')).to.equal(false);
  });
});
