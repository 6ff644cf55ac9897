import { expect } from 'chai';
import { SourceUnavailableError } from '@tonearm/core';
import { anAac, anHlsPlaylist, FakeClock } from '@tonearm/core/testing';
import type { PlayerQuestion } from '../../src/streams/player-answers.js';
import { rejected } from '../rejected.js';
import { aTubeOfSound, heard, type TubeOfSound } from './a-tube-of-sound.js';
import { BotCheckError } from '../../src/streams/stream-errors.js';
import { anAnswer, aRefusal } from './player-answers.js';

/** Its pauses are over at once. */
class ImpatientClock extends FakeClock {
  override async sleep(ms: number): Promise<void> {
    this.jump(ms);
  }
}

const SEGMENTS = Array.from({ length: 8 }, (_, number) => Buffer.concat([anAac(2), Buffer.from(`segment ${number}`)]));

describe('openLive', () => {
  let tube: TubeOfSound;
  let known = SEGMENTS.length;

  beforeEach(async () => {
    known = SEGMENTS.length;
    tube = await aTubeOfSound({ clock: new ImpatientClock() });
    const told = ({ visitorData = '' }: PlayerQuestion) =>
      anAnswer([], { live: true, hls: `https://manifest.googlevideo.com/${visitorData}/live.m3u8` });
    tube.tell('ONE', told);
    tube.tell('TWO', told);
  });
  afterEach(() => tube.close());

  /** The stream as one visitor is served it; a live one until it has shown all of its segments. */
  const serve = (visitor: string, { live = false, refusedFrom = 99 } = {}) => {
    tube.media.serve(`/${visitor}/live.m3u8`, () => {
      const shown = SEGMENTS.slice(0, known).map((_, number) => ({ uri: `${number}.aac`, seconds: 2 }));
      known = Math.min(SEGMENTS.length, known + 1);
      return {
        body: anHlsPlaylist(shown, { ended: !live || shown.length === SEGMENTS.length }),
        type: 'application/x-mpegurl',
      };
    });
    for (const [number, body] of SEGMENTS.entries())
      tube.media.serve(`/${visitor}/${number}.aac`, number < refusedFrom ? { body } : { body: '', status: 403 });
  };

  it('plays a stream from its last moments to its end', async () => {
    known = 5;
    serve('visitor-1', { live: true });
    const stream = await tube.open({ positionMs: 90_000 });
    expect(stream).to.include({ format: 'arbitrary', positionMs: 90_000 });
    expect((await heard(stream.readable)).bytes.equals(Buffer.concat(SEGMENTS.slice(2)))).to.equal(true);
  });

  it('goes on at the same segment for another visitor, where one is refused', async () => {
    serve('visitor-1', { refusedFrom: 3 });
    serve('visitor-2', { refusedFrom: 6 });
    serve('visitor-3');
    const { bytes } = await heard((await tube.open()).readable);
    expect(bytes.equals(Buffer.concat(SEGMENTS))).to.equal(true);
    expect(tube.asked).to.deep.equal(['ONE visitor-1', 'ONE visitor-2', 'ONE visitor-3']);
  });

  it('begins a stream that is over at the segment with the position', async () => {
    serve('visitor-1');
    const stream = await tube.open({ positionMs: 5_000 });
    expect(stream.positionMs).to.equal(4_000);
    expect((await heard(stream.readable)).bytes.equals(Buffer.concat(SEGMENTS.slice(2)))).to.equal(true);
  });

  it('asks as another visitor, where the playlist itself is refused', async () => {
    serve('visitor-2');
    const stream = await tube.open();
    stream.readable.destroy();
    expect(tube.asked).to.deep.equal(['ONE visitor-1', 'ONE visitor-2']);
  });

  for (const live of [false, true]) {
    it(`ends in an error that lets the session open it anew, when every visitor is refused (live: ${live})`, async () => {
      known = 5;
      for (let visitor = 1; visitor < 20; visitor++) serve(`visitor-${visitor}`, { live, refusedFrom: 3 });
      const error = await rejected(heard((await tube.open()).readable), SourceUnavailableError);
      expect(error.message).to.include('in the middle');
      expect(tube.asked).to.have.length(live ? 4 : 3);
    });
  }

  it('does not ask for ever, where the playlist goes on and none of its segments is given', async () => {
    let newest = 4;
    for (let visitor = 1; visitor < 60; visitor++) {
      let loads = 0;
      tube.media.serve(`/visitor-${visitor}/live.m3u8`, () => {
        loads += 1;
        // One more each time that it is looked at again.
        if (loads > 1) newest += 1;
        const shown = Array.from({ length: newest }, (_, number) => ({ uri: `${number}.aac`, seconds: 8 }));
        return { body: anHlsPlaylist(shown, { ended: newest > 30 }), type: 'application/x-mpegurl' };
      });
      for (const [number, body] of SEGMENTS.slice(0, 4).entries())
        tube.media.serve(`/visitor-${visitor}/${number}.aac`, { body });
    }
    await rejected(heard((await tube.open()).readable), SourceUnavailableError);
    expect(tube.asked).to.have.length(4);
  });

  it('says so, where it is taken for a robot in the middle', async () => {
    known = 5;
    serve('visitor-1', { live: true, refusedFrom: 3 });
    const stream = await tube.open();
    tube.tell('ONE', () => aRefusal('LOGIN_REQUIRED', 'Sign in to confirm you’re not a bot'));
    await rejected(heard(stream.readable), BotCheckError);
    expect(tube.asked).to.have.length(2);
  });
});
