import { expect } from 'chai';
import { SetupError } from '../../src/errors/setup-errors.js';
import { ResourceLedger } from '../../src/resources/resource-ledger.js';
import { resourceLimits } from '../../src/resources/resource-limits.js';

describe('resourceLimits', () => {
  it('measures memory against the machine, and leaves the rest as it is given', () => {
    const limits = resourceLimits({ voiceConnections: 7 }, 1_000);
    expect(limits).to.include({ voiceConnections: 7, memoryHardBytes: 850, streams: 200 });
    expect(limits.memorySoftBytes).to.be.within(690, 700);
  });

  it('keeps the soft limit below a hard one that is given alone', () => {
    expect(resourceLimits({ memoryHardBytes: 100 }, 1_000).memorySoftBytes).to.equal(82);
  });

  it('refuses nonsense, and says what it expected and what came', () => {
    expect(() => resourceLimits({ streams: 0 })).to.throw(
      SetupError,
      'limits.streams has to be a whole number above 0',
    );
    const misspelt = JSON.parse('{"stream":5}');
    expect(() => resourceLimits(misspelt)).to.throw(
      SetupError,
      'limits.stream is not known; there are: voiceConnections',
    );
    expect(() => new ResourceLedger({ ...resourceLimits(), streams: 0.5 })).to.throw(SetupError, 'not 0.5');
    expect(() => resourceLimits({ idleLeaveMs: Number.NaN })).to.throw(SetupError, 'not NaN');
    expect(() => resourceLimits({ memorySoftBytes: 20, memoryHardBytes: 10 })).to.throw(
      SetupError,
      'limits.memorySoftBytes (20) has to be below limits.memoryHardBytes (10)',
    );
  });
});
