import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { expect } from 'chai';
import { webFetch } from '../src/web-fetch.js';
import { aTube, type Tube } from './a-tube.js';

describe('webFetch', () => {
  let tube: Tube;
  before(async () => {
    tube = await aTube();
    tube.on('/search', ({ headers, body }) => ({ json: { host: headers.host, body } }));
  });
  after(() => tube.close());

  const request = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"a":1}' };

  it('asks another origin for the same path', async () => {
    const fetch = webFetch({ endpoint: tube.endpoint });
    const answer = await fetch(new URL('https://www.youtube.com/youtubei/v1/search?x=1'), request);
    expect(await answer.json()).to.deep.include({ body: { a: 1 } });
    expect(tube.requests.at(-1)?.query.get('x')).to.equal('1');
  });

  it('goes through a proxy, with its name and password', async () => {
    const through: (string | undefined)[] = [];
    const proxy = createServer();
    proxy.on('connect', ({ url = '', headers }: IncomingMessage, socket) => {
      through.push(url, headers['proxy-authorization']);
      const [host = '', port] = url.split(':');
      const onwards = connect(Number(port), host, () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        socket.pipe(onwards).pipe(socket);
      });
      for (const each of [socket, onwards]) each.on('error', () => {});
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    // A server that listens on a port has an address of this kind.
    const { port } = proxy.address() as AddressInfo;
    const fetch = webFetch({ endpoint: tube.endpoint, proxy: `http://me:secret@127.0.0.1:${port}` });
    const answer = await fetch(new URL('https://www.youtube.com/youtubei/v1/search'), request);
    expect(await answer.json()).to.deep.include({ body: { a: 1 } });
    expect(through).to.deep.equal([
      new URL(tube.endpoint).host,
      `Basic ${Buffer.from('me:secret').toString('base64')}`,
    ]);
    await tube.close();
    proxy.closeAllConnections();
    await new Promise((resolve) => proxy.close(resolve));
  });
});
