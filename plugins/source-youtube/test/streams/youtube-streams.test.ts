import { CircuitOpenError, opusPackets, SetupError, silentLogger } from '@tonearm/core';
import { FakeClock } from '@tonearm/core/testing';
import { expect } from 'chai';
import { YouTubeStreams } from '../../src/streams/youtube-streams.js';
import { rejected } from '../rejected.js';
import { aClient, aTubeOfAFile, FILE, heard, sound, type TubeOfSound, type TubeOptions } from './a-tube-of-sound.js';
import { anMp4 } from './an-mp4.js';
import { anAnswer } from './player-answers.js';

describe('YouTubeStreams', () => {
  let tube: TubeOfSound;
  const start = async (options?: TubeOptions) => {
    tube = await aTubeOfAFile(options);
  };
  afterEach(() => tube.close());

  const rangesAt = (path: string) =>
    tube.media.requests.filter((request) => request.path === path).map(({ range }) => range);

  it('gives a file byte for byte, in pieces', async () => {
    await start({ pieceBytes: 400_000 });
    const stream = await tube.open();
    expect(stream).to.include({ format: 'webm/opus', positionMs: 0 });
    const { bytes } = await heard(stream.readable);
    expect(bytes.equals(FILE)).to.equal(true);
    expect(rangesAt('/one')).to.deep.equal(['bytes=0-399999', 'bytes=400000-799999', 'bytes=800000-1199999']);
    expect(tube.asked).to.deep.equal(['ONE visitor-1']);
  });

  it('is one visitor for all who ask at once, and one new one when that is worn out', async () => {
    await start();
    tube.media.failAlways('/one', { kind: 'wall', afterBytes: 1, identity: { query: 'visitor' } });
    const worn = await Promise.all(Array.from({ length: 5 }, () => tube.open().catch(() => undefined)));
    for (const stream of worn) stream?.readable.destroy();
    expect(tube.freshVisitors).to.be.at.most(2);
    expect(new Set(tube.asked.filter((asked) => asked.startsWith('ONE'))).size).to.equal(tube.freshVisitors);
  });

  it('says when its address expires', async () => {
    await start({ clock: new FakeClock(1_000_000) });
    tube.tell('ONE', (question) => anAnswer([sound(question, { expire: 5_000 })]));
    const stream = await tube.open();
    expect(stream.expiresAtMs).to.equal(5_000_000);
    stream.readable.destroy();
  });

  it('begins at the cluster with the position, and says so', async () => {
    await start();
    const stream = await tube.open({ positionMs: 62_000 });
    expect(stream.positionMs).to.equal(60_000);
    const packets = opusPackets(stream, { signal: new AbortController().signal });
    const numbers: number[] = [];
    for await (const { data } of packets) numbers.push(Number(data[3]) * 256 + Number(data[4]));
    expect(numbers).to.deep.equal(Array.from({ length: 3_000 }, (_, index) => 3_000 + index));
  });

  it('finds the fragment with the position by a table that stands far behind, and is longer than thought', async () => {
    await start();
    tube.tell('ONE', (question) => anAnswer([sound(question, { path: 'mp4', itag: 140 })]));
    tube.media.serve('/mp4', { body: anMp4({ fragments: 100, tracksBytes: 20_000 }) });
    const stream = await tube.open({ positionMs: 151_000 });
    expect(stream.positionMs).to.equal(150_000);
    stream.readable.destroy();
    expect(rangesAt('/mp4')).to.have.length(4);
  });

  it('begins at the start where the table is too far behind to be looked for', async () => {
    await start();
    tube.tell('ONE', (question) => anAnswer([sound(question, { path: 'mp4', itag: 140 })]));
    tube.media.serve('/mp4', { body: anMp4({ fragments: 100, tracksBytes: 5 * 1024 * 1024 }) });
    const stream = await tube.open({ positionMs: 151_000 });
    expect(stream.positionMs).to.equal(0);
    stream.readable.destroy();
    expect(rangesAt('/mp4')).to.have.length(2);
  });

  it('begins at the start where the file does not tell its times', async () => {
    await start();
    tube.tell('ONE', (question) => anAnswer([sound(question, { path: 'mp4', itag: 140 })]));
    tube.media.serve('/mp4', { body: Buffer.concat([Buffer.from('\0\0\0\x18ftypdash'), Buffer.alloc(90_000)]) });
    const stream = await tube.open({ positionMs: 62_000 });
    expect(stream).to.include({ format: 'arbitrary', positionMs: 0 });
    stream.readable.destroy();
  });

  it('sends the token of a provider along, in the question and in the address', async () => {
    const asked: string[] = [];
    const poToken = async (videoId: string, visitor: string) => {
      asked.push(`${videoId} ${visitor}`);
      return 'po-token';
    };
    await start({ poToken });
    (await tube.open()).readable.destroy();
    expect(asked).to.deep.equal(['abcdefghijk visitor-1']);
    expect(tube.questions[0]).to.include({ poToken: 'po-token' });
    expect(tube.media.requests[0]?.query.get('pot')).to.equal('po-token');
  });

  it('goes on without a token that is not given', async () => {
    await start({ poToken: () => Promise.reject(new Error('no browser')) });
    (await tube.open()).readable.destroy();
    expect(tube.questions[0]).to.not.have.property('poToken');
  });

  it('goes nowhere but to YouTube', async () => {
    await start({ clients: [aClient('ONE')] });
    tube.tell('ONE', () => anAnswer([{ itag: 251, url: 'http://169.254.169.254/latest' }]));
    await rejected(tube.open(), Error);
    expect(tube.media.requests).to.be.empty;
  });

  it('lets go of everything when nobody listens any more', async () => {
    await start();
    tube.media.failAlways('/one', { kind: 'slow', bytesPerSecond: 20_000 });
    const life = new AbortController();
    const { readable } = await tube.open({ streamSignal: life.signal });
    life.abort(new Error('skipped'));
    await tube.media.whenQuiet();
    expect(readable.destroyed).to.equal(true);
  });

  it('stops opening when it takes too long', async () => {
    await start();
    tube.media.failAlways('/one', { kind: 'hang' });
    const attempt = new AbortController();
    const opening = tube.open({ attemptSignal: attempt.signal });
    while (tube.media.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
    attempt.abort(new CircuitOpenError('x', 1, 0));
    await rejected(opening, CircuitOpenError);
    await tube.media.whenQuiet();
  });

  it('refuses options that make no sense', async () => {
    await start();
    const answers = { player: async () => ({}), freshVisitor: async () => '' };
    const parts = { answers, clock: new FakeClock(), logger: silentLogger };
    for (const options of [
      { clients: [] },
      { clients: [aClient('A'), aClient('A')] },
      { clients: [aClient('A', { userAgent: 'a\r\nCookie: b' })] },
      { clients: [aClient('A', { number: 0 })] },
      { pieceBytes: 11 * 1024 * 1024 },
      { pieceBytes: 0 },
    ]) {
      expect(() => new YouTubeStreams({ ...parts, ...options })).to.throw(SetupError);
    }
  });
});
