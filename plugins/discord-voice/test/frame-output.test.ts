import { type OutputEvent, silentLogger } from '@tonearm/core';
import { FakeClock } from '@tonearm/core/testing';
import { expect } from 'chai';
import fc from 'fast-check';
import { FrameOutput } from '../src/frame-output.js';
import { Pacer } from '../src/pacer.js';
import { EventLog, feed } from './feed.js';
import { numbers, numbersOf, somePackets } from './test-voice.js';

describe('FrameOutput', () => {
  let clock: FakeClock;
  let output: FrameOutput;
  let log: EventLog;
  let sent: Uint8Array[];
  let open: boolean;
  let spurtsEnded: number;

  beforeEach(() => {
    clock = new FakeClock();
    sent = [];
    open = true;
    spurtsEnded = 0;
    const sink = {
      send: (frame: Uint8Array) => {
        if (open) sent.push(frame);
        return open;
      },
      endSpurt: () => {
        spurtsEnded += 1;
      },
    };
    output = new FrameOutput(sink, new Pacer(clock, silentLogger));
    log = new EventLog(output);
  });

  const sound = () => sent.filter(({ length }) => length > 3).map((opus) => ({ opus }));
  const creditOf = (generation: number) =>
    log.events.reduce(
      (sum, event) => sum + (event.type === 'credit' && event.generation === generation ? event.frames : 0),
      0,
    );
  const ofType = (type: OutputEvent['type']) => log.events.filter((event) => event.type === type);

  it('never holds more than five seconds, whatever is appended', async () => {
    open = false;
    feed(output, 1, somePackets(200));
    feed(output, 2, somePackets(400, 200), { mode: 'append' });
    await clock.advance(100);
    expect([creditOf(1), creditOf(2)]).to.deep.equal([250, 50]);
    open = true;
    await clock.advance(20 * 60);
    expect(creditOf(2)).to.be.within(100, 110);
    await clock.advance(20_000);
    expect(numbersOf(sound())).to.deep.equal(numbers(0, 600));
    expect(clock.pendingTimers).to.equal(0);
  });

  it('ends a spurt with five frames of silence and then says so', async () => {
    feed(output, 1, somePackets(3));
    await clock.advance(1_000);
    expect(sent.slice(3).map((frame) => Buffer.from(frame).toString('hex'))).to.deep.equal(Array(5).fill('f8fffe'));
    expect(spurtsEnded).to.equal(1);
  });

  it('tells the position by frames that left, from where the generation begins', async () => {
    feed(output, 7, somePackets(120), { positionMs: 30_000 });
    await clock.advance(5_000);
    expect(ofType('position').map((event) => 'positionMs' in event && event.positionMs)).to.deep.equal([
      31_000, 32_000,
    ]);
    expect(ofType('ended')).to.deep.equal([{ type: 'ended', generation: 7, positionMs: 32_400 }]);
  });

  it('tells nothing of starving before the first frame or while frames may not leave', async () => {
    output.send({ type: 'load', generation: 1, mode: 'replace', positionMs: 0 });
    await clock.advance(500);
    open = false;
    output.send({ type: 'frames', generation: 1, frames: somePackets(3) });
    await clock.advance(500);
    expect(ofType('starved')).to.deep.equal([]);
    open = true;
    await clock.advance(500);
    expect(ofType('starved')).to.deep.equal([{ type: 'starved', generation: 1 }]);
  });

  it('forgets an appended generation that has not begun, but not one that has', async () => {
    feed(output, 1, somePackets(10));
    feed(output, 2, somePackets(10, 10), { mode: 'append' });
    await clock.advance(60);
    output.send({ type: 'unload', generation: 1 });
    output.send({ type: 'unload', generation: 2 });
    await clock.advance(1_000);
    expect(numbersOf(sound())).to.deep.equal(numbers(0, 10));
  });

  it('ends a generation whose end is told after its last frame left', async () => {
    feed(output, 1, somePackets(2), { end: false });
    await clock.advance(500);
    output.send({ type: 'end', generation: 1 });
    expect(ofType('ended')).to.deep.equal([{ type: 'ended', generation: 1, positionMs: 40 }]);
  });

  it('holds what comes while it is paused', async () => {
    output.send({ type: 'pause' });
    feed(output, 1, somePackets(5));
    await clock.advance(500);
    expect(sent).to.deep.equal([]);
    output.send({ type: 'resume' });
    await clock.advance(500);
    expect(numbersOf(sound())).to.deep.equal(numbers(0, 5));
  });

  it('ignores frames of a generation that was replaced', async () => {
    feed(output, 1, somePackets(1_000));
    await clock.advance(100);
    feed(output, 2, somePackets(3, 5_000));
    output.send({ type: 'frames', generation: 1, frames: somePackets(3) });
    await clock.advance(500);
    expect(numbersOf(sound()).slice(-3)).to.deep.equal([5_000, 5_001, 5_002]);
  });

  it('counts the position in the time of the track, which passes as fast as it is told', async () => {
    output.send({ type: 'load', generation: 1, mode: 'replace', positionMs: 10_000, speed: 1.25 });
    output.send({ type: 'frames', generation: 1, frames: somePackets(60) });
    output.send({ type: 'end', generation: 1 });
    await clock.advance(2_000);
    expect(ofType('position')).to.deep.equal([{ type: 'position', generation: 1, positionMs: 11_250 }]);
    expect(ofType('ended')).to.deep.equal([{ type: 'ended', generation: 1, positionMs: 11_500 }]);
  });

  describe('a generation that takes the place of another', () => {
    /** Numbers of frames: which generation, times 10,000, and which frame of the track. */
    const frameOf = (number: number) => number % 10_000;
    const generationOf = (number: number) => Math.floor(number / 10_000);
    const track = (generation: number, from: number, to: number) => somePackets(to - from, generation * 10_000 + from);
    const splice = (generation: number, replaces: number, fromFrame: number) =>
      output.send({ type: 'splice', generation, replaces, atMs: fromFrame * 20, positionMs: fromFrame * 20 });

    it('goes on where the old one stands, frame by frame, and the old one is never told to have ended', async () => {
      feed(output, 1, track(1, 0, 400));
      await clock.advance(1_990);
      splice(2, 1, 90);
      output.send({ type: 'frames', generation: 2, frames: track(2, 90, 105) });
      await clock.advance(20);
      expect(generationOf(numbersOf(sound()).at(-1) ?? 0), 'there is not enough of it yet').to.equal(1);
      output.send({ type: 'frames', generation: 2, frames: track(2, 105, 400) });
      output.send({ type: 'end', generation: 2 });
      await clock.advance(10_000);
      const heard = numbersOf(sound());
      expect(heard.map(frameOf)).to.deep.equal(numbers(0, 400));
      expect(heard.filter((number) => generationOf(number) === 1)).to.have.length(101);
      expect(sent.length - heard.length, 'silence at the end alone').to.equal(5);
      expect(ofType('started')).to.deep.equal([1, 2].map((generation) => ({ type: 'started', generation })));
      expect(ofType('ended')).to.deep.equal([{ type: 'ended', generation: 2, positionMs: 8_000 }]);
    });

    it('waits for its place, and for the old one to be over where that comes first', async () => {
      feed(output, 1, track(1, 0, 100));
      splice(2, 1, 60);
      output.send({ type: 'frames', generation: 2, frames: track(2, 60, 90) });
      output.send({ type: 'end', generation: 2 });
      await clock.advance(3_000);
      expect(numbersOf(sound()).map(generationOf)).to.deep.equal([...Array(60).fill(1), ...Array(30).fill(2)]);
      feed(output, 3, track(3, 0, 50));
      splice(4, 3, 80);
      output.send({ type: 'frames', generation: 4, frames: track(4, 0, 30) });
      await clock.advance(3_000);
      expect(numbersOf(sound()).slice(90).map(generationOf)).to.deep.equal([
        ...Array(50).fill(3),
        ...Array(30).fill(4),
      ]);
    });

    it('begins when the old one has run out meanwhile, without what would have lain before', async () => {
      feed(output, 1, track(1, 0, 50));
      splice(2, 1, 20);
      await clock.advance(3_000);
      expect(ofType('ended')).to.deep.equal([]);
      output.send({ type: 'frames', generation: 2, frames: track(2, 20, 45) });
      await clock.advance(100);
      output.send({ type: 'frames', generation: 2, frames: track(2, 45, 100) });
      await clock.advance(3_000);
      expect(numbersOf(sound()).map(frameOf)).to.deep.equal(numbers(0, 100));
    });

    it('counts another speed from the same place', async () => {
      feed(output, 1, track(1, 0, 400));
      await clock.advance(1_990);
      output.send({ type: 'splice', generation: 2, replaces: 1, atMs: 1_000, positionMs: 1_000, speed: 2 });
      output.send({ type: 'frames', generation: 2, frames: track(2, 0, 100) });
      await clock.advance(60);
      const [first] = numbersOf(sound()).filter((number) => generationOf(number) === 2);
      expect(first && frameOf(first), 'one second is twenty-five frames now').to.equal(25);
      await clock.advance(970);
      expect(ofType('position').at(-1)).to.deep.equal({ type: 'position', generation: 2, positionMs: 4_000 });
    });

    it('gives its place to a later one, can be withdrawn, and comes too late for one that is over', async () => {
      feed(output, 1, track(1, 0, 200));
      feed(output, 9, track(9, 0, 10), { mode: 'append' });
      splice(2, 1, 0);
      splice(3, 2, 0);
      output.send({ type: 'frames', generation: 2, frames: track(2, 0, 200) });
      await clock.advance(1_000);
      expect(numbersOf(sound()).every((number) => generationOf(number) === 1)).to.equal(true);
      output.send({ type: 'unload', generation: 3 });
      output.send({ type: 'frames', generation: 3, frames: track(3, 0, 200) });
      await clock.advance(3_500);
      splice(4, 1, 0);
      output.send({ type: 'frames', generation: 4, frames: track(4, 0, 200) });
      await clock.advance(1_000);
      const generations = numbersOf(sound()).map(generationOf);
      expect(generations).to.deep.equal([...Array(200).fill(1), ...Array(10).fill(9)]);
      expect(creditOf(4)).to.equal(0);
    });

    it('misses and repeats nothing, whenever it comes and however late', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.record({
            from: fc.nat(80),
            atFrame: fc.nat(100),
            batch: fc.integer({ min: 1, max: 60 }),
            everyMs: fc.constantFrom(0, 7, 35, 200),
            paused: fc.boolean(),
          }),
          async ({ from, atFrame, batch, everyMs, paused }) => {
            sent.length = 0;
            feed(output, 1, track(1, 0, 150));
            await clock.advance(atFrame * 20);
            if (paused) output.send({ type: 'pause' });
            splice(2, 1, Math.min(from, atFrame));
            for (let next = Math.min(from, atFrame); next < 300; next += batch) {
              output.send({ type: 'frames', generation: 2, frames: track(2, next, Math.min(300, next + batch)) });
              await clock.advance(everyMs);
            }
            output.send({ type: 'end', generation: 2 });
            if (paused) output.send({ type: 'resume' });
            await clock.advance(8_000);
            expect(numbersOf(sound()).map(frameOf)).to.deep.equal(numbers(0, 300));
            output.send({ type: 'stop' });
          },
        ),
        { numRuns: 60 },
      );
    });
  });

  it('does nothing more once it is closed', async () => {
    feed(output, 1, somePackets(100));
    await clock.advance(100);
    output.close();
    feed(output, 2, somePackets(100));
    await clock.advance(100);
    expect(sent.length).to.be.lessThan(7);
    expect(clock.pendingTimers).to.equal(0);
  });
});
