import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Fetch, silentLogger, SystemClock } from '@tonearm/core';
import { aWebmOpus, MediaStandIn } from '@tonearm/core/testing';
import { expect } from 'chai';
import { DEFAULT_CLIENTS, type YouTubeOptions, type YouTubeSources, youtubeSources } from '../src/index.js';
import { aContext, search } from './a-source.js';
import { aTube, type Tube } from './a-tube.js';
import { videoId } from './answers.js';
import { anAnswer } from './streams/player-answers.js';

const TRACK = { source: 'youtube', id: videoId(1), title: 'x', author: '', url: '', durationMs: 1 };
const SOUND = 'https://r1.googlevideo.com/sound';

describe('what an operator gives to the sources of YouTube', () => {
  let tube: Tube;
  let media: MediaStandIn;
  let sources: YouTubeSources;
  const start = async (options: YouTubeOptions) => {
    const parts = { clock: new SystemClock(), logger: silentLogger };
    sources = await youtubeSources(parts, { endpoint: tube.endpoint, ytDlp: false, ...options });
  };
  const open = () => {
    const { signal } = new AbortController();
    return sources.youtube.open(TRACK, { positionMs: 0, attemptSignal: signal, streamSignal: signal });
  };
  beforeEach(async () => {
    tube = await aTube();
    media = await MediaStandIn.listen();
    media.serve('/sound', { body: aWebmOpus(3), type: 'audio/webm' });
    tube.on('/player', () => ({ json: anAnswer([{ itag: 251, url: SOUND, contentLength: undefined }]) }));
    tube.on('/visitor_id', () => ({ json: { responseContext: { visitorData: 'a visitor' } } }));
    tube.on('/search', () => ({ json: {} }));
  });
  afterEach(async () => {
    await sources.close();
    await media.close();
    await tube.close();
  });
  const fetchMedia: Fetch = (url, init) => media.fetch(url, init);

  it('is the visitor who asks, and the proof of origin in the question and in the address of the sound', async () => {
    const poToken = async (video: string, visitor: string) => `proof-of-${video}-for-${visitor}`;
    await start({ visitorData: 'operator', poToken, fetch: fetchMedia });
    (await open()).readable.destroy();
    const [asked] = tube.requests;
    expect(tube.requests.map(({ path: at }) => at)).to.deep.equal(['/player']);
    expect(asked?.headers['x-goog-visitor-id']).to.equal('operator');
    expect(asked?.body.context.client.visitorData).to.equal('operator');
    const proof = `proof-of-${TRACK.id}-for-operator`;
    expect(asked?.body.serviceIntegrityDimensions?.poToken).to.equal(proof);
    expect(media.requests[0]?.query.get('pot')).to.equal(proof);
  });

  it('is the cookies of what asks as a browser, and of nothing else', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'tonearm-hooks-'));
    const cookiesFile = path.join(folder, 'cookies.txt');
    await writeFile(cookiesFile, '.youtube.com\tTRUE\t/\tTRUE\t1999999999\tSID\tg.a000\n');
    const [plain = expect.fail('There is no client.')] = DEFAULT_CLIENTS;
    const browser = { ...plain, name: 'WEB', signedIn: true };
    for (const [client, cookie] of [
      [browser, 'SID=g.a000'],
      [plain, undefined],
    ] as const) {
      await start({ cookiesFile, clients: [client], fetch: fetchMedia });
      (await open()).readable.destroy();
      expect(tube.requests.findLast(({ path: at }) => at === '/player')?.headers.cookie).to.equal(cookie);
      if (client === browser) await sources.close();
    }
    await sources.youtube.resolve(search('words'), aContext()).catch(() => {});
    expect(tube.requests.at(-1)).to.have.nested.property('headers.cookie').that.includes('SID=g.a000');
    expect(media.requests.filter(({ headers }) => headers['cookie'] !== undefined)).to.be.empty;
    await rm(folder, { recursive: true });
  });

  it('is the proxy of everything, of the sound too: its address holds for who asked for it', async () => {
    const proxy = await aProxy();
    await start({ proxy: proxy.address });
    await open().catch(() => {});
    await proxy.close();
    expect(new Set(proxy.ways)).to.deep.equal(new Set([new URL(tube.endpoint).host, 'r1.googlevideo.com:443']));
    expect(tube.requests.map(({ path: at }) => at)).to.include.members(['/visitor_id', '/player']);
  });
});

/** A proxy that leads to this machine, and nowhere else. */
async function aProxy(): Promise<{
  readonly address: string;
  readonly ways: readonly string[];
  close(): Promise<void>;
}> {
  const ways: string[] = [];
  const server: Server = createServer();
  server.on('connect', ({ url = '' }, socket) => {
    ways.push(url);
    socket.on('error', () => {});
    const [host = '', port] = url.split(':');
    if (host !== '127.0.0.1') return socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    const onwards = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      socket.pipe(onwards).pipe(socket);
    });
    onwards.on('error', () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on a port has an address of this kind.
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    ways,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
