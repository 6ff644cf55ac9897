import { PlaylistError } from '../errors/playlist-errors.js';
import type { PositionRange } from '../playback/queue-positions.js';

/** What is left of a list without some of its places, which are counted from 1, and what stood there. */
export function withoutPlaces<T>(
  items: readonly T[],
  ranges: readonly PositionRange[],
): { readonly left: readonly T[]; readonly removed: readonly T[] } {
  for (const place of ranges.flatMap(({ from, to }) => [from, to])) expectPlace(items.length, place);
  const isRemoved = (_: T, index: number) => ranges.some(({ from, to }) => index + 1 >= from && index + 1 <= to);
  return {
    left: items.filter((item, index) => !isRemoved(item, index)),
    removed: items.filter(isRemoved),
  };
}

/** @throws PlaylistError when a list of that length has no such place */
export function expectPlace(last: number, place: number): void {
  if (Number.isSafeInteger(place) && place >= 1 && place <= last) return;
  throw new PlaylistError({ kind: 'no-such-place', place, last });
}
