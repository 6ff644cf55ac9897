import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { expect } from 'chai';
import { SourceUnavailableError, TrackUnavailableError } from '../../src/errors/source-errors.js';
import { SystemClock } from '../../src/runtime/clock.js';
import type { FetchOptions } from '../../src/transfer/transfer.js';
import { webTransfer, type WebTransferOptions } from '../../src/transfer/web-transfer.js';

const FILE = Buffer.from('0123456789'.repeat(100));

describe('webTransfer', () => {
  let server: Server;
  let base: string;
  let answer: RequestListener;
  const sockets = new Set<Socket>();
  before(async () => {
    server = createServer((request, response) => answer(request, response));
    server.on('connection', (socket) => {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // It listens on a port, not on a pipe.
  });
  after(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((done) => server.close(done));
  });

  const transfer = (options: Partial<WebTransferOptions> = {}) =>
    webTransfer({ source: 'sound', name: 'Sound', clock: new SystemClock(), ...options });
  const get = (path: string, options: Partial<WebTransferOptions> = {}, fetchOptions: Partial<FetchOptions> = {}) =>
    transfer(options).fetch(new URL(path, base), { signal: new AbortController().signal, ...fetchOptions });
  const failure = (path: string, options?: Partial<WebTransferOptions>) =>
    get(path, options)
      .then(({ bytes }) => buffer(bytes))
      .catch((error: unknown) => error);

  it('asks with its headers and a range, and says what came', async () => {
    const asked: unknown[] = [];
    answer = ({ headers }, response) => {
      asked.push(headers.range, headers['if-range'], headers['user-agent']);
      response.writeHead(206, { ETag: '"one"', 'Content-Range': 'bytes 10-19/1000', 'Content-Length': 10 });
      response.end(FILE.subarray(10, 20));
    };
    const headers = { 'User-Agent': 'Mozilla/5.0' };
    const part = await get('/file', { headers }, { range: { from: 10, to: 19, ifRange: '"one"' } });
    expect(part).to.include({ from: 10, length: 10, totalBytes: 1_000, validator: '"one"' });
    expect(await buffer(part.bytes)).to.deep.equal(FILE.subarray(10, 20));
    expect(asked).to.deep.equal(['bytes=10-19', '"one"', 'Mozilla/5.0']);
  });

  it('says that a server that knows no ranges begins at the start', async () => {
    answer = (_, response) => void response.end(FILE);
    const part = await get('/file', {}, { range: { from: 10 } });
    expect(part).to.include({ from: 0, totalBytes: FILE.length });
    part.close();
  });

  it('follows redirects, but only where it may', async () => {
    answer = ({ url }, response) =>
      void (url === '/file'
        ? response.end(FILE)
        : response.writeHead(302, { Location: url === '/away' ? 'http://127.0.0.2/' : '/file' }).end());
    const part = await get('/moved');
    expect(part.url.pathname).to.equal('/file');
    part.close();
    const allows = ({ hostname }: URL) => hostname === '127.0.0.1';
    expect(await failure('/away', { allows }))
      .to.be.instanceOf(TrackUnavailableError)
      .with.property('message', 'Sound sends us to an address that is not its own.');
    answer = (_, response) => void response.writeHead(302, { Location: '/round' }).end();
    expect(await failure('/round')).to.be.instanceOf(TrackUnavailableError);
  });

  it('tells what may work later from what will not', async () => {
    const statuses = [403, 404, 410, 429, 500, 503];
    answer = ({ url }, response) => void response.writeHead(Number(url?.slice(1)), { 'Retry-After': '7' }).end('no');
    const errors = await Promise.all(statuses.map((status) => failure(`/${status}`)));
    expect(errors.map((error) => error instanceof SourceUnavailableError)).to.deep.equal([
      ...[false, false, false, true, true, true],
    ]);
    expect(errors[3]).to.include({ retryAfterMs: 7_000 });
    const own = new TrackUnavailableError('sound', 'That address has expired.');
    expect(await failure('/403', { refusal: (status) => (status === 403 ? own : undefined) })).to.equal(own);
  });

  it('fails, to be tried again, when it is cut off, falls silent, or does not answer', async () => {
    answer = ({ url }, response) => {
      if (url === '/never') return;
      response.writeHead(200, { 'Content-Length': FILE.length }).write(FILE.subarray(0, 100), () => {
        if (url === '/cut') response.socket?.destroy();
      });
    };
    const impatient = { answerMs: 50, silenceMs: 50 };
    const failures = await Promise.all(['/cut', '/silent', '/never'].map((path) => failure(path, impatient)));
    for (const error of failures) expect(error).to.be.instanceOf(SourceUnavailableError);
    expect(failures.map((error) => (error instanceof Error ? error.message : ''))).to.deep.equal([
      ...['Sound cannot be reached.', 'Sound sends nothing any more.', 'Sound does not answer.'],
    ]);
  });

  for (const [how, end] of [
    ['its signal fires', (life: AbortController) => life.abort(new Error('enough'))],
    ['it is closed', (_: AbortController, close: () => void) => close()],
  ] as const) {
    it(`frees the connection when ${how}`, async () => {
      answer = (_, response) => void response.writeHead(200).write(FILE);
      const life = new AbortController();
      const { bytes, close } = await get('/file', {}, { signal: life.signal });
      await bytes.next();
      const [socket] = [...sockets].slice(-1);
      const closed = socket && once(socket, 'close');
      end(life, close);
      await closed;
      expect(await bytes.next().catch(() => 'failed')).to.satisfy(
        (next: unknown) => next === 'failed' || (typeof next === 'object' && next !== null && 'done' in next),
      );
    });
  }
});
