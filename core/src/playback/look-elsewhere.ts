import { DeadlineError } from '../errors/request-errors.js';
import type { Track } from '../model/track.js';
import type { Clock } from '../runtime/clock.js';
import type { StandIn, StandIns, StandInSearch } from '../sources/stand-ins.js';
import { phrase } from '../texts/phrase.js';

/** How long the other sources may take, all together, to say whether they have the same, in milliseconds. */
const LOOKING_MS = 20_000;

/**
 * What can be played instead of a track, as `StandIns.find` tells it. Only the looking is limited in time: what its taker does with one
 * before it wants the next, opening it, say, has time of its own.
 * @throws DeadlineError when the looking takes too long
 */
export async function* lookElsewhere(
  standIns: StandIns,
  track: Track,
  search: StandInSearch,
  clock: Clock,
): AsyncGenerator<StandIn, void> {
  const life = new AbortController();
  const found = standIns.find(track, { ...search, signal: AbortSignal.any([search.signal, life.signal]) });
  let leftMs = LOOKING_MS;
  try {
    for (;;) {
      const startedMs = clock.monotonic();
      const tooLong = () =>
        life.abort(new DeadlineError(phrase('failure.looking-elsewhere', { title: track.title }), LOOKING_MS));
      const stop = clock.after(leftMs, tooLong);
      const next = await found.next().finally(stop);
      if (next.done) return;
      leftMs -= clock.monotonic() - startedMs;
      yield next.value;
    }
  } finally {
    await found.return();
  }
}
