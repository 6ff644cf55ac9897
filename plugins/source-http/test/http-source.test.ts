import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import {
  FfmpegTranscoder,
  FRAME_MS,
  findFfmpeg,
  opusPackets,
  TrackUnavailableError,
  UndecodableError,
} from '@tonearm/core';
import { expect } from 'chai';
import { aSine, anOpusFile, id3Tag, mp3Frames, needsFfmpeg } from './audio-fixtures.js';
import { anOpenContext, aSourceContext, aWeb, type Page, type Web } from './a-web.js';

const A_PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

describe('HttpSource', function () {
  this.timeout(60_000);
  let web: Web;
  beforeEach(async () => {
    web = await aWeb();
  });
  afterEach(() => web.close());

  const failure = (path: string) => web.resolve(path).catch((error: unknown) => error);
  const bytesOf = async (path: string) => {
    const stream = await web.source.open(await web.track(path), anOpenContext());
    return { ...stream, bytes: await buffer(stream.readable) };
  };

  it('takes every link, and nothing else', () => {
    expect(web.source.identify({ kind: 'search', text: 'a song' })).to.equal(undefined);
    expect(
      web.source.identify({ kind: 'url', url: new URL('https://a.example/x.mp3?utm_source=y#t=1:05') }),
    ).to.deep.equal({
      reference: { source: 'http', kind: 'track', id: 'https://a.example/x.mp3' },
      startMs: 65_000,
    });
  });

  it('describes a file by its tags, with its length, and opens all of its bytes', async () => {
    const file = anOpusFile(30, { TITLE: 'Lantern', ARTIST: 'The Tones', ALBUM: 'Kinds' });
    web.put('/x.opus', file);
    expect(await web.track('/x.opus')).to.deep.include({
      title: 'Lantern',
      author: 'The Tones',
      album: 'Kinds',
      durationMs: 30_000,
    });
    const { bytes, format, positionMs } = await bytesOf('/x.opus');
    expect([bytes.equals(file), format, positionMs]).to.deep.equal([true, 'ogg/opus', 0]);
  });

  it('knows the length of a long Ogg file from its end, and fetches no more than that', async () => {
    const file = anOpusFile(1_800, { TITLE: 'Long' });
    expect(file.length).to.be.above(200_000);
    web.put('/long.opus', file);
    expect(await web.track('/long.opus')).to.include({ durationMs: 1_800_000 });
    expect(web.requests.at(-1)).to.match(/^\/long\.opus bytes=\d+-$/);
  });

  it('goes by the bytes, whatever the server and the name say', async () => {
    web.put('/x.txt', Buffer.concat([id3Tag('Honest'), mp3Frames(500)]), { 'Content-Type': 'text/html' });
    expect(await web.track('/x.txt'))
      .to.include({ title: 'Honest' })
      .and.have.property('durationMs')
      .that.is.within(12_900, 13_200);
    web.put('/song.mp3', '<!doctype html><title>Log in</title>', { 'Content-Type': 'audio/mpeg' });
    expect(await failure('/song.mp3'))
      .to.be.instanceOf(TrackUnavailableError)
      .with.property('message')
      .that.contains('a page');
    web.put('/noise.mp3', Buffer.alloc(100_000, 'na'), { 'Content-Type': 'audio/mpeg' });
    expect(await failure('/noise.mp3')).to.be.instanceOf(UndecodableError);
    web.put('/empty.mp3', '', { 'Content-Type': 'audio/mpeg' });
    expect(await failure('/empty.mp3')).to.be.instanceOf(UndecodableError);
  });

  it('names what has no name after its attachment, its link, or its host', async () => {
    const title = async (path: string, headers: Readonly<Record<string, string>> = {}) => {
      web.put(path.split('?', 1)[0] ?? '', mp3Frames(100), headers);
      return (await web.track(path)).title;
    };
    expect(await title('/get?id=1', { 'Content-Disposition': 'attachment; filename="My_Song.mp3"' })).to.equal(
      'My Song',
    );
    expect(await title('/a/Evening%20Show.mp3?x=1')).to.equal('Evening Show');
    expect(await title('/')).to.equal('127.0.0.1');
  });

  it('shows hostile names as one harmless line', async () => {
    web.put('/x.mp3', Buffer.concat([id3Tag(`@everyone\u202e\n${'x'.repeat(10_000)}`), mp3Frames(100)]));
    const { title } = await web.track('/x.mp3');
    expect(title)
      .to.match(/^@everyone x+$/)
      .and.have.length(300);
  });

  it('refuses what is too large, before it is read', async () => {
    const small = await aWeb({ limits: { fileBytes: 10_000 } });
    small.put('/x.mp3', mp3Frames(100));
    const outcome = await small.resolve('/x.mp3').catch((error: unknown) => error);
    expect(outcome).to.be.instanceOf(TrackUnavailableError).with.property('message').that.contains('larger than');
    await small.close();
  });

  it('says what kind of link a file on Discord is once it has expired, and trusts it no longer than it lives', async () => {
    const cdn = await aWeb({
      allow: ['cdn.discordapp.com'],
      findAddresses: async () => [{ address: '127.0.0.1', family: 4 }],
    });
    const link = `http://cdn.discordapp.com:${cdn.port}/attachments/1/2/x.opus?ex=${expiry(cdn, 600)}&is=1&hm=2`;
    expect(await cdn.resolve(link).catch((error: unknown) => error))
      .to.have.property('message')
      .that.contains('expired');
    cdn.put('/attachments/1/2/x.opus', anOpusFile());
    expect(await cdn.resolve(link))
      .to.have.property('freshForMs')
      .that.is.within(530_000, 541_000);
    await cdn.close();
  });

  describe('radio', () => {
    const station: Page = (request, response) => {
      const headers = { 'icy-name': 'Caf\xc3\xa9 del Bar', 'icy-br': '64', 'Content-Type': 'audio/mpeg' };
      const sound = mp3Frames(200);
      if (request.headers['icy-metadata'] !== '1') {
        response.writeHead(200, headers).write(sound);
        return;
      }
      response.writeHead(200, { ...headers, 'icy-metaint': '8000' });
      const text = Buffer.alloc(48);
      text.write("StreamTitle='Night Boat - Ferry';");
      for (let at = 0; at + 8000 <= sound.length; at += 8000) {
        response.write(
          Buffer.concat([
            sound.subarray(at, at + 8000),
            Buffer.from([at === 0 ? 3 : 0]),
            at === 0 ? text : Buffer.alloc(0),
          ]),
        );
      }
    };

    it('is live, by the name of the station, and its titles are not in its sound', async () => {
      web.put('/live', station);
      const track = await web.track('/live');
      expect(track).to.include({ title: 'Café del Bar', durationMs: null });
      const life = new AbortController();
      const stream = await web.source.open(track, anOpenContext({ positionMs: 90_000, streamSignal: life.signal }));
      const { readable, positionMs } = stream;
      expect(positionMs, 'now is where it was to go on').to.equal(90_000);
      const titles: string[] = [];
      stream.onTitle?.((title) => titles.push(title));
      let heard = Buffer.alloc(0);
      for await (const chunk of readable) {
        heard = Buffer.concat([heard, chunk]);
        if (heard.length >= 40_000) break;
      }
      expect(titles, 'told once, to who comes late too').to.deep.equal(['Night Boat - Ferry']);
      expect(heard.subarray(0, 40_000).equals(mp3Frames(200).subarray(0, 40_000))).to.equal(true);
      await web.whenQuiet();
    });

    it('is found behind a list of one, and behind the list of a station’s servers', async () => {
      web.put('/live', station);
      web.put('/station.m3u', `http://127.0.0.1:${web.port}/live\n`, { 'Content-Type': 'audio/x-mpegurl' });
      web.put(
        '/station.pls',
        '[playlist]\nFile1=/down\nTitle1=Bar (#1)\nLength1=-1\nFile2=/live\nTitle2=Bar (#2)\nLength2=-1\n',
      );
      for (const path of ['/station.m3u', '/station.pls']) {
        expect(await web.resolve(path), path).to.deep.include({
          kind: 'track',
          canonical: { source: 'http', kind: 'track', id: web.link('/live') },
        });
      }
    });
  });

  describe('lists', () => {
    it('are playlists, page by page', async () => {
      const lines = Array.from({ length: 450 }, (_, at) => `#EXTINF:${at + 10},Song ${at}\n/song-${at}.mp3\n`);
      web.put('/mix.m3u8', `#EXTM3U\n${lines.join('')}`);
      const pages: unknown[] = [];
      for (let cursor: string | undefined; ; ) {
        const found = await web.resolve('/mix.m3u8', cursor === undefined ? {} : { cursor });
        if (found.kind !== 'playlist') throw new Error(found.kind);
        expect(found.playlist).to.include({ trackCount: 450, title: 'mix' });
        pages.push(...found.playlist.items);
        cursor = found.playlist.next;
        if (cursor === undefined) break;
      }
      expect(pages).to.have.length(450);
      expect(pages[449]).to.deep.equal({
        ...{ source: 'http', id: web.link('/song-449.mp3'), title: 'Song 449', author: '', durationMs: 459_000 },
        url: web.link('/song-449.mp3'),
      });
    });

    it('are looked up later where they say nothing', async () => {
      web.put('/mix.m3u', `#EXTM3U\n/a.mp3\n#EXTINF:-1,Live\n/b\n`);
      const reference = (path: string) => ({ source: 'http', kind: 'track', id: web.link(path) });
      expect(await web.resolve('/mix.m3u'))
        .to.have.nested.property('playlist.items')
        .that.deep.equals([reference('/a.mp3'), reference('/b')]);
    });

    it('that lead to themselves, or nowhere, are refused', async () => {
      web.put('/circle.m3u', `#EXTM3U\n/circle.m3u\n`);
      expect(await failure('/circle.m3u')).to.be.instanceOf(TrackUnavailableError);
      expect(web.requests.length).to.be.below(6);
      web.put('/nothing.m3u', `#EXTM3U\nfile:///etc/passwd\nC:\\music\\a.mp3\n`);
      expect(await failure('/nothing.m3u')).to.be.instanceOf(TrackUnavailableError);
    });

    it('cannot lead inside', async () => {
      web.put('/trap.m3u', '#EXTM3U\nhttp://127.0.0.2/a.mp3\n');
      expect(await failure('/trap.m3u'))
        .to.be.instanceOf(TrackUnavailableError)
        .with.property('message')
        .that.contains('private network');
    });
  });

  it('plays a podcast as a playlist, with the show, its picture, and lengths', async () => {
    const feed = `<rss xmlns:itunes="x"><channel><title>Tides</title><itunes:image href="https://a.example/p.jpg"/>
      <item><title>Two</title><itunes:duration>62</itunes:duration><enclosure url="/2.mp3?utm_source=rss" type="audio/mpeg"/></item>
      <item><title>One</title><enclosure url="/1.mp3" type="audio/mpeg"/></item></channel></rss>`;
    web.put('/feed', gzipSync(feed), { 'Content-Encoding': 'gzip', 'Content-Type': 'application/rss+xml' });
    const found = await web.resolve('/feed');
    if (found.kind !== 'playlist') throw new Error(found.kind);
    expect(found.playlist).to.include({ title: 'Tides', trackCount: 2, url: web.link('/feed') });
    const [two, one] = found.playlist.items;
    const id = web.link('/2.mp3');
    const about = { source: 'http', id, title: 'Two', author: 'Tides', album: 'Tides', url: id, durationMs: 62_000 };
    expect(two).to.deep.equal({ ...about, artworkUrl: 'https://a.example/p.jpg' });
    expect(one, 'its length is not told: it would pass for live').to.deep.equal({
      source: 'http',
      kind: 'track',
      id: web.link('/1.mp3'),
    });
  });

  it('gives the picture in a file', async () => {
    const apic = Buffer.concat([Buffer.from('\0image/png\0\x03\0', 'latin1'), A_PNG]);
    const size = Buffer.alloc(4);
    size.writeUInt32BE(apic.length);
    const frame = Buffer.concat([Buffer.from('APIC'), size, Buffer.alloc(2), apic]);
    const length = Buffer.from([0, 0, frame.length >> 7, frame.length & 0x7f]);
    web.put('/x.mp3', Buffer.concat([Buffer.from('ID3\x03\0\0', 'latin1'), length, frame, mp3Frames(100)]));
    const { artworkUrl } = await web.track('/x.mp3');
    const artwork = await web.source.artwork(String(artworkUrl).replace('artwork:http/', ''), aSourceContext());
    expect(artwork?.contentType).to.equal('image/png');
    expect(Buffer.from(artwork?.bytes ?? []).equals(A_PNG)).to.equal(true);
    expect(await web.source.artwork('no link', aSourceContext())).to.equal(undefined);
  });

  describe('kinds of files', () => {
    before(function () {
      needsFfmpeg(this);
    });

    for (const [kind, ...args] of [
      ['mp3', '-b:a', '64k'],
      ['mp3', '-b:a', '64k', '-write_xing', '0'],
      ['mp3', '-q:a', '5'],
      ['m4a', '-c:a', 'aac'],
      ['m4a', '-c:a', 'aac', '-movflags', '+faststart'],
      ['aac', '-f', 'adts'],
      ['flac'],
      ['ogg', '-c:a', 'libvorbis'],
      ['webm', '-c:a', 'libopus'],
      ['wav', '-ac', '2'],
      ['aiff', '-ac', '2'],
    ] as const) {
      it(`knows the length of ${kind} ${args.join(' ')}`, async () => {
        web.put('/x', await aSine(30, ...args, kind));
        expect((await web.track('/x')).durationMs).to.be.within(29_500, 30_500);
      });
    }

    it('moves the index of an MP4 file to its front, from wherever the server has it', async () => {
      const file = await aSine(30, '-c:a', 'aac', 'm4a');
      expect(file.indexOf('moov')).to.be.above(file.indexOf('mdat'));
      web.put('/x.m4a', file);
      const { bytes } = await bytesOf('/x.m4a');
      expect(bytes.indexOf('moov')).to.be.below(bytes.indexOf('mdat'));
      const soundAt = file.indexOf('mdat');
      const placeOf = (mp4: Buffer) => mp4.readUInt32BE(mp4.indexOf('stco') + 12);
      expect(placeOf(bytes) - placeOf(file)).to.equal(bytes.indexOf('mdat') - soundAt);
      expect(bytes.subarray(bytes.indexOf('mdat')).equals(file.subarray(soundAt))).to.equal(true);
    });

    it('is decoded to its end by ffmpeg, which is given nothing but bytes', async () => {
      const ffmpeg = await findFfmpeg();
      if (!ffmpeg) throw new Error('There is no ffmpeg.');
      const transcoder = new FfmpegTranscoder(ffmpeg);
      for (const args of [
        ['-c:a', 'aac', 'm4a'],
        ['-c:a', 'aac', '-f', 'mpegts', 'ts'],
        ['-ac', '2', 'aiff'],
      ] as const) {
        web.put('/x', await aSine(10, ...args));
        const track = { source: 'http', id: web.link('/x'), title: '', author: '', url: '', durationMs: 10_000 };
        const stream = await web.source.open(track, anOpenContext());
        let packets = 0;
        for await (const _ of opusPackets(stream, { signal: new AbortController().signal, transcoder })) packets += 1;
        expect(packets * FRAME_MS, args.join(' ')).to.be.within(9_900, 10_200);
      }
    });

    it('says so when a server does not hand out the end of such a file first', async () => {
      const file = await aSine(30, '-c:a', 'aac', 'm4a');
      web.put('/x.m4a', (_, response) => void response.writeHead(200, { 'Content-Length': file.length }).end(file));
      expect(await failure('/x.m4a'))
        .to.be.instanceOf(UndecodableError)
        .with.property('message')
        .that.contains('index at its end');
    });
  });
});

function expiry({ parts }: Web, seconds: number): string {
  return Math.floor(parts.clock.now() / 1000 + seconds).toString(16);
}
