import type { MediaStandIn } from '../../../src/testing/media/media-stand-in.js';
import type { Mutant } from './mutant.js';

/** Sources that know wrongly what a query means. */
export const IDENTITY_MUTANTS: readonly Mutant[] = [
  { fault: 'has blanks in its name', breaks: 'has-a-name', name: 'My Shelf', spoil: () => ({}) },
  {
    fault: 'takes a spelling for another track',
    breaks: 'one-key-for-all-spellings',
    spoil: (good) => ({
      identify: (query) => {
        const found = good.identify(query);
        if (!found || query.kind === 'search') return found;
        // The same track, by a name that is not the canonical one.
        return { ...found, reference: { ...found.reference, id: found.reference.id + query.url.hash } };
      },
      resolve: (reference, context) => good.resolve({ ...reference, id: reference.id.replace(/#.*/, '') }, context),
    }),
  },
  {
    fault: 'changes the query',
    breaks: 'identifies-purely',
    spoil: (good) => ({
      identify: (query) => {
        const found = good.identify(query);
        if (query.kind === 'url') query.url.hash = 'seen';
        return found;
      },
    }),
  },
  {
    fault: 'asks the network what a link is',
    breaks: 'identifies-purely',
    spoil: (good, media) => ({
      identify: (query) => {
        glance(media);
        return good.identify(query);
      },
    }),
  },
  {
    fault: 'asks the network for what words may stand',
    breaks: 'identifies-purely',
    spoil: (good, media) => ({
      identify: (query) => {
        const found = good.identify(query);
        if (found?.reference.kind === 'search') glance(media);
        return found;
      },
    }),
  },
  {
    fault: 'takes every link',
    breaks: 'leaves-what-is-foreign',
    spoil: (good) => ({
      identify: (query) => good.identify(query) ?? { reference: good.reference('track', 'none') },
    }),
  },
  {
    fault: 'tells the start in seconds',
    breaks: 'starts-in-milliseconds',
    spoil: (good) => ({
      identify: (query) => {
        const found = good.identify(query);
        return found?.startMs === undefined ? found : { ...found, startMs: found.startMs / 1000 };
      },
    }),
  },
];

/** A request of no use. */
function glance(media: MediaStandIn): void {
  const signal = AbortSignal.timeout(1_000);
  const asked = media.fetch('https://shelf.example/api/search', { signal });
  asked.then(({ body }) => body?.cancel()).catch(() => {});
}
