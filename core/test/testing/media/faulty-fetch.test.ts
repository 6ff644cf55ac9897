import { expect } from 'chai';
import { FaultyFetch } from '../../../src/testing/media/faulty-fetch.js';
import type { MediaFault } from '../../../src/testing/media/media-fault.js';
import { rejection } from '../../../src/testing/rejection.js';
import { FakeClock } from '../../../src/testing/fake-clock.js';

const SONG = 'la '.repeat(20_000);
const ADDRESS = 'https://shelf.example/song';

function aNetwork(clock = new FakeClock()): FaultyFetch {
  return new FaultyFetch(async () => new Response(SONG, { headers: { 'content-type': 'audio/webm' } }), clock);
}

describe('FaultyFetch', () => {
  it('passes on what the fetch below answers, and knows what was asked', async () => {
    const network = aNetwork();
    const response = await network.fetch(`${ADDRESS}?id=7`, { method: 'POST', body: 'hello' });
    expect([response.status, response.headers.get('content-type')]).to.deep.equal([200, 'audio/webm']);
    expect(network.unfinished).to.equal(1);
    expect(await response.text()).to.equal(SONG);
    expect([network.unfinished, network.sentBytes]).to.deep.equal([0, SONG.length]);
    const [{ method, host, path, query, body } = expect.fail()] = network.requests;
    expect([method, host, path, query.get('id'), body]).to.deep.equal(['POST', 'shelf.example', '/song', '7', 'hello']);
  });

  it('counts an answer until it is read, given up or aborted', async () => {
    const network = aNetwork();
    const aborting = new AbortController();
    const [read, left] = [await network.fetch(ADDRESS), await network.fetch(ADDRESS, { signal: aborting.signal })];
    await read.body?.cancel();
    expect(network.unfinished).to.equal(1);
    aborting.abort();
    expect(await rejection(left.text())).to.have.property('name', 'AbortError');
    expect(network.unfinished).to.equal(0);
  });

  it('answers with another status, for one path or all, until it is undone', async () => {
    const network = aNetwork();
    const undo = network.failAlways('/song', { kind: 'status', status: 429, retryAfterSeconds: 7 });
    const busy = await network.fetch(ADDRESS);
    expect([busy.status, busy.headers.get('retry-after')]).to.deep.equal([429, '7']);
    expect((await network.fetch('https://shelf.example/other')).status).to.equal(200);
    undo();
    expect((await network.fetch(ADDRESS)).status).to.equal(200);
  });

  const broken: readonly (readonly [MediaFault, string])[] = [
    [{ kind: 'reset' }, 'ECONNRESET'],
    [{ kind: 'big-headers', bytes: 20_000 }, 'UND_ERR_HEADERS_OVERFLOW'],
  ];
  for (const [fault, code] of broken) {
    it(`fails as fetch does: ${fault.kind}`, async () => {
      const network = aNetwork();
      network.failAlways('*', fault);
      expect(await rejection(network.fetch(ADDRESS)))
        .to.be.instanceOf(TypeError)
        .with.nested.property('cause.code', code);
      expect(network.unfinished).to.equal(0);
    });
  }

  it('breaks off in the middle', async () => {
    const network = aNetwork();
    network.failAlways('*', { kind: 'truncate', afterBytes: 20_000 });
    expect(await rejection((await network.fetch(ADDRESS)).text())).to.be.instanceOf(TypeError);
    expect([network.unfinished, network.sentBytes]).to.deep.equal([0, 20_000]);
  });

  for (const fault of [{ kind: 'hang' }, { kind: 'stall', afterBytes: 10 }] satisfies MediaFault[]) {
    it(`waits until it is given up: ${fault.kind}`, async () => {
      const network = aNetwork();
      network.failAlways('*', fault);
      const aborting = new AbortController();
      const read = network.fetch(ADDRESS, { signal: aborting.signal }).then((response) => response.text());
      await new Promise(setImmediate);
      expect(network.unfinished).to.equal(1);
      aborting.abort();
      expect(await rejection(read)).to.have.property('name', 'AbortError');
      expect(network.unfinished).to.equal(0);
    });
  }

  it('is slow by its clock, and has no end when it is to have none', async () => {
    const clock = new FakeClock();
    const network = aNetwork(clock);
    const heal = network.failAlways('*', { kind: 'slow-start', delayMs: 1_000 });
    const late = network.fetch(ADDRESS);
    while (clock.pendingTimers === 0) await new Promise(setImmediate);
    clock.jump(1_000);
    expect(await (await late).text()).to.equal(SONG);
    heal();
    network.failAlways('*', { kind: 'endless' });
    const { body } = await network.fetch(ADDRESS);
    for await (const _ of body ?? []) if (network.sentBytes > 3 * SONG.length) break;
    expect(network.unfinished).to.equal(0);
  });

  it('gives parts of what is there to who asks under a fault', async () => {
    const network = aNetwork();
    network.failAlways('*', { kind: 'truncate', afterBytes: 4 });
    const part = await network.fetch(ADDRESS, { headers: { range: 'bytes=3-5' } });
    expect([part.status, await part.text()]).to.deep.equal([206, 'la ']);
  });

  it('gives all of it, whatever part was asked for, where ranges are unknown', async () => {
    const inner = new FaultyFetch(async (_, init) => {
      const isPart = new Headers(init?.headers).has('range');
      return new Response(SONG.slice(isPart ? 3 : 0), { status: isPart ? 206 : 200 });
    });
    for (const network of [aNetwork(), inner]) {
      network.failAlways('*', { kind: 'no-ranges' });
      const whole = await network.fetch(ADDRESS, { headers: { range: 'bytes=3-5' } });
      expect([whole.status, (await whole.text()).length]).to.deep.equal([200, SONG.length]);
      expect(network.requests[0]).to.have.property('range', 'bytes=3-5');
    }
  });
});
