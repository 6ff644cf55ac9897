import type { Playlist } from '../../../src/model/resolution.js';
import type { Track } from '../../../src/model/track.js';
import type { AudioSource } from '../../../src/sources/audio-source.js';
import type { Mutant } from './mutant.js';
import type { ShelfSource } from './shelf-source.js';

/** Sources that list wrongly. */
export const LIST_MUTANTS: readonly Mutant[] = [
  {
    fault: 'gives the same page for ever',
    breaks: 'pages-end',
    spoil: (good) => ({ resolve: onPages(good, (page) => ({ ...page, next: page.next ?? '8' })) }),
  },
  {
    fault: 'stops after the first page',
    breaks: 'joins-pages',
    spoil: (good) => ({ resolve: onPages(good, ({ next: _, ...page }) => page) }),
  },
  {
    fault: 'gives the first track again on each page',
    breaks: 'joins-pages',
    spoil: (good) => ({
      resolve: onPages(good, (page, cursor) => {
        const again = { ...page.items[0], id: 'r0' } as Track; // The shelf's pages hold tracks.
        return cursor === undefined ? page : { ...page, items: [again, ...page.items] };
      }),
    }),
  },
  {
    fault: 'sorts a playlist by its own taste',
    breaks: 'keeps-the-order',
    spoil: (good) => ({ resolve: onPages(good, (page) => ({ ...page, items: page.items.toReversed() })) }),
  },
  {
    fault: 'reads a list to its end before it gives the first page',
    breaks: 'reads-lists-lazily',
    spoil: (good) => ({
      resolve: async (reference, context) => {
        const first = await good.resolve(reference, context);
        for (let page = first; page.kind === 'playlist' && page.playlist.next !== undefined; ) {
          page = await good.resolve(reference, { ...context, cursor: page.playlist.next });
        }
        return first;
      },
    }),
  },
  {
    fault: 'gives all that a list has in one page',
    breaks: 'reads-lists-lazily',
    spoil: (good) => ({
      resolve: async (reference, context) => {
        const first = await good.resolve(reference, context);
        if (first.kind !== 'playlist') return first;
        const { next, ...playlist } = first.playlist;
        const items = [...playlist.items];
        for (let cursor = next; cursor !== undefined; ) {
          const page = await good.resolve(reference, { ...context, cursor });
          if (page.kind !== 'playlist') break;
          items.push(...page.playlist.items);
          cursor = page.playlist.next;
        }
        return { ...first, playlist: { ...playlist, items } };
      },
    }),
  },
];

/** The good answers with every page of a list in them changed. */
function onPages(
  good: ShelfSource,
  change: (page: Playlist, cursor: string | undefined) => Playlist,
): AudioSource['resolve'] {
  return async (reference, context) => {
    const answer = await good.resolve(reference, context);
    return answer.kind === 'playlist' ? { ...answer, playlist: change(answer.playlist, context.cursor) } : answer;
  };
}
