import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { SourceUnavailableError, TrackUnavailableError } from '@tonearm/core';
import { FakeClock } from '@tonearm/core/testing';
import { expect } from 'chai';
import { DEFAULT_LIMITS, LinkClient, NetworkPolicy } from '../src/index.js';
import { aRawServer, aWeb, type Web, type WebOptions } from './a-web.js';

const signal = new AbortController().signal;

describe('LinkClient', () => {
  let web: Web;
  afterEach(() => web?.close());

  const use = async (options?: WebOptions) => {
    web = await aWeb(options);
    return web;
  };
  const get = async (link: string) => text((await web.parts.client.get(new URL(link), { signal })).body);
  const failure = async (link: string) => {
    try {
      return await get(link);
    } catch (error) {
      return error;
    }
  };

  it('follows redirects, relative ones too, and says where they have led', async () => {
    await use();
    web.put('/a', redirect(302, 'b?x=1'));
    web.put('/b', redirect(301, `${web.base}/c`));
    web.put('/c', 'sound');
    const answer = await web.parts.client.get(new URL(web.link('/a')), { signal });
    expect([answer.url.pathname, await text(answer.body)]).to.deep.equal(['/c', 'sound']);
  });

  it('ends a chain of redirects that does not', async () => {
    await use();
    web.put('/a', redirect(302, '/a'));
    expect(await failure(web.link('/a')))
      .to.be.instanceOf(TrackUnavailableError)
      .with.property('message')
      .that.contains('without end');
    expect(web.requests).to.have.length(6);
  });

  const inner = [
    'http://127.0.0.2/',
    'http://169.254.169.254/latest/',
    'http://[::1]/',

    'file:///etc/passwd',
  ];
  for (const target of [
    ...inner,
    'http://user:pass@127.0.0.1/',
    'gopher://127.0.0.1/',
    'http://0x7f000002/',
    '//127.0.0.2/x',
  ]) {
    it(`does not follow a redirect to ${target}`, async () => {
      await use();
      web.put('/a', redirect(302, '/b'));
      web.put('/b', redirect(307, target));
      const error = await failure(web.link('/a'));
      expect(error).to.be.instanceOf(TrackUnavailableError);
      expect(String(error)).not.to.match(/127\.|169\.|user:|etc\/passwd/);
    });
  }

  it('does not connect to a name that has an inner address among others', async () => {
    const asked: string[] = [];
    await use({
      allow: ['127.0.0.1'],
      findAddresses: async (host) => {
        asked.push(host);
        return [address('127.0.0.1'), address('10.0.0.1')];
      },
    });
    web.put('/', 'secret');
    expect(await failure(`http://rebound.example:${web.port}/`)).to.be.instanceOf(TrackUnavailableError);
    expect([asked, web.requests]).to.deep.equal([['rebound.example'], []]);
  });

  it('connects to the address that was checked, though the name leads elsewhere a moment later', async () => {
    const elsewhere = createServer((_, response) => response.end('inner secret'));
    await once(elsewhere.listen(0, '127.0.0.2'), 'listening');
    const { port } = elsewhere.address() as AddressInfo; // It listens on a port.
    const answers = [address('127.0.0.1'), address('127.0.0.2'), address('127.0.0.2')];
    await use({ findAddresses: async () => [answers.shift() ?? address('127.0.0.2')] });
    web.put('/', 'public');
    expect(await get(`http://rebound.example:${web.port}/`)).to.equal('public');
    expect(answers, 'asked once').to.have.length(2);
    // The second lookup of the same name is checked like the first.
    expect(await failure(`http://rebound.example:${port}/`)).to.be.instanceOf(TrackUnavailableError);
    elsewhere.close();
  });

  it('says nothing to an address that only turns out to be an inner one once it is connected', async () => {
    await use();
    const policy = Object.assign(new NetworkPolicy(['127.0.0.1']), { check: () => undefined, allows: () => false });
    const client = new LinkClient({ policy, limits: DEFAULT_LIMITS, clock: web.parts.clock });
    const error = await client.get(new URL(web.base), { signal }).catch((failure: unknown) => failure);
    expect(error).to.be.instanceOf(TrackUnavailableError).with.property('message').that.contains('private network');
    await web.whenQuiet();
    expect(web.requests).to.deep.equal([]);
  });

  it('asks nobody for names that only mean something inside', async () => {
    const asked: string[] = [];
    await use({
      allow: [],
      findAddresses: async (host) => {
        asked.push(host);
        return [address('127.0.0.1')];
      },
    });
    for (const host of ['localhost', 'metadata.google.internal', 'printer.local', 'intranet'])
      await failure(`http://${host}/`);
    expect(asked).to.deep.equal([]);
    await failure('http://harmless.example/');
    expect(asked).to.deep.equal(['harmless.example']);
  });

  it('says in words what a server means, and whether to try again', async () => {
    await use();
    const answers = [
      ...([
        [404, false],
        [410, false],
        [403, false],
        [401, false],
        [451, false],
        [204, false],
      ] as const),
      ...([
        [429, true],
        [500, true],
        [503, true],
        [408, true],
      ] as const),
    ];
    for (const [status, retryable] of answers) {
      web.put(`/${status}`, (_, response) => response.writeHead(status, { 'Retry-After': '7' }).end('no'));
      const error = await failure(web.link(`/${status}`));
      expect(error, String(status)).to.be.instanceOf(retryable ? SourceUnavailableError : TrackUnavailableError);
      if (error instanceof SourceUnavailableError)
        expect(error).to.include({ retryAfterMs: 7_000, upstream: '127.0.0.1' });
    }
  });

  it('reads when to come back from a date, and not years ahead', async () => {
    await use();
    const at = (date: string) =>
      web.put('/busy', (_, response) => response.writeHead(503, { 'Retry-After': date }).end());
    at(new Date(web.parts.clock.now() + 60_000).toUTCString());
    expect(await failure(web.link('/busy')))
      .to.have.property('retryAfterMs')
      .that.is.within(55_000, 60_000);
    at('Fri, 31 Dec 2999 00:00:00 GMT');
    expect(await failure(web.link('/busy'))).to.have.property('retryAfterMs', 3_600_000);
    at('soon');
    expect(await failure(web.link('/busy'))).to.have.property('retryAfterMs', null);
  });

  it('gives up a server that accepts and says nothing', async () => {
    const clock = new FakeClock();
    const silent = await aRawServer((socket) => socket.resume());
    const client = new LinkClient({ policy: new NetworkPolicy(['127.0.0.1']), limits: DEFAULT_LIMITS, clock });
    const outcome = client.get(new URL(silent.base), { signal }).catch((error: unknown) => error);
    await clock.advance(DEFAULT_LIMITS.answerMs);
    expect(await outcome)
      .to.be.instanceOf(SourceUnavailableError)
      .with.property('message', '127.0.0.1 does not answer.');
    expect(clock.pendingTimers).to.equal(0);
    await silent.close();
  });

  it('refuses heads without end, and what is no HTTP, with words', async () => {
    await use();
    const heads = [
      `HTTP/1.1 200 OK\r\n${'X-Bomb: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n'.repeat(3_000)}`,
      'SSH-2.0-OpenSSH\r\n\r\n',
    ];
    for (const head of heads) {
      const server = await aRawServer((socket) => socket.end(head));
      expect(await failure(server.base))
        .to.be.instanceOf(TrackUnavailableError)
        .with.property('message')
        .that.contains('web server');
      await server.close();
    }
  });

  it('takes a lost connection, and one that is refused, for something that may pass', async () => {
    await use();
    const server = await aRawServer((socket) => socket.destroy());
    expect(await failure(server.base)).to.be.instanceOf(SourceUnavailableError);
    await server.close();
    expect(await failure(server.base)).to.be.instanceOf(SourceUnavailableError);
  });

  it('says that there is no such host', async () => {
    await use({ findAddresses: async () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' })) });
    const error = await failure('http://gone.example/');
    expect(error)
      .to.be.instanceOf(TrackUnavailableError)
      .with.property('message')
      .that.contains('no host called gone.example');
  });

  it('takes the encoding off, but no more of a bomb than it may', async () => {
    await use({ limits: { listBytes: 100_000 } });
    web.put('/list', gzipSync('#EXTM3U\nhttp://127.0.0.1/a'), { 'Content-Encoding': 'gzip' });
    expect(await get(web.link('/list'))).to.contain('#EXTM3U');
    const bomb = gzipSync(Buffer.concat([Buffer.from('#EXTM3U\n'), Buffer.alloc(50_000_000, 'a')]));
    web.put('/bomb.m3u', bomb, { 'Content-Encoding': 'gzip' });
    const outcome = await web.resolve('/bomb.m3u').catch((error: unknown) => error);
    expect(outcome).to.be.instanceOf(TrackUnavailableError).with.property('message').that.contains('too long');
    await web.whenQuiet();
  });

  it('talks to the first servers of radio in their own words', async () => {
    await use();
    const asked: string[] = [];
    const server = await aRawServer((socket) =>
      socket.once('data', (request) => {
        asked.push(String(request).split('\r\n', 1)[0] ?? '');
        socket.end('ICY 200 OK\r\nicy-name:Old Wave\r\ncontent-type:audio/mpeg\r\n\r\nsound');
      }),
    );
    const { headers, body } = await web.parts.client.get(new URL(`${server.base}/live?x=1`), { signal });
    expect([headers['icy-name'], await text(body)]).to.deep.equal(['Old Wave', 'sound']);
    expect(asked).to.deep.equal(['GET /live?x=1 HTTP/1.1', 'GET /live?x=1 HTTP/1.0']);
    await server.close();
  });

  it('looks at the address again when it asks such a server a second time', async () => {
    const addresses = ['127.0.0.1', '127.0.0.2'];
    await use({
      allow: ['127.0.0.1'],
      findAddresses: async () => [{ address: addresses.shift() ?? '127.0.0.2', family: 4 }],
    });
    const server = await aRawServer((socket) => socket.end('ICY 200 OK\r\n\r\nsound'));
    expect(await failure(`http://radio.example:${server.port}/`))
      .to.be.instanceOf(TrackUnavailableError)
      .with.property('message')
      .that.contains('private network');
    await server.close();
  });

  it('listens to no head of such a server that does not end', async () => {
    await use();
    let bytes = 0;
    const server = await aRawServer((socket) => {
      const line = `icy-name: ${'a'.repeat(1_000)}\r\n`;
      const more = () => {
        while (!socket.destroyed && bytes < 50_000_000 && socket.write(line)) bytes += line.length;
      };
      socket.once('data', () => socket.write('ICY 200 OK\r\n')).on('drain', more);
      socket.once('data', more);
    });
    expect(await failure(server.base)).to.be.instanceOf(SourceUnavailableError);
    expect(bytes).to.be.below(20_000_000);
    await server.close();
  });

  it('leaves no connection behind when nobody waits any more', async () => {
    await use();
    const asked = Promise.withResolvers<void>();
    web.put('/hang', () => asked.resolve());
    const controller = new AbortController();
    const outcome = web.parts.client
      .get(new URL(web.link('/hang')), { signal: controller.signal })
      .catch((error: unknown) => error);
    await asked.promise;
    const reason = new Error('Nobody waits.');
    controller.abort(reason);
    expect(await outcome).to.equal(reason);
    await web.whenQuiet();
  });
});

function redirect(status: number, location: string) {
  return (_: unknown, response: import('node:http').ServerResponse) =>
    void response.writeHead(status, { Location: location }).end();
}

function address(text: string) {
  return { address: text, family: 4 };
}
