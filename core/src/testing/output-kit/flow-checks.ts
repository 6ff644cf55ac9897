import assert from 'node:assert/strict';
import type { Check } from '../conformance/check.js';
import { onBreakingStage, onStage } from './on-stage.js';
import type { OutputExam } from './output-exam.js';

/** Five seconds. */
const MOST_HELD = 250;

/** How frames come and leave, and what is told of it. */
export const FLOW_CHECKS: readonly Check<OutputExam>[] = [
  onStage('answers-load-with-credit', 'answers a load with credit, paused or not', async (stage) => {
    stage.send({ type: 'pause' });
    stage.load(1, { frames: 0 });
    await stage.untilTold('credit', 1);
  }),
  onStage('holds-five-seconds', 'wants no more than five seconds ahead, of all generations together', async (stage) => {
    stage.send({ type: 'pause' });
    stage.load(1, { frames: 200 });
    stage.load(2, { frames: 400, mode: 'append' });
    await stage.settle();
    const credit = stage.credit(1) + stage.credit(2);
    // Of the first, what it did not use is free again once it has ended.
    assert.ok(credit <= 2 * MOST_HELD - 200, `${credit} frames of credit while none has left`);
  }),
  onStage('gives-credit-for-what-left', 'gives credit again for frames that left, and for no others', async (stage) => {
    stage.load(1, { frames: 600, end: false });
    await stage.untilTold('credit', 1);
    const first = stage.credit(1);
    await stage.until('more credit', () => stage.credit(1) > first && stage.heard.length >= 60);
    stage.send({ type: 'pause' });
    await stage.settle();
    const left = stage.heard.length;
    const more = stage.credit(1) - first;
    assert.ok(more <= left, `${more} more frames of credit, and ${left} left`);
  }),
  onStage('plays-in-order', 'sends every frame once, in order', async (stage) => {
    stage.load(1, { frames: 30 });
    await stage.untilHeard(1, 30);
    await stage.settle();
    const numbers = stage.heard.map(({ index }) => index);
    assert.deepEqual(
      numbers,
      Array.from({ length: 30 }, (_, index) => index),
    );
  }),
  onStage('tells-the-start', 'tells the start of a generation once, with its first frame', async (stage) => {
    stage.load(1, { frames: 0 });
    await stage.settle();
    assert.deepEqual(stage.told('started', 1), [], 'it started without a frame');
    stage.give(1, 0, 20);
    await stage.untilTold('started', 1);
    await stage.untilHeard(1, 20);
    assert.equal(stage.told('started', 1).length, 1, 'how often it started');
  }),
  onStage(
    'counts-the-position',
    'counts the position by frames that left, from where the generation begins',
    async (stage) => {
      stage.load(1, { frames: 60, positionMs: 30_000 });
      await stage.untilTold('ended', 1);
      const positions = stage.told('position', 1).map(({ positionMs }) => positionMs);
      assert.ok(positions.length >= 1, 'no position within 60 frames');
      for (const position of positions) {
        assert.ok(position > 30_000 && position <= 31_200 && position % 20 === 0, `a position of ${position} ms`);
      }
      assert.equal(stage.told('ended', 1)[0]?.positionMs, 31_200, 'the position at the end');
    },
  ),
  onStage('counts-by-speed', 'counts the position faster where the speed is higher', async (stage) => {
    stage.load(1, { frames: 60, speed: 2 });
    await stage.untilTold('ended', 1);
    const [position] = stage.told('position', 1);
    assert.equal((position?.positionMs ?? 1) % 40, 0, `a position of ${position?.positionMs} ms`);
    assert.equal(stage.told('ended', 1)[0]?.positionMs, 2_400, 'the position at the end');
  }),
  onStage(
    'tells-the-end-once',
    'tells the end once, when the last frame has left and no more will come',
    async (stage) => {
      stage.load(1, { frames: 20, end: false });
      await stage.untilHeard(1, 20);
      await stage.settle();
      assert.deepEqual(stage.told('ended', 1), [], 'it ended although more may come');
      stage.send({ type: 'end', generation: 1 });
      await stage.untilTold('ended', 1);
      stage.send({ type: 'pause' });
      stage.load(2, { frames: 10 });
      await stage.settle();
      assert.deepEqual(stage.told('ended', 2), [], 'it ended before its frames left');
      stage.send({ type: 'resume' });
      await stage.untilTold('ended', 2);
      await stage.settle();
      assert.deepEqual([stage.told('ended', 1).length, stage.told('ended', 2).length], [1, 1], 'how often they ended');
    },
  ),
  onStage(
    'tells-that-it-starves',
    'tells once that it has nothing to send, and does not take it for the end',
    async (stage) => {
      stage.load(1, { frames: 0, end: false });
      const before = stage.told('starved', 1).length;
      stage.give(1, 0, 10);
      await stage.until('“starved”', () => stage.told('starved', 1).length > before);
      await stage.settle();
      assert.equal(stage.told('starved', 1).length - before, 1, 'how often it starved');
    },
  ),
  onStage('tells-that-it-goes-on', 'tells that it goes on when frames come again', async (stage) => {
    stage.load(1, { frames: 0, end: false });
    stage.give(1, 0, 10);
    await stage.untilHeard(1, 10);
    await stage.settle();
    assert.deepEqual(stage.told('resumed', 1), [], 'it went on without frames');
    stage.give(1, 10, 10);
    await stage.untilTold('resumed', 1);
    await stage.untilHeard(1, 20);
  }),
  onBreakingStage('tells-that-it-broke', 'tells once that it is broken, and nothing after that', async (stage) => {
    stage.load(1, { frames: 200 });
    await stage.untilTold('failed', 1);
    const before = stage.heard.length;
    stage.load(2, { frames: 20 });
    await stage.settle();
    assert.equal(stage.heard.length, before, 'frames that were heard');
    assert.equal(stage.events.at(-1)?.type, 'failed', 'the last that was told');
    assert.equal(stage.told('failed', 1).length, 1, 'how often it broke');
  }),
  onStage('waits-quietly', 'does not starve before its first frame: it is only being loaded', async (stage) => {
    stage.load(1, { frames: 0, end: false });
    await stage.settle();
    assert.deepEqual(stage.told('starved', 1), []);
  }),
];
