import { type OutputEvent, silentLogger } from '@tonearm/core';
import { FakeClock } from '@tonearm/core/testing';
import { expect } from 'chai';
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
    await clock.advance(20 * 30);
    expect(creditOf(2)).to.be.within(75, 80);
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
