import { expect } from 'chai';
import { SetupError } from '../../../src/errors/setup-errors.js';
import type { MediaFault } from '../../../src/testing/media/media-fault.js';
import { MediaStandIn } from '../../../src/testing/media/media-stand-in.js';
import { FakeClock } from '../../../src/testing/fake-clock.js';
import { rejection } from '../../../src/testing/rejection.js';

const SONG = Buffer.from(Array.from({ length: 60_000 }, (_, at) => at % 251));

describe('MediaStandIn', () => {
  let clock: FakeClock;
  let media: MediaStandIn;

  beforeEach(async () => {
    clock = new FakeClock();
    media = await MediaStandIn.listen(clock);
    media.serve('/song', { body: SONG, type: 'audio/webm' });
  });
  afterEach(() => media.close());

  const get = (path = '/song', headers: Readonly<Record<string, string>> = {}) => fetch(media.url(path), { headers });
  const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());
  /** How many bytes come before the answer ends, however it ends. */
  const lengthOf = async (response: Response) => {
    let length = 0;
    try {
      for await (const chunk of response.body ?? []) length += chunk.length;
    } catch {
      return { length, whole: false };
    }
    return { length, whole: true };
  };

  it('gives all of it, a part, the end, or says that there is no such part', async () => {
    const whole = await get();
    expect([whole.status, whole.headers.get('content-type'), whole.headers.get('content-length')]).to.deep.equal([
      200,
      'audio/webm',
      '60000',
    ]);
    expect((await bytesOf(whole)).equals(SONG)).to.equal(true);
    const part = await get('/song', { range: 'bytes=100-199' });
    expect([part.status, part.headers.get('content-range')]).to.deep.equal([206, 'bytes 100-199/60000']);
    expect((await bytesOf(part)).equals(SONG.subarray(100, 200))).to.equal(true);
    expect((await bytesOf(await get('/song', { range: 'bytes=59990-' }))).equals(SONG.subarray(59_990))).to.equal(true);
    expect((await bytesOf(await get('/song', { range: 'bytes=-5' }))).equals(SONG.subarray(-5))).to.equal(true);
    const outside = await get('/song', { range: 'bytes=60000-' });
    expect([outside.status, outside.headers.get('content-range')]).to.deep.equal([416, 'bytes */60000']);
    expect((await get('/nowhere')).status).to.equal(404);
  });

  it('names what it gives, and gives all of it to who continues something else', async () => {
    const etag = (await get()).headers.get('etag') ?? '';
    const range = 'bytes=100-';
    expect((await get('/song', { range, 'if-range': etag })).status).to.equal(206);
    media.serve('/song', { body: SONG.subarray(1), type: 'audio/webm' });
    expect((await get('/song', { range, 'if-range': etag })).status).to.equal(200);
  });

  it('writes down what was asked, and makes answers out of it', async () => {
    media.serve('/api', ({ method, query, body }) => ({ body: JSON.stringify([method, query.get('id'), body]) }));
    const answer = await fetch(media.url('/api?id=7'), { method: 'POST', body: 'hello' });
    expect(await answer.json()).to.deep.equal(['POST', '7', 'hello']);
    await get('/song', { range: 'bytes=1-2' });
    expect(media.requests.map(({ path, range }) => [path, range])).to.deep.equal([
      ['/api', undefined],
      ['/song', 'bytes=1-2'],
    ]);
  });

  it('uses faults up in their order, and keeps those that last until they are undone', async () => {
    media.failNext('/song', { kind: 'status', status: 503 }, { kind: 'status', status: 429, retryAfterSeconds: 7 });
    expect((await get()).status).to.equal(503);
    const busy = await get();
    expect([busy.status, busy.headers.get('retry-after')]).to.deep.equal([429, '7']);
    expect((await get()).status).to.equal(200);
    const undo = media.failAlways('*', { kind: 'status', status: 403 });
    expect([(await get()).status, (await get()).status]).to.deep.equal([403, 403]);
    undo();
    media.failNext('/song', { kind: 'status', status: 500 });
    media.heal();
    expect((await get()).status).to.equal(200);
  });

  it('is any host to who uses its fetch, after a redirect too', async () => {
    media.serve('api.example/song', ({ host }) => ({ body: host }));
    media.serve('short.example/s', { body: '', status: 302, headers: { location: 'https://api.example/song' } });
    expect(await (await media.fetch('https://api.example/song')).text()).to.equal('api.example');
    expect(await (await media.fetch('https://short.example/s')).text()).to.equal('api.example');
    expect((await media.fetch('https://short.example/s', { redirect: 'manual' })).status).to.equal(302);
    expect((await bytesOf(await media.fetch('https://other.example/song'))).equals(SONG)).to.equal(true);
  });

  it('stops at the wall, for each identity by itself, by bytes', async () => {
    media.failAlways('/song', { kind: 'wall', afterBytes: 50_000, identity: { query: 'visitor' } });
    const part = { range: 'bytes=0-39999' };
    expect((await bytesOf(await get('/song?visitor=a', part))).length).to.equal(40_000);
    expect(await lengthOf(await get('/song?visitor=a', part))).to.deep.equal({ length: 10_000, whole: false });
    expect((await get('/song?visitor=a', part)).status).to.equal(403);
    expect((await get('/song?visitor=b', part)).status).to.equal(206);
  });

  it('stops at the wall by time, and knows identities by a header too', async () => {
    media.failAlways('/song', { kind: 'wall', afterMs: 60_000, identity: { header: 'x-visitor' } });
    expect((await get('/song', { 'x-visitor': 'a' })).status).to.equal(200);
    clock.jump(60_000);
    expect((await get('/song', { 'x-visitor': 'a' })).status).to.equal(403);
    expect((await get('/song', { 'x-visitor': 'b' })).status).to.equal(200);
  });

  it('lets addresses expire, by what they say or by age', async () => {
    media.failAlways('/song', { kind: 'expiry' });
    const until = clock.now() / 1000 + 10;
    expect((await get(`/song?expire=${until}`)).status).to.equal(200);
    clock.jump(10_000);
    expect((await get(`/song?expire=${until}`)).status).to.equal(403);
    media.heal();
    media.failAlways('/song', { kind: 'expiry', afterMs: 5_000 });
    expect((await get()).status).to.equal(200);
    clock.jump(5_000);
    expect((await get()).status).to.equal(403);
  });

  it('breaks off: truncated, or reset at once or later', async () => {
    media.failNext('/song', { kind: 'truncate', afterBytes: 20_000 });
    expect(await lengthOf(await get())).to.deep.equal({ length: 20_000, whole: false });
    media.failNext('/song', { kind: 'reset' }, { kind: 'reset', afterBytes: 10 });
    expect(await rejection(get())).to.be.instanceOf(TypeError);
    expect((await lengthOf(await get())).whole).to.equal(false);
  });

  it('takes no part of a byte, which could never be sent', () => {
    for (const afterBytes of [1.5, -1, Number.NaN, Number.POSITIVE_INFINITY])
      for (const kind of ['truncate', 'stall', 'reset', 'wall'] as const)
        expect(() => media.failNext('/song', { kind, afterBytes }), kind)
          .to.throw(SetupError)
          .with.property('message')
          .that.includes(`“${kind}”`);
  });

  const endless: readonly (readonly [string, MediaFault])[] = [
    ['never answers', { kind: 'hang' }],
    ['stalls in the middle', { kind: 'stall', afterBytes: 1_000 }],
    ['has no end', { kind: 'endless' }],
    ['answers late', { kind: 'slow-start', delayMs: 1_000 }],
  ];
  for (const [what, fault] of endless) {
    it(`${what}, and counts as unfinished until the client leaves`, async () => {
      media.failNext('/song', fault);
      const client = new AbortController();
      const answer = fetch(media.url('/song'), { signal: client.signal }).then(bytesOf);
      while (media.requests.length === 0) await new Promise(setImmediate);
      expect(media.unfinished).to.equal(1);
      client.abort();
      expect(await rejection(answer)).to.have.property('name', 'AbortError');
      await media.whenQuiet();
      expect(media.unfinished).to.equal(0);
      expect(clock.pendingTimers).to.equal(0);
    });
  }

  it('answers late and slowly by its clock', async () => {
    media.failNext('/song', { kind: 'slow-start', delayMs: 1_000 });
    const late = get();
    while (clock.pendingTimers === 0) await new Promise(setImmediate);
    clock.jump(1_000);
    expect((await late).status).to.equal(200);
    media.failNext('/song', { kind: 'slow', bytesPerSecond: 600_000 });
    const slow = lengthOf(await get());
    for (let pieces = 0; pieces < 2; pieces++) {
      while (clock.pendingTimers === 0) await new Promise(setImmediate);
      expect(clock.pendingTimers).to.equal(1);
      clock.jump(50);
    }
    expect(await slow).to.deep.equal({ length: 60_000, whole: true });
  });

  it('says and sends something else, repeats itself, and overdoes its headers', async () => {
    media.failNext(
      '/song',
      { kind: 'other-content', type: 'text/html', body: '<html>' },
      { kind: 'big-headers', bytes: 20_000 },
    );
    const page = await get();
    expect([page.headers.get('content-type'), await page.text()]).to.deep.equal(['text/html', '<html>']);
    expect(await rejection(get())).to.be.instanceOf(TypeError);
    media.serve('/chant', { body: 'ab' });
    media.failNext('/chant', { kind: 'endless' });
    const reader = (await get('/chant')).body?.getReader();
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).to.match(/^(ab)+$/);
    await reader?.cancel();
  });

  it('overlooks ranges when it is to', async () => {
    media.failNext('/song', { kind: 'no-ranges' });
    const response = await get('/song', { range: 'bytes=5-6' });
    expect([response.status, (await bytesOf(response)).length]).to.deep.equal([200, 60_000]);
  });

  it('cuts everything when it closes', async () => {
    media.failNext('/song', { kind: 'hang' });
    const hung = rejection(get());
    while (media.requests.length === 0) await new Promise(setImmediate);
    await media.close();
    expect(await hung).to.be.instanceOf(TypeError);
    expect(media.unfinished).to.equal(0);
  });
});
