import { FakeClock } from '@tonearm/core/testing';
import { type Bench, type BenchContext, type Figure, measured } from '../bench.js';
import { playLocked } from '../rivals/locked-embed-bot.js';
import { playWithEmbeds } from '../simulation/songs-with-embeds.js';
import { median } from '../statistics.js';

const SONGS = 6;
const EDITS_MS = [0, 200, 5_000];

/** Whether drawing progress can slow what it draws. */
export const sixSongs: Bench = {
  name: 'six-songs',
  title: 'Six instant songs, each with an embed',
  means:
    'Songs that take no time, three workers, messages whose edits take theirs; virtual time, plus for Tonearm the computing. ' +
    'The bot before waited for every edit, in one lock, and slept in it.',
  rival: 'edits in a lock',
  run,
};

async function run({ quick }: BenchContext): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  await playWithEmbeds(SONGS, 0); // It only warms the compiler up.
  for (const editMs of EDITS_MS) {
    const drawn = [];
    for (let round = 0; round < (quick ? 3 : 9); round++) drawn.push(await playWithEmbeds(SONGS, editMs));
    const locked = await playLocked(new FakeClock(), SONGS, editMs);
    figures.push(
      measured({
        label: `an edit takes ${editMs} ms: all six are there after`,
        unit: 'ms',
        value: median(drawn.map(({ ms }) => ms)),
        rival: locked.ms,
        aim: { of: 'value', below: 100 },
      }),
      measured({
        label: `an edit takes ${editMs} ms: edits in all`,
        unit: 'edits',
        value: median(drawn.map(({ edits }) => edits)),
        rival: locked.edits,
      }),
    );
  }
  return figures;
}
