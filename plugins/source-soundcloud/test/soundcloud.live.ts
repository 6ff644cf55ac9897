import { type Resolution, SystemClock } from '@tonearm/core';
import { expect } from 'chai';
import { soundCloudSource } from '../src/index.js';
import { anOpenContext, aSourceContext } from './a-soundcloud.js';

// Asks SoundCloud itself, and so fails where there is no network, or where it lets nobody in from this machine: npm run test:live
describe('SoundCloud itself', () => {
  const source = soundCloudSource(new SystemClock());
  const resolve = (text: string): Promise<Resolution> => {
    const url = URL.parse(text);
    const found = source.identify(url ? { kind: 'url', url } : { kind: 'search', text });
    if (!found) throw new Error(`${text} means nothing to SoundCloud.`);
    return source.resolve(found.reference, aSourceContext());
  };

  it('finds what is searched for, and sends its sound', async () => {
    const found = await resolve('creative commons ambient');
    if (found.kind !== 'search') return expect.fail(`It is ${found.kind}.`);
    expect(found.tracks).to.have.length.above(5);
    let heard = 0;
    for (const track of found.tracks.slice(0, 5)) {
      // Some are sold, or protected.
      const stream = await source.open(track, anOpenContext()).catch(() => undefined);
      if (stream === undefined) continue;
      for await (const chunk of stream.readable) {
        heard += chunk.length;
        break;
      }
    }
    expect(heard).to.be.above(0);
  });

  it('describes what was found by its link', async () => {
    const found = await resolve('creative commons ambient');
    const [track] = found.kind === 'search' ? found.tracks : [];
    if (track === undefined) return expect.fail('Nothing was found.');
    expect(await resolve(track.url)).to.have.nested.property('track.id', track.id);
  });

  it('tells a user, page by page', async () => {
    const first = await resolve('https://soundcloud.com/soundcloud');
    expect(first).to.have.nested.property('playlist.items').with.length.above(0);
  });

  it('completes words', async () => {
    expect(await source.suggest('ambient', aSourceContext())).to.not.have.length(0);
  });
});
