import type { FakeClock } from '@tonearm/core/testing';

/** Its percentages, the last of which is the end. */
const POINTS = [10, 20, 40, 60, 80, 90, 100];
/** How long the finished message is shown before it is forgotten, with the lock of all messages held. */
const SHOWN_MS = 5_000;

/**
 * How the bot before Tonearm drew progress: three workers, one lock around every edit of every message, waited for by
 * the worker, and kept while a finished message is shown. The songs themselves take no time.
 */
export async function playLocked(
  clock: FakeClock,
  songs: number,
  editMs: number,
): Promise<{ ms: number; edits: number }> {
  let edits = 0;
  let waiting = songs;
  let unlocked = Promise.resolve();
  const edit = (percent: number) => {
    edits += 1;
    unlocked = unlocked.then(async () => {
      await clock.sleep(editMs);
      if (percent === 100) await clock.sleep(SHOWN_MS);
    });
    return unlocked;
  };
  const work = async () => {
    while (waiting > 0) {
      waiting -= 1;
      for (const percent of POINTS) await edit(percent);
    }
  };
  const startedMs = clock.monotonic();
  let endedMs: number | undefined;
  void Promise.all([work(), work(), work()]).then(() => {
    endedMs = clock.monotonic();
  });
  while (endedMs === undefined) await clock.advance(SHOWN_MS);
  return { ms: endedMs - startedMs, edits };
}
