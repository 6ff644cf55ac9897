import { expect } from 'chai';
import fc from 'fast-check';
import type { RestEdit, RestOfPlaylist } from '../../src/playback/queue-entry.js';
import { editedPage, shuffledRest, withoutTracks } from '../../src/playback/rest-of-playlist.js';

function aRest(trackCount: number | null): RestOfPlaylist {
  const reference = { source: 'fake', kind: 'playlist', id: 'list' } as const;
  return { kind: 'rest-of-playlist', reference, cursor: 'page-2', trackCount, edits: [] };
}

/** Loads a list in pages of three, as it was edited while nothing of it was there. */
function load(items: readonly number[], edits: readonly RestEdit[], ofPage = 3): readonly number[] {
  const loaded: number[] = [];
  let left = edits;
  for (let from = 0; from < items.length; from += ofPage) {
    const page = editedPage(items.slice(from, from + ofPage), left);
    loaded.push(...page.items);
    left = page.edits;
  }
  return loaded;
}

const NUMBERS = Array.from({ length: 10 }, (_, index) => index);

describe('The rest of a playlist', () => {
  it('loses exactly those that were removed by index, in whatever pages it comes', () => {
    const removal = fc.record({ from: fc.nat(9), count: fc.integer({ min: 1, max: 4 }) });
    fc.assert(
      fc.property(fc.array(removal, { maxLength: 5 }), fc.integer({ min: 1, max: 12 }), (removals, ofPage) => {
        const expected = [...NUMBERS];
        for (const { from, count } of removals) expected.splice(from, count);
        const edits = removals.map(({ from, count }) => ({ kind: 'removed', from, count }) as const);
        expect(load(NUMBERS, edits, ofPage)).to.deep.equal(expected);
      }),
    );
  });

  it('counts what is left, and is gone with its last track', () => {
    expect(withoutTracks(aRest(10), 2, 3)).to.include({ trackCount: 7 });
    expect(withoutTracks(aRest(10), 8, 5), 'no more than there are').to.include({ trackCount: 8 });
    expect(withoutTracks(aRest(3), 0, 3)).to.equal(undefined);
    expect(withoutTracks(aRest(null), 0, 3)).to.include({ trackCount: null });
    expect(withoutTracks(aRest(null), 0)).to.equal(undefined);
  });

  it('is shuffled page by page, by its seed: none lost, none twice, the same each time', () => {
    const { edits } = shuffledRest(aRest(10), 7);
    const loaded = load(NUMBERS, edits, 5);
    expect(loaded).to.have.members(NUMBERS).and.not.deep.equal(NUMBERS);
    expect(loaded.slice(0, 5)).to.have.members(NUMBERS.slice(0, 5));
    expect(load(NUMBERS, edits, 5)).to.deep.equal(loaded);
  });

  it('loses by the index that listeners see, also after it was shuffled', () => {
    const { edits } = shuffledRest(aRest(10), 7);
    const shuffled = load(NUMBERS, edits, 5);
    const lost = load(NUMBERS, [...edits, { kind: 'removed', from: 6, count: 2 }], 5);
    expect(lost).to.deep.equal(shuffled.toSpliced(6, 2));
  });
});
