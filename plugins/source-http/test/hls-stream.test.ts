import { createCipheriv } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { SourceUnavailableError, TrackUnavailableError } from '@tonearm/core';
import { expect } from 'chai';
import { id3Tag, mp3Frames } from './audio-fixtures.js';
import { anOpenContext, aWeb, type Web } from './a-web.js';

const SEGMENTS = [0, 1, 2, 3, 4, 5].map((at) => mp3Frames(383, at + 1));
const LENGTH_S = 10;

describe('HLS', () => {
  let web: Web;
  beforeEach(async () => {
    web = await aWeb();
    for (const [at, bytes] of SEGMENTS.entries()) web.put(`/seg-${at}.mp3`, Buffer.concat([id3Tag('time'), bytes]));
  });
  afterEach(() => web.close());

  const list = (from: number, until: number, end = '', lines = '') =>
    `#EXTM3U\n#EXT-X-TARGETDURATION:${LENGTH_S}\n#EXT-X-MEDIA-SEQUENCE:${from}\n${lines}${Array.from(
      { length: until - from },
      (_, at) => `#EXTINF:${LENGTH_S},\nseg-${from + at}.mp3\n`,
    ).join('')}${end}`;
  const open = async (path: string, positionMs = 0) =>
    web.source.open(await web.track(path), anOpenContext({ positionMs }));
  const heard = async (path: string, positionMs = 0) =>
    buffer((await open(path, positionMs)).readable).catch((error: unknown) => error);
  const failure = (path: string) => web.resolve(path).catch((error: unknown) => error);

  it('plays a stream with an end, segment behind segment, without the tags between', async () => {
    web.put('/master.m3u8', '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=64000,CODECS="mp3"\nvod.m3u8\n');
    web.put('/vod.m3u8', list(0, 6, '#EXT-X-ENDLIST'));
    expect(await web.track('/master.m3u8')).to.include({ title: '127.0.0.1', durationMs: 60_000 });
    const bytes = await heard('/master.m3u8');
    expect(bytes instanceof Buffer && bytes.equals(Buffer.concat(SEGMENTS))).to.equal(true);
  });

  it('begins at the segment of the position, and says where that is', async () => {
    web.put('/vod.m3u8', list(0, 6, '#EXT-X-ENDLIST'));
    const stream = await open('/vod.m3u8', 45_000);
    expect(stream.positionMs).to.equal(40_000);
    expect((await buffer(stream.readable)).equals(Buffer.concat(SEGMENTS.slice(4)))).to.equal(true);
    expect(web.requests.some((request) => request.startsWith('/seg-3'))).to.equal(false);
  });

  it('begins three segments before the end of a live stream, and follows what is added, each once', async () => {
    const windows = [list(0, 4), list(0, 4), list(1, 5), list(2, 6, '#EXT-X-ENDLIST')];
    web.put('/live.m3u8', (_, response) => void response.end(windows.length > 1 ? windows.shift() : windows[0]));
    const stream = await web.source.open(
      { source: 'http', id: web.link('/live.m3u8'), title: '', author: '', url: '', durationMs: null },
      anOpenContext({ positionMs: 5_000 }),
    );
    expect(stream.positionMs).to.equal(5_000);
    expect((await buffer(stream.readable)).equals(Buffer.concat(SEGMENTS.slice(1)))).to.equal(true);
  });

  it('is live as long as it has no end', async () => {
    web.put('/live.m3u8', list(0, 4));
    expect(await web.track('/live.m3u8')).to.include({ durationMs: null });
  });

  it('tells what is on, where a live stream says so behind the lengths of its segments', async () => {
    const titled = (from: number, ...titles: readonly string[]) =>
      titles.map((title, at) => `#EXTINF:${LENGTH_S},${title}\nseg-${from + at}.mp3\n`).join('');
    const windows = [
      titled(0, 'One - A', 'One - A', 'no desc'),
      `${titled(3, 'title="B",artist="Two"')}#EXT-X-ENDLIST`,
    ];
    const head = (at: number) => `#EXTM3U\n#EXT-X-TARGETDURATION:${LENGTH_S}\n#EXT-X-MEDIA-SEQUENCE:${at}\n`;
    web.put(
      '/live.m3u8',
      (_, response) => void response.end(windows.length > 1 ? head(0) + windows.shift() : head(3) + windows[0]),
    );
    const track = { source: 'http', id: web.link('/live.m3u8'), title: '', author: '', url: '', durationMs: null };
    const stream = await web.source.open(track, anOpenContext());
    const titles: string[] = [];
    stream.onTitle?.((title) => titles.push(title));
    await buffer(stream.readable);
    expect(titles).to.deep.equal(['One - A', 'Two - B']);
    web.put('/vod.m3u8', `${head(0)}${titled(0, 'Chapter')}#EXT-X-ENDLIST`);
    const vod = await open('/vod.m3u8');
    expect(vod.onTitle, 'it has a title of its own').to.equal(undefined);
    vod.readable.destroy();
  });

  it('goes on where a live stream is, when it has left us behind or counts anew', async () => {
    const windows = [list(0, 3), list(4, 6), list(0, 2, '#EXT-X-ENDLIST')];
    web.put('/live.m3u8', (_, response) => void response.end(windows.shift() ?? ''));
    const track = { source: 'http', id: web.link('/live.m3u8'), title: '', author: '', url: '', durationMs: null };
    const { readable } = await web.source.open(track, anOpenContext());
    const expected = Buffer.concat([...SEGMENTS.slice(0, 3), ...SEGMENTS.slice(4, 6), ...SEGMENTS.slice(0, 2)]);
    expect((await buffer(readable)).equals(expected)).to.equal(true);
  });

  it('gives up a live stream to which nothing is added', async () => {
    web.put('/live.m3u8', list(0, 3));
    expect(await heard('/live.m3u8'))
      .to.be.instanceOf(SourceUnavailableError)
      .with.property('message')
      .that.contains('adds nothing');
  });

  it('fetches a segment again that breaks off, and gives each byte once', async () => {
    let calls = 0;
    web.put('/seg-1.mp3', (_, response) => {
      calls += 1;
      const bytes = SEGMENTS[1] ?? Buffer.alloc(0);
      response.writeHead(200, { 'Content-Length': bytes.length });
      if (calls > 1) response.end(bytes);
      else response.write(bytes.subarray(0, 30_000), () => response.socket?.destroy());
    });
    web.put('/vod.m3u8', list(0, 3, '#EXT-X-ENDLIST'));
    const bytes = await heard('/vod.m3u8');
    expect(bytes instanceof Buffer && bytes.equals(Buffer.concat(SEGMENTS.slice(0, 3)))).to.equal(true);
  });

  it('opens what is encrypted with a key that is handed out', async () => {
    const key = Buffer.alloc(16, 7);
    web.put('/key.bin', key);
    for (const [at, bytes] of SEGMENTS.slice(0, 2).entries()) {
      const iv = Buffer.alloc(16);
      iv.writeUInt8(at, 15);
      const cipher = createCipheriv('aes-128-cbc', key, iv);
      web.put(`/seg-${at}.mp3`, Buffer.concat([cipher.update(bytes), cipher.final()]));
    }
    web.put('/vod.m3u8', list(0, 2, '#EXT-X-ENDLIST', '#EXT-X-KEY:METHOD=AES-128,URI="key.bin"\n'));
    const bytes = await heard('/vod.m3u8');
    expect(bytes instanceof Buffer && bytes.equals(Buffer.concat(SEGMENTS.slice(0, 2)))).to.equal(true);
    expect(web.requests.filter((request) => request === '/key.bin')).to.have.length(1);
  });

  it('reads parts of one file, and the front of it once', async () => {
    const front = Buffer.from('front'.repeat(20));
    web.put('/all.mp4', Buffer.concat([front, ...SEGMENTS.slice(0, 2)]));
    const [one, two] = SEGMENTS.slice(0, 2).map(({ length }) => length);
    web.put(
      '/vod.m3u8',
      `#EXTM3U\n#EXT-X-MAP:URI="all.mp4",BYTERANGE="${front.length}@0"\n#EXTINF:10,\n#EXT-X-BYTERANGE:${one}@${front.length}\nall.mp4\n` +
        `#EXTINF:10,\n#EXT-X-BYTERANGE:${two}\nall.mp4\n#EXT-X-ENDLIST\n`,
    );
    const bytes = await heard('/vod.m3u8');
    expect(bytes instanceof Buffer && bytes.equals(Buffer.concat([front, ...SEGMENTS.slice(0, 2)]))).to.equal(true);
  });

  it('is refused in words when it is protected, empty, or a circle', async () => {
    web.put('/drm.m3u8', list(0, 2, '#EXT-X-ENDLIST', '#EXT-X-KEY:METHOD=SAMPLE-AES,URI="skd://x"\n'));
    expect(await failure('/drm.m3u8'))
      .to.be.instanceOf(TrackUnavailableError)
      .with.property('message')
      .that.contains('protected');
    web.put('/empty.m3u8', '#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXT-X-ENDLIST\n');
    expect(await failure('/empty.m3u8')).to.be.instanceOf(TrackUnavailableError);
    web.put('/circle.m3u8', '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n/circle.m3u8\n');
    expect(await failure('/circle.m3u8')).to.be.instanceOf(TrackUnavailableError);
  });

  it('cannot lead inside, by a segment, a key, or a variant', async () => {
    web.put('/variant.m3u8', '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nhttp://169.254.169.254/x.m3u8\n');
    expect(await failure('/variant.m3u8'))
      .to.be.instanceOf(TrackUnavailableError)
      .with.property('message')
      .that.contains('private');
    web.put('/segment.m3u8', '#EXTM3U\n#EXTINF:5,\nhttp://127.0.0.2/secret\n#EXT-X-ENDLIST\n');
    expect(await heard('/segment.m3u8')).to.be.instanceOf(TrackUnavailableError);
    web.put('/key.m3u8', list(0, 1, '#EXT-X-ENDLIST', '#EXT-X-KEY:METHOD=AES-128,URI="http://[::1]/key"\n'));
    expect(await heard('/key.m3u8')).to.be.instanceOf(TrackUnavailableError);
  });

  it('stops fetching at once when it is no longer wanted', async () => {
    web.put('/live.m3u8', list(0, 3));
    web.put('/seg-1.mp3', (_, response) => void response.writeHead(200).write(SEGMENTS[1]));
    const { readable } = await open('/live.m3u8');
    for await (const _ of readable) break;
    await web.whenQuiet();
  });
});
