import { buffer } from 'node:stream/consumers';
import { FfmpegTranscoder, FRAME_MS, findFfmpeg, opusPackets, UndecodableError } from '@tonearm/core';
import { expect } from 'chai';
import { aFile, anOpenContext, aWeb, type Web } from './a-web.js';
import { aSine, id3Tag, needsFfmpeg } from './audio-fixtures.js';

describe('Kinds of files behind links', function () {
  this.timeout(60_000);
  let web: Web;
  beforeEach(async () => {
    web = await aWeb();
  });
  afterEach(() => web.close());

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

  for (const [kind, besideMs, ...args] of [
    ['mp3', 40, '-b:a', '64k'],
    ['mp3', 40, '-b:a', '64k', '-write_xing', '0'],
    ['mp3', 40, '-b:a', '32k', '-ar', '22050'],
    ['mp3', 1_000, '-q:a', '5'],
    ['wav', 40, '-ac', '2'],
  ] as const) {
    it(`begins ${kind} ${args.join(' ')} near the position, and is heard from there`, async () => {
      const ffmpeg = await findFfmpeg();
      if (!ffmpeg) throw new Error('There is no ffmpeg.');
      web.put(
        '/x',
        Buffer.concat([kind === 'mp3' ? id3Tag('A title') : Buffer.alloc(0), await aSine(90, ...args, kind)]),
      );
      const positionMs = 72_340;
      const stream = await web.source.open(await web.track('/x'), anOpenContext({ positionMs }));
      expect(stream.positionMs).to.be.within(positionMs - 1_000, positionMs);
      const transcoder = new FfmpegTranscoder(ffmpeg);
      const options = { signal: new AbortController().signal, transcoder, positionMs };
      let packets = 0;
      for await (const _ of opusPackets(stream, options)) packets += 1;
      await transcoder.close();
      expect(packets * FRAME_MS).to.be.closeTo(90_000 - positionMs, besideMs);
      expect(web.requests.some((request) => / bytes=\d{6,}-$/.test(request))).to.equal(true);
    });
  }

  it('begins at the start where a server begins nowhere else', async () => {
    const file = await aSine(90, '-b:a', '64k', 'mp3');
    web.put('/x', (_, response) => void response.writeHead(200, { 'Content-Length': file.length }).end(file));
    const stream = await web.source.open(await web.track('/x'), anOpenContext({ positionMs: 72_000 }));
    expect(stream.positionMs).to.equal(0);
    expect((await buffer(stream.readable)).equals(file)).to.equal(true);
  });

  it('goes on at the next byte where it was begun near a position', async () => {
    const file = await aSine(90, '-b:a', '64k', 'mp3');
    let calls = 0;
    const whole = aFile(file);
    web.put('/x', (request, response) => {
      const [, from] = /^bytes=(\d+)-/.exec(request.headers.range ?? '') ?? [];
      calls += from === undefined ? 0 : 1;
      if (from === undefined || calls > 1) return whole(request, response);
      const rest = file.subarray(Number(from));
      const range = `bytes ${from}-${file.length - 1}/${file.length}`;
      response.writeHead(206, { ETag: '"one"', 'Content-Length': rest.length, 'Content-Range': range });
      response.write(rest.subarray(0, 20_000), () => response.socket?.destroy());
    });
    const { readable } = await web.source.open(await web.track('/x'), anOpenContext({ positionMs: 60_000 }));
    const bytes = await buffer(readable);
    expect(file.subarray(file.length - bytes.length).equals(bytes)).to.equal(true);
    expect(bytes.length / file.length).to.be.closeTo(1 / 3, 0.02);
    expect(calls).to.equal(2);
  });

  it('moves the index of an MP4 file to its front, from wherever the server has it', async () => {
    const file = await aSine(30, '-c:a', 'aac', 'm4a');
    expect(file.indexOf('moov')).to.be.above(file.indexOf('mdat'));
    web.put('/x.m4a', file);
    const { readable } = await web.source.open(await web.track('/x.m4a'), anOpenContext());
    const bytes = await buffer(readable);
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
    await transcoder.close();
  });

  it('says so when a server does not hand out the end of such a file first', async () => {
    const file = await aSine(30, '-c:a', 'aac', 'm4a');
    web.put('/x.m4a', (_, response) => void response.writeHead(200, { 'Content-Length': file.length }).end(file));
    expect(await web.resolve('/x.m4a').catch((error: unknown) => error))
      .to.be.instanceOf(UndecodableError)
      .with.property('message')
      .that.contains('index at its end');
  });
});
