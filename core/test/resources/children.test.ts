import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect } from 'chai';
import { Children } from '../../src/resources/children.js';

describe('Children', () => {
  const aChild = () => spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });

  it('kills a child that nobody wants any more, leaves the others alone, and forgets what has gone', async () => {
    const children = new Children();
    const end = new AbortController();
    const orphan = children.start(aChild, AbortSignal.abort());
    const wanted = children.start(aChild, end.signal);
    await Promise.all([once(orphan, 'spawn'), once(wanted, 'spawn')]);
    const gone = once(orphan, 'exit');
    expect(children.sweep()).to.equal(1);
    expect((await gone)[1]).to.equal('SIGKILL');
    expect([children.size, children.sweep(), wanted.exitCode]).to.deep.equal([1, 0, null]);
    const over = once(wanted, 'exit');
    end.abort();
    expect(children.sweep()).to.equal(1);
    await over;
    expect([children.size, children.sweep()]).to.deep.equal([0, 0]);
  });

  it('forgets what never ran', async () => {
    const children = new Children();
    const missing = children.start(() => spawn('/no/such/program'), AbortSignal.abort());
    await once(missing, 'error');
    expect(children.size).to.equal(0);
  });
});
