import { expect } from 'chai';
import { SharedWork } from '../../src/runtime/shared-work.js';

describe('SharedWork', () => {
  /** Work that ends when it is told how. */
  function someWork() {
    const runs: { readonly signal: AbortSignal; end(result: string | Error): void }[] = [];
    const work = new SharedWork<string>((signal) => {
      const { promise, resolve, reject } = Promise.withResolvers<string>();
      runs.push({ signal, end: (result) => (result instanceof Error ? reject(result) : resolve(result)) });
      return promise;
    });
    return { runs, work };
  }
  const { signal } = new AbortController();

  it('is done once for all who want it at the same time, and anew for who comes later', async () => {
    const { runs, work } = someWork();
    const both = Promise.all([work.join(signal), work.join(signal)]);
    runs[0]?.end('one');
    expect(await both).to.deep.equal(['one', 'one']);
    const later = work.join(signal);
    runs[1]?.end(new Error('It went wrong.'));
    expect(await later.catch(String)).to.equal('Error: It went wrong.');
    expect(runs).to.have.length(2);
  });

  it('goes on when one of them leaves, and ends with the last', async () => {
    const { runs, work } = someWork();
    const [one, other] = [new AbortController(), new AbortController()];
    const waiting = [one, other].map((life) => work.join(life.signal).catch(String));
    one.abort('gone');
    expect(await waiting[0]).to.equal('gone');
    expect(runs[0]?.signal.aborted).to.equal(false);
    other.abort('gone too');
    expect(await waiting[1]).to.equal('gone too');
    expect(runs[0]?.signal.aborted).to.equal(true);
    // What was given up is nobody's answer.
    const anew = work.join(signal);
    runs[0]?.end('late');
    runs[1]?.end('new');
    expect(await anew).to.equal('new');
  });
});
