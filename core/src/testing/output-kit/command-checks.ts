import assert from 'node:assert/strict';
import type { Check } from '../conformance/check.js';
import { onStage } from './on-stage.js';
import type { OutputExam } from './output-exam.js';

/** What commands do, each to its own generation. */
export const COMMAND_CHECKS: readonly Check<OutputExam>[] = [
  onStage('is-silent-while-paused', 'sends nothing while it is paused', async (stage) => {
    stage.load(1, { frames: 240 });
    await stage.untilHeard(1, 10);
    stage.send({ type: 'pause' });
    await stage.settle();
    const before = stage.heard.length;
    await stage.settle();
    assert.equal(stage.heard.length, before, 'frames that were heard');
    assert.ok(before < 240, 'all of it was heard');
  }),
  onStage('keeps-its-place', 'goes on after a pause with the next frame, at the same position', async (stage) => {
    stage.load(1, { frames: 60 });
    await stage.untilHeard(1, 10);
    stage.send({ type: 'pause' });
    await stage.settle();
    stage.send({ type: 'resume' });
    await stage.untilTold('ended', 1);
    await stage.settle();
    assert.equal(stage.heardOf(1).length, 60, 'frames that were heard');
  }),
  onStage('drops-everything-on-stop', 'drops everything on a stop, and tells no end of it', async (stage) => {
    stage.load(1, { frames: 100 });
    await stage.untilHeard(1, 5);
    stage.send({ type: 'stop' });
    await stage.settle();
    const before = stage.heard.length;
    // Nothing is there any more after which it could come.
    stage.load(2, { frames: 10, mode: 'append' });
    await stage.untilHeard(2, 10);
    assert.equal(stage.heardOf(1).length, before, 'frames of what was stopped');
    assert.deepEqual(stage.told('ended', 1), []);
  }),
  onStage('replaces-at-once', 'plays at once what replaces, and tells no end of what was', async (stage) => {
    stage.load(1, { frames: 100 });
    await stage.untilHeard(1, 5);
    stage.load(2, { frames: 10 });
    await stage.untilHeard(2, 10);
    await stage.settle();
    assert.ok(stage.heardOf(1).length < 100, 'all of what was replaced was heard');
    assert.deepEqual(stage.told('ended', 1), []);
  }),
  onStage('appends', 'plays what is appended after the last frame of the one before', async (stage) => {
    stage.load(1, { frames: 20 });
    stage.load(2, { frames: 20, mode: 'append' });
    await stage.untilHeard(2, 20);
    const generations = stage.heard.map(({ generation }) => generation);
    assert.deepEqual(generations, [...Array(20).fill(1), ...Array(20).fill(2)]);
  }),
  onStage('ignores-what-is-over', 'ignores what comes for a generation that is over, or never was', async (stage) => {
    stage.load(1, { frames: 10 });
    await stage.untilHeard(1, 10);
    await stage.untilTold('ended', 1);
    stage.load(2, { frames: 30 });
    for (const generation of [1, 9]) {
      stage.give(generation, 500, 5);
      stage.send({ type: 'end', generation });
      stage.send({ type: 'unload', generation });
    }
    await stage.untilHeard(2, 30);
    await stage.settle();
    assert.deepEqual([stage.heardOf(1).length, stage.heardOf(2).length, stage.heard.length], [10, 30, 40]);
  }),
  onStage('withdraws-what-is-appended', 'withdraws what was appended and has not begun', async (stage) => {
    stage.load(1, { frames: 40 });
    stage.load(2, { frames: 10, mode: 'append' });
    await stage.untilHeard(1, 5);
    stage.send({ type: 'unload', generation: 2 });
    await stage.untilHeard(1, 40);
    await stage.settle();
    assert.equal(stage.heardOf(2).length, 0, 'frames of what was withdrawn');
  }),
  onStage(
    'lets-go-on-what-has-begun',
    'lets a generation go on that is withdrawn after it has begun',
    async (stage) => {
      stage.load(1, { frames: 40 });
      await stage.untilHeard(1, 5);
      stage.send({ type: 'unload', generation: 1 });
      await stage.untilHeard(1, 40);
    },
  ),
  onStage(
    'splices',
    'changes over to another generation at the place that was named, and tells no end of the old one',
    async (stage) => {
      stage.load(1, { frames: 120 });
      await stage.untilHeard(1, 5);
      stage.splice(2, { replaces: 1, atMs: 1_200, positionMs: 50_000, frames: 40 });
      await stage.untilTold('ended', 2);
      await stage.settle();
      const old = stage.heardOf(1).length;
      const [first] = stage.heardOf(2);
      // Each frame that the old one went on for is one that the new one leaves out.
      assert.ok(old >= 60 && old < 120, `${old} frames of the old one`);
      assert.equal(first?.index, old - 60, 'where the new one began');
      assert.deepEqual(stage.told('ended', 1), []);
    },
  ),
  onStage('splices-into-nothing', 'does nothing when what is to be replaced is over', async (stage) => {
    stage.load(1, { frames: 10 });
    await stage.untilTold('ended', 1);
    stage.splice(2, { replaces: 1, atMs: 100, positionMs: 0, frames: 20 });
    await stage.settle();
    assert.deepEqual([stage.credit(2), stage.heardOf(2).length], [0, 0], 'credit and frames of the new one');
  }),
  onStage('withdraws-a-splice', 'withdraws a generation that waits to take a place', async (stage) => {
    stage.load(1, { frames: 80 });
    await stage.untilHeard(1, 5);
    stage.splice(2, { replaces: 1, atMs: 1_200, positionMs: 0, frames: 40 });
    stage.send({ type: 'unload', generation: 2 });
    await stage.untilHeard(1, 80);
    await stage.settle();
    assert.equal(stage.heardOf(2).length, 0, 'frames of what was withdrawn');
  }),
  {
    id: 'lets-listeners-go',
    title: 'tells nothing more to who has stopped listening',
    run: async (exam) => {
      const rig = await exam.make();
      let told = 0;
      const stop = rig.output.onEvent(() => {
        told += 1;
      });
      stop();
      rig.output.send({ type: 'load', generation: 1, mode: 'replace', positionMs: 0 });
      await rig.pass(5);
      await rig.close();
      assert.equal(told, 0, 'events that were told');
    },
  },
];
