import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { setImmediate as settle } from 'node:timers/promises';
import { buffer } from 'node:stream/consumers';
import { SourceUnavailableError, TrackUnavailableError } from '@tonearm/core';
import { expect } from 'chai';
import { anOpusFile, mp3Frames } from './audio-fixtures.js';
import { aFile, anOpenContext, aWeb, type Page, type Web } from './a-web.js';

/** Different everywhere, so that a wrong place shows. */
const FILE = Buffer.concat(Array.from({ length: 1_000 }, (_, at) => mp3Frames(1, at % 251)));

describe('resumedBytes', () => {
  let web: Web;
  beforeEach(async () => {
    web = await aWeb({ limits: { silenceMs: 300 } });
  });
  afterEach(() => web.close());

  const opened = async (path: string) => {
    web.put('/described', FILE);
    const track = { ...(await web.track('/described')), id: web.link(path) };
    return web.source.open(track, anOpenContext());
  };
  const heard = async (path: string) => buffer((await opened(path)).readable).catch((error: unknown) => error);
  /** A server that sends so many bytes of what it is asked for, and then ends it like that. */
  const breaking = (
    times: number,
    bytes: number,
    end: 'reset' | 'truncate' | 'stall',
    file: Page = aFile(FILE),
  ): Page => {
    let left = times;
    return (request, response) => {
      if (left === 0) return file(request, response);
      left -= 1;
      const from = Number(/bytes=(\d+)/.exec(request.headers.range ?? '')?.[1] ?? 0);
      const part = FILE.subarray(from, from + (from === 0 ? 70_000 : bytes));
      const range = { 'Content-Range': `bytes ${from}-${FILE.length - 1}/${FILE.length}` };
      response.writeHead(from === 0 ? 200 : 206, {
        ETag: '"one"',
        'Content-Length': FILE.length - from,
        ...(from > 0 && range),
      });
      response.write(part, () => {
        if (end === 'reset') response.socket?.resetAndDestroy();
        if (end === 'truncate') response.socket?.end();
      });
    };
  };

  for (const end of ['reset', 'truncate', 'stall'] as const) {
    it(`goes on at the next byte after a ${end}, and gives each byte once`, async () => {
      web.put('/x', breaking(3, 70_000, end));
      const bytes = await heard('/x');
      expect(bytes instanceof Buffer && bytes.equals(FILE)).to.equal(true);
      expect(web.requests.filter((request) => request.startsWith('/x')).slice(0, 3)).to.deep.equal([
        ...['/x', '/x bytes=70000-', '/x bytes=140000-'],
      ]);
    });
  }

  it('does not join two different files', async () => {
    web.put('/x', breaking(1, 70_000, 'reset', aFile(FILE, { ETag: '"two"' })));
    expect(await heard('/x'))
      .to.be.instanceOf(SourceUnavailableError)
      .with.property('message')
      .that.contains('cannot go on');
  });

  for (const [what, headers] of [
    ['another file', { ETag: '"two"' }],
    ['a file of another length', { 'Content-Range': `bytes 70000-${FILE.length}/${FILE.length + 1}` }],
    ['another place', { 'Content-Range': `bytes 60000-${FILE.length - 1}/${FILE.length}` }],
  ] as const) {
    it(`does not go on with ${what}, though the server says that it is a part`, async () => {
      const range = { ETag: '"one"', 'Content-Range': `bytes 70000-${FILE.length - 1}/${FILE.length}` };
      web.put(
        '/x',
        breaking(1, 70_000, 'reset', (_, response) => {
          response.writeHead(206, { ...range, ...headers }).end(FILE.subarray(70_000));
        }),
      );
      expect(await heard('/x')).to.be.instanceOf(SourceUnavailableError);
    });
  }

  it('gives up a server that begins only at the start', async () => {
    web.put(
      '/x',
      breaking(1, 70_000, 'reset', (_, response) => void response.writeHead(200, { ETag: '"one"' }).end(FILE)),
    );
    expect(await heard('/x')).to.be.instanceOf(SourceUnavailableError);
  });

  it('gives up a server that breaks off again and again without bringing much', async () => {
    web.put('/x', breaking(1_000, 100, 'reset'));
    expect(await heard('/x')).to.be.instanceOf(SourceUnavailableError);
    expect(web.requests.length).to.be.below(12);
  });

  it('tells that a file has gone meanwhile', async () => {
    web.put(
      '/x',
      breaking(1, 70_000, 'reset', (_, response) => void response.writeHead(404).end()),
    );
    expect(await heard('/x')).to.be.instanceOf(TrackUnavailableError);
  });

  it('connects again to a station that breaks off, and does not repeat a file that ends', async () => {
    let calls = 0;
    const station: Page = (_, response) => {
      calls += 1;
      response.writeHead(200, { 'icy-name': 'Bar' }).end(calls <= 3 ? mp3Frames(400, calls) : '');
    };
    web.put('/live', station);
    const bytes = await buffer((await opened('/live')).readable).catch((error: unknown) => error);
    expect(bytes, 'in the end nothing comes any more').to.be.instanceOf(SourceUnavailableError);
    expect(calls).to.be.within(4, 12);
    web.put('/once', (_, response) => void response.writeHead(200).end(FILE));
    const once = await heard('/once');
    expect(once instanceof Buffer && once.equals(FILE)).to.equal(true);
  });

  it('reads no more of a stream without a length than a file may have', async () => {
    const small = await aWeb({ limits: { fileBytes: 100_000 } });
    small.put('/endless', (_, response) => {
      const write = () => void response.write(mp3Frames(100), (error) => error ?? write());
      response.writeHead(200);
      write();
    });
    const stream = await small.source.open(await small.track('/endless'), anOpenContext());
    expect(await buffer(stream.readable).catch((error: unknown) => error)).to.be.instanceOf(TrackUnavailableError);
    await small.whenQuiet();
    await small.close();
  });

  for (const [how, end] of [
    ['its signal fires', (life: AbortController) => life.abort()],
    ['it is destroyed', (_: AbortController, readable: Readable) => void readable.destroy()],
  ] as const) {
    it(`frees the connection of a stream when ${how}, while it waits for bytes too`, async () => {
      web.put('/x.opus', (_, response) => void response.writeHead(200, { 'icy-name': 'Bar' }).write(anOpusFile(60)));
      const patient = await aWeb();
      const life = new AbortController();
      const track = { source: 'http', id: web.link('/x.opus'), title: '', author: '', url: '', durationMs: null };
      const { readable } = await patient.source.open(track, anOpenContext({ streamSignal: life.signal }));
      // All that has come is read; what is asked for then does not come.
      let left = anOpusFile(60).length;
      readable.on('data', (chunk: Buffer) => {
        left -= chunk.length;
        if (left === 0) readable.emit('all');
      });
      await once(readable, 'all');
      await settle();
      end(life, readable);
      await web.whenQuiet();
      expect(readable.destroyed).to.equal(true);
      await patient.close();
    });
  }
});
