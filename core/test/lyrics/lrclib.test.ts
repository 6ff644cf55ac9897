import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { LyricsUnavailableError } from '../../src/errors/lyrics-errors.js';
import { SetupError } from '../../src/errors/setup-errors.js';
import { lrclib } from '../../src/lyrics/lrclib.js';
import { aTrack } from '../../src/testing/a-track.js';
import { rejection } from '../../src/testing/rejection.js';

/** As the documentation of LRCLIB shows an answer. */
const ANSWER = {
  id: 1,
  trackName: 'Needle Drop',
  artistName: 'The Tonearms',
  albumName: 'Side A',
  duration: 180,
  instrumental: false,
  plainLyrics: 'Down it goes\nRound and round',
  syncedLyrics: '[00:01.00] Down it goes\n[00:04.50] Round and round',
};

describe('lrclib()', () => {
  let server: Server;
  let base: string;
  let asked: IncomingMessage[];
  let answer: (response: ServerResponse) => void;

  const json = (body: unknown, status = 200) => {
    answer = (response) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
  const find = (track = aTrack(), signal = new AbortController().signal) =>
    lrclib({ baseUrl: base }).find(track, signal);

  before(async () => {
    server = createServer((request, response) => {
      asked.push(request);
      answer(response);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    // It listens on TCP, so its address is one.
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    asked = [];
  });

  it('asks by artist, title, album and length in seconds, and says who asks', async () => {
    json(ANSWER);
    await find(aTrack({ title: 'Needle & Drop?', album: 'Side A', durationMs: 180_499 }));
    const { pathname, searchParams } = new URL(asked[0]?.url ?? '', base);
    expect(pathname).to.equal('/api/get');
    expect(Object.fromEntries(searchParams)).to.deep.equal({
      artist_name: 'The Tonearms',
      track_name: 'Needle & Drop?',
      album_name: 'Side A',
      duration: '180',
    });
    expect(asked[0]?.headers['user-agent']).to.contain('Tonearm');
  });

  it('prefers words with times, takes plain ones, and knows when nobody sings', async () => {
    json(ANSWER);
    expect(await find()).to.deep.equal({
      kind: 'synced',
      lines: [
        { atMs: 1_000, text: 'Down it goes' },
        { atMs: 4_500, text: 'Round and round' },
      ],
    });
    json({ ...ANSWER, syncedLyrics: null });
    expect(await find()).to.deep.equal({ kind: 'plain', lines: ['Down it goes', 'Round and round'] });
    json({ ...ANSWER, syncedLyrics: null, plainLyrics: null, instrumental: true });
    expect(await find()).to.deep.equal({ kind: 'instrumental' });
  });

  it('knows nothing of what is not found, and does not ask about what has no artist', async () => {
    json({ code: 404, name: 'TrackNotFound', message: 'Failed to find specified track' }, 404);
    expect(await find()).to.equal(undefined);
    expect(asked).to.have.length(1);
    expect(await find(aTrack({ author: '' }))).to.equal(undefined);
    expect(asked).to.have.length(1);
  });

  it('says that it could not be asked: an error of the service, nonsense, too much, or a way to somewhere else', async () => {
    const troubles: ((response: ServerResponse) => void)[] = [
      (response) => response.writeHead(500).end(),
      (response) => response.writeHead(429).end(),
      (response) => response.end('<html>'),
      (response) => response.end('null'),
      (response) => response.end(JSON.stringify({ ...ANSWER, plainLyrics: 'x'.repeat(600_000) })),
      (response) => response.writeHead(302, { location: 'http://169.254.169.254/' }).end(),
      (response) => response.destroy(),
    ];
    for (const trouble of troubles) {
      answer = trouble;
      expect(await rejection(find()))
        .to.be.instanceOf(LyricsUnavailableError)
        .with.property('cause');
    }
  });

  it('stops when nobody waits any more', async () => {
    answer = () => {};
    const controller = new AbortController();
    const waiting = find(aTrack(), controller.signal);
    const reason = new Error('Nobody waits.');
    controller.abort(reason);
    expect(await rejection(waiting)).to.equal(reason);
  });

  it('works below a path, and refuses a base that is no address', async () => {
    json(ANSWER);
    await lrclib({ baseUrl: `${base}/mirror/` }).find(aTrack(), new AbortController().signal);
    expect(asked[0]?.url).to.match(/^\/mirror\/api\/get\?/);
    for (const baseUrl of ['', 'lrclib', 'file:///etc']) expect(() => lrclib({ baseUrl })).to.throw(SetupError);
  });
});
