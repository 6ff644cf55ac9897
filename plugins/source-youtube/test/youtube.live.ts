import {
  Container,
  createTonearm,
  type AudioSource,
  type Resolution,
  silentLogger,
  type Tonearm,
  tokens,
} from '@tonearm/core';
import { FakeVoiceConnector } from '@tonearm/core/testing';
import { expect } from 'chai';
import { youtube } from '../src/index.js';
import { aContext } from './a-source.js';

/** Uploaded in 2005, and never taken away since. */
const FIRST_VIDEO = 'jNQXAC9IVRw';
/** YouTube’s own list of what is popular in music. */
const LONG_LIST = 'PLMC9KNkIncKtPzgY-5rmhvj7fax8fdxoj';

// Asks YouTube itself, and so fails where there is no network, or where it suspects this machine: npm run test:live
describe('YouTube itself', () => {
  let tonearm: Tonearm;
  let source: AudioSource;
  before(async () => {
    const container = new Container();
    container.provide(tokens.logger, silentLogger);
    container.provide(tokens.voiceConnector, new FakeVoiceConnector());
    tonearm = await createTonearm({ container, plugins: [youtube()] });
    // The plugin brings a source with sound under this name.
    source = tonearm.sources.get('youtube') as AudioSource;
  });
  after(() => tonearm.close());

  const resolve = (text: string, cursor?: string): Promise<Resolution> => {
    const url = URL.parse(text);
    const found = source.identify(url ? { kind: 'url', url } : { kind: 'search', text });
    if (!found) throw new Error(`${text} means nothing to YouTube.`);
    return source.resolve(found.reference, aContext(cursor === undefined ? {} : { cursor }));
  };

  it('finds what is searched for', async () => {
    const found = await resolve('me at the zoo');
    expect(found).to.have.property('kind', 'search');
    if (found.kind === 'search') expect(found.tracks.map(({ id }) => id)).to.include(FIRST_VIDEO);
  });

  it('describes a video', async () => {
    const found = await resolve(`https://youtu.be/${FIRST_VIDEO}`);
    expect(found).to.have.nested.property('track.title').that.matches(/zoo/i);
    expect(found).to.have.nested.property('track.durationMs').that.is.within(18_000, 20_000);
  });

  it('gives a playlist page by page', async () => {
    const first = await resolve(`https://www.youtube.com/playlist?list=${LONG_LIST}`);
    if (first.kind !== 'playlist') return expect.fail(`It is ${first.kind}.`);
    expect(first.playlist.items).to.have.length.above(50);
    const second = await resolve(`https://www.youtube.com/playlist?list=${LONG_LIST}`, first.playlist.next);
    expect(second).to.have.nested.property('playlist.items').with.length.above(10);
  });

  it('completes words', async () => {
    expect(await source.suggest?.('never gonna', aContext())).to.not.have.length(0);
  });

  it('sends sound', async () => {
    const found = await resolve(`https://youtu.be/${FIRST_VIDEO}`);
    if (found.kind !== 'track') return expect.fail(`It is ${found.kind}.`);
    const signal = new AbortController();
    const context = { positionMs: 0, attemptSignal: AbortSignal.timeout(20_000), streamSignal: signal.signal };
    const stream = await source.open(found.track, context);
    for await (const chunk of stream.readable) {
      expect(chunk).to.have.length.above(0);
      break;
    }
    signal.abort();
  });
});
