import { SourceUnavailableError } from '@tonearm/core';
import { aWebmOpus, FakeClock } from '@tonearm/core/testing';
import { expect } from 'chai';
import { BotCheckError } from '../../src/streams/stream-errors.js';
import { rejected } from '../rejected.js';
import { aTubeOfAFile, FILE, FILE_TYPE, heard, sound, type TubeOfSound, type TubeOptions } from './a-tube-of-sound.js';
import { anAnswer, aRefusal } from './player-answers.js';

/** A good minute of the file. */
const MINUTE = Math.floor(FILE.length * 0.55);

/** Its pauses are over at once. */
class ImpatientClock extends FakeClock {
  override async sleep(): Promise<void> {}
}

describe('YouTubeStreams heals in the middle', () => {
  let tube: TubeOfSound;
  const start = async (options?: TubeOptions) => {
    tube = await aTubeOfAFile(options);
  };
  afterEach(() => tube.close());

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
    tube.media.serve('/one', { body: file, type: FILE_TYPE });
    tube.media.failAlways('/one', { kind: 'wall', afterBytes: 20_000, identity: { query: 'visitor' } });
    expect((await heard((await tube.open()).readable)).bytes.equals(file)).to.equal(true);
    expect(tube.asked).to.have.length(Math.ceil(file.length / 20_000));
  });

  it('only with the very same file: another one is refused, so that the session opens anew', async () => {
    await start({ pieceBytes: 300_000 });
    tube.media.failAlways('/one', { kind: 'wall', afterBytes: MINUTE });
    tube.media.serve('/two', { body: aWebmOpus(121), type: FILE_TYPE });
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
