import assert from 'node:assert/strict';
import type { Check } from '../conformance/check.js';
import { draw, everyTask, type ViewExam } from './view-exam.js';

/** That a message depends on nothing but its snapshot and the language, and the snapshot on nothing but its maker. */
export const PURITY_CHECKS: readonly Check<ViewExam>[] = [
  {
    id: 'draws-alike',
    title: 'draws the same message of the same snapshot in the same language, whatever it drew before',
    run: ({ make }) => {
      const inOrder = draw(make(), everyTask());
      const backwards = draw(make(), everyTask().toReversed()).toReversed();
      assert.equal(backwards.length, inOrder.length, 'what it can draw depends on what it drew before');
      for (const [index, { label, content }] of inOrder.entries()) {
        assert.deepEqual(backwards[index]?.content, content, `${label}: another message when drawn again`);
      }
    },
  },
  {
    id: 'reads-no-clock',
    title: 'takes the time from the snapshot, never from the system',
    run: ({ make }) => {
      const view = make();
      for (const { label, snapshot, language } of everyTask()) {
        const looked = whatLooksAtTheClock(() => {
          try {
            view.render(snapshot, { language });
          } catch {
            // To draw everything is a promise of its own.
          }
        });
        assert.equal(looked, undefined, `${label}: read ${looked}`);
      }
    },
  },
  {
    id: 'leaves-the-snapshot-alone',
    title: 'leaves the snapshot as it was',
    run: ({ make }) => {
      const tasks = everyTask();
      const before = tasks.map(({ snapshot }) => structuredClone(snapshot));
      draw(make(), tasks);
      for (const [index, { label, snapshot }] of tasks.entries()) {
        assert.deepEqual(snapshot, before[index], `${label}: the snapshot was changed`);
      }
    },
  },
];

/**
 * Runs it with clocks that tell when they are read, and puts the real ones back. Nothing else runs in between: it is all one
 * turn of the event loop.
 */
function whatLooksAtTheClock(run: () => void): string | undefined {
  let read: string | undefined;
  const { Date: RealDate, performance, process } = globalThis;
  class WatchedDate extends RealDate {
    constructor(...parts: readonly (string | number | Date)[]) {
      // The real constructor has overloads, which a list of parts does not choose among.
      super(...(parts as [number]));
      if (parts.length === 0) read = 'new Date()';
    }

    static override now(): number {
      read = 'the time of Date';
      return RealDate.now();
    }
  }
  const clocks = [
    watch(globalThis, 'Date', () => WatchedDate),
    watch(performance, 'now', (real: () => number) => () => {
      read = 'the time of performance';
      return real.call(performance);
    }),
    watch(process, 'hrtime', (real: NodeJS.HRTime) =>
      Object.assign((time?: [number, number]) => {
        read = 'process.hrtime';
        return real(time);
      }, real),
    ),
  ];
  try {
    run();
  } finally {
    for (const restore of clocks) restore();
  }
  return read;
}

/** Puts another value under a name, and gives the way back. */
function watch<Owner extends object, Name extends keyof Owner>(
  owner: Owner,
  name: Name,
  other: (real: Owner[Name]) => unknown,
): () => void {
  const real = owner[name];
  const own = Object.getOwnPropertyDescriptor(owner, name);
  Object.defineProperty(owner, name, { value: other(real), configurable: true, writable: true });
  return () => {
    if (own) Object.defineProperty(owner, name, own);
    else Reflect.deleteProperty(owner, name);
  };
}
