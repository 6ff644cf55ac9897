import { expect } from 'chai';
import { WindowBreaker } from '../../src/resilience/window-breaker.js';
import { Registry } from '../../src/runtime/registry.js';
import type { AudioSource } from '../../src/sources/audio-source.js';
import { GuardedSources } from '../../src/sources/guarded-sources.js';
import { DEFAULT_DEADLINES } from '../../src/sources/guards/deadline-guard.js';
import { collectSuggestions, openArtwork } from '../../src/sources/suggestions.js';
import { aTrack } from '../../src/testing/a-track.js';
import { FakeClock } from '../../src/testing/fake-clock.js';
import { FakeSource } from '../../src/testing/fake-source.js';

function guarded(...list: AudioSource[]) {
  const clock = new FakeClock();
  const sources = new Registry<AudioSource>('source');
  for (const source of list) sources.add(source);
  const breaker = (name: string) => new WindowBreaker({ name, clock });
  return new GuardedSources({ sources, clock, deadlines: DEFAULT_DEADLINES, breaker });
}

const named = (name: string, ...titles: string[]) =>
  new FakeSource({ name, tracks: titles.map((title) => aTrack({ source: name, id: title, title })) });
const { signal } = new AbortController();

describe('collectSuggestions', () => {
  it('asks all sources, in their order, and shows each label once', async () => {
    const sources = guarded(named('one', 'Needle', 'Nest'), named('two', 'Needle', 'Neon'));
    const labels = (await collectSuggestions(sources, 'ne', signal)).map(({ label }) => label);
    expect(labels).to.deep.equal(['Needle', 'Nest', 'Neon']);
  });

  it('asks only the source that is named', async () => {
    const sources = guarded(named('one', 'Needle'), named('two', 'Neon'));
    const labels = (await collectSuggestions(sources, 'two: ne', signal)).map(({ label }) => label);
    expect(labels).to.deep.equal(['Neon']);
  });

  it('goes without a source that fails, and suggests nothing for a link', async () => {
    const failing = Object.assign(named('one', 'Needle'), { suggest: () => Promise.reject(new Error('down')) });
    expect(await collectSuggestions(guarded(failing, named('two', 'Neon')), 'ne', signal)).to.have.length(1);
    expect(await collectSuggestions(guarded(named('one', 'https')), 'https://music.example/', signal)).to.deep.equal(
      [],
    );
  });

  it('gives no more than Discord shows', async () => {
    const many = named('one', ...Array.from({ length: 40 }, (_, index) => `Needle ${index}`));
    expect(await collectSuggestions(guarded(many), '', signal)).to.have.length(25);
  });
});

describe('openArtwork', () => {
  const picture = { bytes: Uint8Array.of(1, 2, 3), contentType: 'image/png' };
  const withArtwork = Object.assign(named('one'), {
    artwork: async (id: string) => (id === 'a/b' ? picture : undefined),
  });

  it('asks the source that the link names', async () => {
    expect(await openArtwork(guarded(withArtwork), 'artwork:one/a/b', signal)).to.equal(picture);
  });

  it('gives nothing for other links, other sources, or a source without pictures', async () => {
    const sources = guarded(withArtwork, named('two'));
    for (const link of ['https://a.example/x.png', 'artwork:three/a', 'artwork:two/a', 'artwork:one/none']) {
      expect(await openArtwork(sources, link, signal), link).to.equal(undefined);
    }
  });
});
