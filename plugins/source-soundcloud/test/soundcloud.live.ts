import { type Resolution, type SourceContext, SystemClock } from '@tonearm/core';
import { expect } from 'chai';
import { soundCloudSource } from '../src/index.js';

// Asks SoundCloud itself, and so fails where there is no network: npm run test:live
describe('SoundCloud itself', () => {
  const source = soundCloudSource(new SystemClock());
  const context: SourceContext = { signal: new AbortController().signal, report: () => {} };

  const search = async (text: string): Promise<Resolution> => {
    const found = source.identify({ kind: 'search', text });
    if (!found) throw new Error(`“${text}” means nothing to SoundCloud.`);
    return source.resolve(found.reference, context);
  };

  it('finds what is searched for, describes it, and sends its sound', async () => {
    const found = await search('lofi hip hop');
    if (found.kind !== 'search') return expect.fail(`It is ${found.kind}.`);
    const [track] = found.tracks;
    if (track === undefined) return expect.fail('Nothing was found.');
    const link = source.identify({ kind: 'url', url: new URL(track.url) });
    expect(link).to.not.equal(undefined);
    const life = new AbortController();
    const times = { positionMs: 0, attemptSignal: AbortSignal.timeout(20_000), streamSignal: life.signal };
    const { readable } = await source.open(track, times);
    for await (const chunk of readable) {
      expect(chunk).to.have.length.above(0);
      break;
    }
    life.abort();
  });
});
