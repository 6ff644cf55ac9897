import { expect } from 'chai';
import type { MetadataSource } from '../../src/sources/audio-source.js';
import { tracksOf } from '../../src/model/resolution.js';
import { isLive } from '../../src/model/track.js';
import { withUnknownLengths } from '../../src/sources/unknown-lengths.js';
import { aTrack } from '../../src/testing/a-track.js';
import { FakeSource } from '../../src/testing/fake-source.js';

const UNKNOWN = aTrack({ source: 'service', id: 'unknown', durationMs: null });
const KNOWN = aTrack({ source: 'service', id: 'known', durationMs: 1_000 });
const BARE = { source: 'service', kind: 'track', id: 'bare' } as const;
const CONTEXT = { signal: new AbortController().signal, report: () => {} };

const service: MetadataSource = {
  name: 'service',
  kind: 'metadata',
  identify: () => undefined,
  related: async () => [UNKNOWN, KNOWN],
  async resolve({ kind }) {
    if (kind === 'track') return { kind, track: UNKNOWN };
    if (kind === 'search') return { kind, tracks: [UNKNOWN, KNOWN] };
    return { kind: 'playlist', playlist: { title: '', url: '', trackCount: 3, items: [UNKNOWN, BARE, KNOWN] } };
  },
};

describe('A length of null', () => {
  it('is unknown at a source without sound, wherever the track comes from, and no live stream', async () => {
    const marked = withUnknownLengths(service);
    for (const kind of ['track', 'search', 'playlist'] as const) {
      const answer = await marked.resolve({ source: 'service', kind, id: '1' }, CONTEXT);
      const [first, second = KNOWN] = tracksOf(answer);
      expect(first, kind).to.deep.equal({ ...UNKNOWN, lengthUnknown: true });
      expect(second, kind).to.equal(KNOWN);
      if (answer.kind === 'playlist') expect(answer.playlist.items[1]).to.equal(BARE);
    }
    const related = (await marked.related?.(KNOWN, CONTEXT)) ?? [];
    expect(related.map(isLive)).to.deep.equal([false, false]);
  });

  it('is a live stream at a source with sound', () => {
    const source = new FakeSource({ tracks: [] });
    expect(withUnknownLengths(source)).to.equal(source);
    expect(isLive(UNKNOWN)).to.equal(true);
  });
});
