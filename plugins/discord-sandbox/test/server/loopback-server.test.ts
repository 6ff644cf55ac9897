import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { expect } from 'chai';
import { WebSocket } from 'ws';
import { createSandbox, PortTakenError, type Sandbox } from '../../src/index.js';
import { failureOf } from '../support/connected-bot.js';

describe('loopback server', () => {
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await createSandbox();
  });
  afterEach(() => sandbox.close());

  async function statusWith(headers: Record<string, string>): Promise<number> {
    const sent = request(`${sandbox.apiUrl}/v10/gateway`, { headers });
    sent.end();
    const [response] = await once(sent, 'response');
    response.resume();
    return response.statusCode;
  }

  it('answers programs and its own page, and refuses foreign origins and names', async () => {
    expect(await statusWith({})).to.equal(200);
    expect(await statusWith({ origin: sandbox.url })).to.equal(200);
    expect(await statusWith({ origin: 'https://example.com' })).to.equal(403);
    expect(await statusWith({ origin: 'null' })).to.equal(403);
    expect(await statusWith({ host: 'rebound.example.com' })).to.equal(403);
  });

  it('refuses sockets of foreign origins and on unknown paths', async () => {
    const address = sandbox.url.replace('http', 'ws');
    for (const socket of [
      new WebSocket(`${address}/gateway`, { origin: 'https://example.com' }),
      new WebSocket(`${address}/nowhere`),
    ]) {
      const [error] = await once(socket, 'error');
      expect(String(error)).to.contain('403');
    }
  });

  it('survives sockets that ask for what is no address, or break off while they are refused', async () => {
    const port = Number(new URL(sandbox.url).port);
    for (const target of ['//', 'http://[', '/nowhere']) {
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => {});
      socket.write(
        `GET ${target} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
      );
      const [answer] = await once(socket, 'data');
      expect(String(answer)).to.match(/^HTTP\/1.1 40[03] /);
      socket.resetAndDestroy();
    }
    expect(await statusWith({})).to.equal(200);
  });

  it('says which port is taken', async () => {
    const port = Number(new URL(sandbox.url).port);
    const failure = await failureOf(createSandbox({ port }));
    expect(failure).to.be.instanceOf(PortTakenError);
    expect(failure.message).to.contain(String(port));
    expect(await statusWith({})).to.equal(200);
  });
});
