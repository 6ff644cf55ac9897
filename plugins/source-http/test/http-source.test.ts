import { buffer } from 'node:stream/consumers';
import { TrackUnavailableError, UndecodableError } from '@tonearm/core';
import { expect } from 'chai';
import { anOpenContext, aSourceContext, aWeb, type Web } from './a-web.js';
import { anOpusFile, id3Tag, mp3Frames } from './audio-fixtures.js';

const A_PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

describe('HttpSource', () => {
  let web: Web;
  beforeEach(async () => {
    web = await aWeb();
  });
  afterEach(() => web.close());

  const failure = (path: string) => web.resolve(path).catch((error: unknown) => error);

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
    const stream = await web.source.open(await web.track('/x.opus'), anOpenContext());
    const { readable, format, positionMs } = stream;
    expect([(await buffer(readable)).equals(file), format, positionMs]).to.deep.equal([true, 'ogg/opus', 0]);
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
    expect(await title('/Live_Session.mp3')).to.equal('Live Session');
    for (const nameless of ['/', '/x/index.mp3', '/live', '/chunklist_w123.mp3', '/;']) {
      expect(await title(nameless), nameless).to.equal('127.0.0.1');
    }
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
});

function expiry({ parts }: Web, seconds: number): string {
  return Math.floor(parts.clock.now() / 1000 + seconds).toString(16);
}
