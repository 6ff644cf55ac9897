import { expect } from 'chai';
import { CircuitOpenError, englishOf, opusPackets, SetupError, SourceUnavailableError, speechIn } from '@tonearm/core';
import { aWebmOpus, FakeClock } from '@tonearm/core/testing';
import { BotCheckError, UnplayableVideoError } from '../../src/streams/stream-errors.js';
import { YouTubeStreams } from '../../src/streams/youtube-streams.js';
import {
  aClient,
  aTubeOfSound,
  heard,
  rejected,
  sound,
  type TubeOfSound,
  type TubeOptions,
} from './a-tube-of-sound.js';
import { anAnswer, aRefusal } from './player-answers.js';

const FILE = aWebmOpus(120);
/** A good minute of it. */
const MINUTE = Math.floor(FILE.length * 0.55);
const TYPE = 'audio/webm';

/** Its pauses are over at once. */
class ImpatientClock extends FakeClock {
  override async sleep(): Promise<void> {}
}

describe('YouTubeStreams', () => {
  let tube: TubeOfSound;
  const start = async (options: TubeOptions = {}) => {
    tube = await aTubeOfSound(options);
    for (const path of ['/one', '/two']) tube.media.serve(path, { body: FILE, type: TYPE });
    return tube;
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

  it('begins at the start where the file does not tell its times', async () => {
    await start();
    tube.tell('ONE', (question) => anAnswer([sound(question, { path: 'mp4', itag: 140 })]));
    tube.media.serve('/mp4', { body: Buffer.concat([Buffer.from('\0\0\0\x18ftypdash'), Buffer.alloc(90_000)]) });
    const stream = await tube.open({ positionMs: 62_000 });
    expect(stream).to.include({ format: 'arbitrary', positionMs: 0 });
    stream.readable.destroy();
  });

  describe('heals in the middle', () => {
    it('a wall after a minute, for a new visitor, byte for byte and without a gap', async () => {
      await start();
      tube.media.failAlways('/one', { kind: 'wall', afterBytes: MINUTE, identity: { query: 'visitor' } });
      const { bytes, gapMs } = await heard((await tube.open()).readable);
      expect(bytes.equals(FILE)).to.equal(true);
      expect(gapMs).to.be.below(1_000);
      expect(tube.asked).to.deep.equal(['ONE visitor-1', 'ONE visitor-2']);
    });

    it('a wall for every visitor of a client, by the next one', async () => {
      await start({ pieceBytes: 300_000 });
      const told = tube.media.failAlways('/one', { kind: 'wall', afterBytes: MINUTE });
      const { bytes, gapMs } = await heard((await tube.open()).readable);
      told();
      expect(bytes.equals(FILE)).to.equal(true);
      expect(gapMs).to.be.below(1_000);
      expect(tube.asked).to.deep.equal(['ONE visitor-1', 'ONE visitor-2', 'TWO visitor-2']);
    });

    for (const kind of ['truncate', 'reset'] as const) {
      it(`a connection that ends (${kind}), at the same address`, async () => {
        await start();
        tube.media.failNext('/one', { kind, afterBytes: 200_000 });
        expect((await heard((await tube.open()).readable)).bytes.equals(FILE)).to.equal(true);
        expect(tube.asked).to.deep.equal(['ONE visitor-1']);
      });
    }

    it('a connection on which nothing comes any more', async () => {
      const clock = new FakeClock();
      await start({ clock });
      tube.media.failNext('/one', { kind: 'stall', afterBytes: 200_000 });
      const { readable } = await tube.open();
      const all = heard(readable);
      while (readable.readableLength > 0 || tube.media.requests.length === 1) await clock.advance(500);
      expect((await all).bytes.equals(FILE)).to.equal(true);
      expect(tube.media.unfinished).to.equal(0);
    });

    it('an address whose time is over, before it is asked again', async () => {
      const clock = new ImpatientClock(1_000_000);
      await start({ clock, pieceBytes: 300_000 });
      tube.tell('ONE', (question) => anAnswer([sound(question, { expire: Math.floor(clock.now() / 1000) + 3_600 })]));
      const { readable } = await tube.open();
      const chunks: Buffer[] = [];
      for await (const chunk of readable) {
        if (chunks.length === 0) clock.jump(7_200_000);
        chunks.push(chunk);
      }
      expect(Buffer.concat(chunks).equals(FILE)).to.equal(true);
      expect(tube.asked).to.deep.equal(['ONE visitor-1', 'ONE visitor-1']);
    });

    it('more than once, each time anew', async () => {
      const file = aWebmOpus(10);
      await start();
      tube.media.serve('/one', { body: file, type: TYPE });
      tube.media.failAlways('/one', { kind: 'wall', afterBytes: 20_000, identity: { query: 'visitor' } });
      expect((await heard((await tube.open()).readable)).bytes.equals(file)).to.equal(true);
      expect(tube.asked).to.have.length(Math.ceil(file.length / 20_000));
    });

    it('only with the very same file: another one is refused, so that the session opens anew', async () => {
      await start({ pieceBytes: 300_000 });
      tube.media.failAlways('/one', { kind: 'wall', afterBytes: MINUTE });
      tube.media.serve('/two', { body: aWebmOpus(121), type: TYPE });
      const error = await rejected(heard((await tube.open()).readable), SourceUnavailableError);
      expect(error.retryable).to.equal(true);
      expect(error.message).to.equal('YouTube has stopped sending in the middle of the video.');
    });

    it('a server that begins the file anew', async () => {
      await start({ pieceBytes: 300_000 });
      const { readable } = await tube.open();
      tube.media.failNext('/one', { kind: 'no-ranges' });
      expect((await heard(readable)).bytes.equals(FILE)).to.equal(true);
      expect(tube.asked).to.deep.equal(['ONE visitor-1', 'ONE visitor-2']);
    });

    it('no bot check: it ends at once', async () => {
      await start({ pieceBytes: 300_000 });
      const { readable } = await tube.open();
      tube.media.failAlways('/one', { kind: 'status', status: 403 });
      tube.tell('ONE', () => aRefusal('LOGIN_REQUIRED', 'Sign in to confirm you’re not a bot'));
      await rejected(heard(readable), BotCheckError);
      expect(tube.asked).to.deep.equal(['ONE visitor-1', 'ONE visitor-2']);
    });
  });

  describe('tries its clients in order', () => {
    it('as somebody else first, when an address is refused', async () => {
      await start();
      tube.media.failNext('/one', { kind: 'status', status: 403 });
      (await tube.open()).readable.destroy();
      expect(tube.asked).to.deep.equal(['ONE visitor-1', 'ONE visitor-2']);
    });

    it('the next one, when an address stays refused, is no sound, or is busy', async () => {
      for (const fault of [
        { kind: 'status', status: 403 },
        { kind: 'status', status: 503 },
        { kind: 'status', status: 429, retryAfterSeconds: 30 },
        { kind: 'other-content', type: 'text/html', body: `<html>${' '.repeat(200)}</html>` },
        { kind: 'reset' },
      ] as const) {
        await start();
        tube.media.failAlways('/one', fault);
        const stream = await tube.open();
        expect((await heard(stream.readable)).bytes.equals(FILE)).to.equal(true);
        expect(tube.asked.at(-1)).to.match(/^TWO/);
        expect(tube.streams.reports()[0]?.failures).to.not.be.empty;
        await tube.close();
      }
      await start();
    });

    it('once more, when the page needs to be reloaded, and then the next', async () => {
      await start();
      tube.tell('ONE', () => aRefusal('UNPLAYABLE', 'The page needs to be reloaded.'));
      (await tube.open()).readable.destroy();
      expect(tube.asked).to.deep.equal(['ONE visitor-1', 'ONE visitor-2', 'TWO visitor-2']);
    });

    it('the next one, when sounds have no address, or the video is only not for this client', async () => {
      await start();
      tube.tell('ONE', () => anAnswer([{ itag: 251, signatureCipher: 's=1' }]));
      (await tube.open()).readable.destroy();
      tube.tell('ONE', () => aRefusal('UNPLAYABLE', 'This video is made for kids and not for this app'));
      (await tube.open()).readable.destroy();
      expect(tube.asked.filter((asked) => asked.startsWith('TWO'))).to.have.length(2);
      expect(tube.streams.reports()[0]?.failures[1]?.what).to.include('1 sounds without a direct address');
    });

    it('none but the first, when the video is not to be had by anyone', async () => {
      await start();
      tube.tell('ONE', () => aRefusal('LOGIN_REQUIRED', 'This video is private'));
      const error = await rejected(tube.open(), UnplayableVideoError);
      expect(error).to.include({ reason: 'private', retryable: false });
      expect(tube.asked).to.have.length(1);
      expect(tube.streams.reports()[0]).to.include({ status: 'closed' });
    });

    it('and says why, when none of them gives sound', async () => {
      await start();
      tube.tell('ONE', () => anAnswer([{ itag: 251, signatureCipher: 's=1' }]));
      tube.media.failAlways('/two', { kind: 'status', status: 429, retryAfterSeconds: 30 });
      const error = await rejected(tube.open(), SourceUnavailableError);
      expect(error.message).to.match(
        /ONE: 1 sounds without a direct address.*; TWO: YouTube says that we ask too often/,
      );
      expect(error).to.include({ retryable: true, retryAfterMs: 30_000 });
    });

    it('but says what YouTube says of the video, when one was told', async () => {
      await start();
      tube.tell('ONE', () => aRefusal('LOGIN_REQUIRED', 'Sign in to confirm your age'));
      tube.tell('TWO', () => new SourceUnavailableError('youtube', 'Out of order'));
      expect(await rejected(tube.open(), UnplayableVideoError)).to.include({ reason: 'age' });
    });

    it('but not one that keeps failing', async () => {
      await start({ clock: new FakeClock() });
      tube.tell('ONE', () => aRefusal('ERROR', 'Something went wrong.'));
      for (let time = 0; time < 4; time++) (await tube.open()).readable.destroy();
      expect(tube.asked.filter((asked) => asked.startsWith('ONE'))).to.have.length(3);
      const [one, two] = tube.streams.reports();
      expect(one).to.include({ client: 'ONE', status: 'open' });
      expect(one?.failures).to.have.length(3);
      const [circuit] = tube.streams.circuits();
      expect(circuit).to.include({ source: 'youtube: ONE', status: 'open' });
      expect(englishOf(circuit?.reason ?? '')).to.equal('ONE: Something went wrong.');
      expect(two).to.deep.equal({ client: 'TWO', status: 'closed', nextTryAtMs: null, failures: [] });
    });
  });

  it('says in the listener’s language why no client has the sound', async () => {
    await start({ clock: new FakeClock() });
    tube.tell('ONE', () => ({ playabilityStatus: { status: 'OK' } }));
    tube.tell('TWO', () => aRefusal('ERROR', 'Something went wrong.'));
    const { wording } = await rejected(tube.open(), SourceUnavailableError);
    const said = (language: 'en' | 'de' | 'fr') => speechIn(language).phrase(wording);
    expect(said('en')).to.include('(ONE: no sound in the answer.; TWO: Something went wrong.');
    expect(said('de')).to.include('(ONE: kein Ton in der Antwort.; TWO: Something went wrong.');
    expect(said('fr')).to.match(/\(ONE\s: pas de son dans la réponse\.\s; TWO\s: Something went wrong\./);
    for (let time = 0; time < 2; time += 1) await rejected(tube.open(), SourceUnavailableError);
    const [circuit] = tube.streams.circuits();
    expect(speechIn('de').phrase(circuit?.reason ?? '')).to.equal('ONE: kein Ton in der Antwort.');
    expect(speechIn('fr').phrase((await rejected(tube.open(), SourceUnavailableError)).wording)).to.match(
      /\(ONE\s: a échoué trop souvent/,
    );
  });

  it('does not even ask for another visitor, while it is taken for a robot', async () => {
    await start({ pieceBytes: 300_000 });
    const { readable } = await tube.open();
    tube.tell('ONE', () => aRefusal('LOGIN_REQUIRED', 'Sign in to confirm you’re not a bot'));
    await rejected(tube.open(), BotCheckError);
    tube.media.failAlways('/one', { kind: 'status', status: 403 });
    await rejected(heard(readable), BotCheckError);
    expect(tube.freshVisitors).to.equal(1);
    expect(tube.asked).to.have.length(2);
  });

  it('asks nothing any more after a bot check, until its pause is over', async () => {
    const clock = new FakeClock();
    await start({ clock });
    tube.tell('ONE', () => aRefusal('LOGIN_REQUIRED', 'Sign in to confirm you’re not a bot'));
    const error = await rejected(tube.open(), BotCheckError);
    expect(error).to.include({ retryable: false, nextTryAtMs: clock.now() + 600_000 });
    expect(error.message).to.include('operator');
    await rejected(tube.open(), BotCheckError);
    expect(tube.asked).to.deep.equal(['ONE visitor-1']);
    clock.jump(600_000);
    expect(await rejected(tube.open(), BotCheckError)).to.include({ nextTryAtMs: clock.now() + 1_200_000 });
    expect(tube.asked).to.have.length(2);
    clock.jump(1_200_000);
    tube.tell('ONE', (question) => anAnswer([sound(question)]));
    (await tube.open()).readable.destroy();
    // All is well again, and the next suspicion is a first one.
    tube.tell('ONE', () => aRefusal('LOGIN_REQUIRED', 'Sign in to confirm you’re not a bot'));
    expect(await rejected(tube.open(), BotCheckError)).to.include({ nextTryAtMs: clock.now() + 600_000 });
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

  it('leaves clients out that need a token, unless there is a provider', async () => {
    const clients = [aClient('ONE', { needsPoToken: true }), aClient('TWO')];
    await start({ clients });
    expect(tube.streams.reports().map(({ client }) => client)).to.deep.equal(['TWO']);
    await tube.close();
    await start({ clients, poToken: async () => 'token' });
    expect(tube.streams.reports()).to.have.length(2);
  });

  it('takes only the formats that a client is worth asking for', async () => {
    await start({ clients: [aClient('ONE', { itags: [18] })] });
    const error = await rejected(tube.open(), SourceUnavailableError);
    expect(error.message).to.include('ONE: no sound');
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
    const parts = { answers: { player: async () => ({}), freshVisitor: async () => '' }, clock: new FakeClock() };
    for (const options of [
      { clients: [] },
      { clients: [aClient('A'), aClient('A')] },
      { clients: [aClient('A', { userAgent: 'a\r\nCookie: b' })] },
      { clients: [aClient('A', { number: 0 })] },
      { pieceBytes: 11 * 1024 * 1024 },
      { pieceBytes: 0 },
    ]) {
      const { silentLogger: logger } = await import('@tonearm/core');
      expect(() => new YouTubeStreams({ ...parts, logger, ...options })).to.throw(SetupError);
    }
  });
});
