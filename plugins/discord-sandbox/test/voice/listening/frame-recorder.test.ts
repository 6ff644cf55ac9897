import { DeadlineError, SystemClock } from '@tonearm/core';
import { expect } from 'chai';
import { FrameRecorder, type SoundFrame } from '../../../src/voice/listening/frame-recorder.js';

const SSRC = 7;
const START_MS = 1_800_000_000_000;

describe('FrameRecorder', () => {
  let recorder: FrameRecorder;

  beforeEach(() => {
    recorder = new FrameRecorder(new SystemClock());
  });

  it('finds pauses by arrival and by RTP timestamp', () => {
    hear({ atMs: 0 }, { atMs: 20 }, { atMs: 110, index: 2 }, { atMs: 130, index: 8 }, { atMs: 150, index: 9 });
    expect(recorder.gaps(40).map(({ arrivalMs, mediaMs }) => [arrivalMs, mediaMs])).to.deep.equal([
      [90, 20],
      [20, 120],
    ]);
    expect(recorder.gaps(100)).to.have.length(1);
  });

  it('counts no pause from before it was cleared', () => {
    hear({ atMs: 0 });
    recorder.clear();
    hear({ atMs: 9_000, index: 1 }, { atMs: 9_020, index: 2 });
    expect(recorder.gaps(40)).to.deep.equal([]);
  });

  it('measures lateness against the grid of each spurt', () => {
    hear({ atMs: 6 }, { atMs: 20 }, { atMs: 65 }, { atMs: 61 });
    for (let count = 0; count < 5; count++) recorder.silence(SSRC, 4 + count);
    hear({ atMs: 5_000, index: 9 }, { atMs: 5_020, index: 10 });
    expect(recorder.lateness()).to.deep.equal({ frames: 6, p50Ms: 0, p99Ms: 25, maxMs: 25, lateShare: 1 / 6 });
    expect(recorder.frames.map(({ spurt }) => spurt)).to.deep.equal([1, 1, 1, 1, 2, 2]);
  });

  it('remembers the lateness of the last hours alone', () => {
    recorder.keepLast(0);
    for (let index = 0; index < 500_100; index++)
      recorder.sound({ ...frame(index, index * 20), sequence: index & 0xffff });
    expect(recorder.lateness().frames).to.be.within(250_000, 500_000);
    expect(recorder.counts.transport + recorder.counts.dave).to.equal(500_100);
  });

  it('is not confused by numbers that go round', () => {
    recorder.sound({ ...frame(0, 0), sequence: 0xffff, timestamp: 2 ** 32 - 960 });
    recorder.sound({ ...frame(1, 20), sequence: 0, timestamp: 0 });
    expect(recorder.counts.lost).to.equal(0);
    expect(recorder.gaps(25)).to.deep.equal([]);
    expect(recorder.lateness().maxMs).to.equal(0);
  });

  it('counts what is missing, and takes it back when it only came late', () => {
    hear({ atMs: 0, index: 0 }, { atMs: 60, index: 3 });
    expect(recorder.counts.lost).to.equal(2);
    hear({ atMs: 61, index: 2 });
    expect(recorder.counts.lost).to.equal(1);
  });

  it('measures all and keeps only the last', () => {
    recorder.keepLast(3);
    hear(...Array.from({ length: 100 }, (_, index) => ({ atMs: 20 * index, index })));
    expect(recorder.frames.map(({ sequence }) => sequence)).to.deep.equal([97, 98, 99]);
    expect(recorder.durationMs).to.equal(2_000);
    recorder.keepLast(0);
    expect(recorder.frames).to.have.length(0);
  });

  it('says what it has heard when it waits in vain', async () => {
    hear({ atMs: 0 });
    const error = await recorder.waitForFrames(2, 5).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(DeadlineError);
    expect(String(error)).to.contain('2 frames').and.to.contain('"transport":1');
  });

  it('takes fewer silence frames for the end when the bot says that it has stopped, in either order', async () => {
    hear({ atMs: 0 });
    recorder.speaking(SSRC, false);
    recorder.silence(SSRC, 1);
    await recorder.waitForEnd(0);
    hear({ atMs: 40, index: 2 });
    recorder.speaking(SSRC, true);
    recorder.silence(SSRC, 3);
    expect(await recorder.waitForEnd(5).catch((reason: unknown) => reason)).to.be.instanceOf(DeadlineError);
    recorder.speaking(SSRC, false);
    await recorder.waitForEnd(0);
  });

  it('does not take a bot that has gone for one that still speaks', async () => {
    hear({ atMs: 0 });
    const end = recorder.waitForEnd(1_000);
    recorder.gone(SSRC);
    await end;
  });

  let next = 0;
  beforeEach(() => {
    next = 0;
  });

  function hear(...arrivals: readonly { readonly atMs: number; readonly index?: number }[]): void {
    for (const { atMs, index } of arrivals) {
      next = index ?? next;
      recorder.sound(frame(next, atMs));
      next++;
    }
  }
});

function frame(index: number, atMs: number): SoundFrame {
  return {
    opus: Uint8Array.of(0xfc, index),
    arrivedAtMs: START_MS + atMs,
    sequence: index,
    timestamp: index * 960,
    ssrc: SSRC,
    userId: '1',
    encryption: 'transport',
  };
}
