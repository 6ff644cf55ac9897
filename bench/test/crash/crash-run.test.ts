import { randomInt } from 'node:crypto';
import { expect } from 'chai';
import { Belongings } from '../../belongings.js';
import { crashRun } from '../../crash/crash-run.js';

/** Eight kills, and two orderly ends between them. */
const DEATHS = 10;

describe('a bot that is killed again and again', function () {
  this.timeout(300_000);
  const belongings = new Belongings();
  after(() => belongings.releaseAll());

  it('loses nothing that it has accepted, plays nothing twice, and goes on within two seconds', async () => {
    const seed = Number(process.env['CRASH_SEED'] ?? randomInt(1_000_000));
    console.log(`      CRASH_SEED=${seed}`);
    const report = await crashRun({ seed, deaths: DEATHS }, belongings);
    if (report.unaccepted.length > 0)
      console.log(`      died before they were accepted: ${report.unaccepted.join(', ')}`);
    expect(report.faults).to.deep.equal([]);
    expect(report.lost).to.deep.equal([]);
    expect(report.untold).to.deep.equal([]);
    expect(report.accepted).to.have.length.of.at.least(3);
    expect(report.deaths).to.deep.equal({ 'at-once': 4, 'in-write': 4, orderly: 2 });
    expect(report.slowestFarewellMs, 'an orderly end').to.be.below(5_000);
  });
});
