import { seededRandom, shuffled } from '../runtime/random.js';
import type { RestEdit, RestOfPlaylist } from './queue-entry.js';

/** More tracks than any playlist has. */
const TO_THE_END = Number.MAX_SAFE_INTEGER;

/** A page as the edits leave it, and the edits for the pages that follow. */
export interface EditedPage<Item> {
  readonly items: readonly Item[];
  readonly edits: readonly RestEdit[];
}

/** The rest without so many of its tracks, from an index on; `undefined` when none is left. */
export function withoutTracks(rest: RestOfPlaylist, from: number, count = TO_THE_END): RestOfPlaylist | undefined {
  const edits: readonly RestEdit[] = [...rest.edits, { kind: 'removed', from, count }];
  if (rest.trackCount === null) return from === 0 && count === TO_THE_END ? undefined : { ...rest, edits };
  const removed = Math.min(count, rest.trackCount - from);
  return removed === rest.trackCount ? undefined : { ...rest, edits, trackCount: rest.trackCount - removed };
}

/** The rest with each of its pages in another order, always the same one for a seed. */
export function shuffledRest(rest: RestOfPlaylist, seed: number): RestOfPlaylist {
  return { ...rest, edits: [...rest.edits, { kind: 'shuffled', seed }] };
}

/** Does to a page what was asked for while it was not loaded. */
export function editedPage<Item>(items: readonly Item[], edits: readonly RestEdit[]): EditedPage<Item> {
  let page = items;
  const later: RestEdit[] = [];
  for (const edit of edits) {
    if (edit.kind === 'shuffled') {
      page = shuffled(page, seededRandom(edit.seed));
      later.push({ kind: 'shuffled', seed: (edit.seed + 1) % 2 ** 32 });
    } else {
      const here = Math.max(0, Math.min(edit.count, page.length - edit.from));
      const count = edit.count === TO_THE_END ? TO_THE_END : edit.count - here;
      if (count > 0) later.push({ kind: 'removed', from: Math.max(0, edit.from - page.length), count });
      page = page.toSpliced(edit.from, here);
    }
  }
  return { items: page, edits: later };
}

/** Whether the edits leave nothing of any page that follows. */
export function leavesNothing(edits: readonly RestEdit[]): boolean {
  return edits.some((edit) => edit.kind === 'removed' && edit.from === 0 && edit.count === TO_THE_END);
}
