import { type Query, referenceKey, TrackUnavailableError } from '@tonearm/core';
import { expect } from 'chai';
import { PodcastSource } from '../src/index.js';
import { anOpusFile } from './audio-fixtures.js';
import { anOpenContext, aSourceContext, aWeb, type Web } from './a-web.js';

const FEED = `<rss xmlns:itunes="x"><channel><title>Tides</title>
<item><title>Neap tide</title><pubDate>Mon, 05 Jan 2026 10:00:00 GMT</pubDate><itunes:duration>61</itunes:duration><enclosure url="/1.opus"/></item>
<item><title>Spring tide</title><pubDate>Tue, 06 Jan 2026 10:00:00 GMT</pubDate><itunes:duration>62</itunes:duration><enclosure url="/2.opus"/></item>
<item><title>Untimed</title><enclosure url="/3.opus"/></item></channel></rss>`;

describe('PodcastSource', () => {
  let web: Web;
  let podcasts: PodcastSource;
  beforeEach(async () => {
    web = await aWeb();
    podcasts = new PodcastSource(web.source, web.parts);
    web.put('/feed', FEED);
    web.put('/3.opus', anOpusFile(30, { TITLE: 'The untimed one' }));
  });
  afterEach(() => web.close());

  const ask = (text: string): Query => ({ kind: 'search', source: 'podcast', text });
  const find = (words: string) => {
    const identified = podcasts.identify(ask(`${web.link('/feed')} ${words}`));
    if (!identified) throw new Error('That is none.');
    return podcasts.resolve(identified.reference, aSourceContext());
  };

  it('is asked by name, with the link of a feed', () => {
    const keys = [
      'https://a.example/rss',
      'A.example/rss  Latest',
      'feed://a.example/rss newest',
      'feed:https://a.example/rss',
    ].map((text) => {
      const identified = podcasts.identify(ask(text));
      return identified && referenceKey(identified.reference);
    });
    expect(new Set(keys)).to.deep.equal(new Set(['podcast:search:https://a.example/rss latest']));
    expect(podcasts.identify(ask('only words'))).to.equal(undefined);
    expect(podcasts.identify({ kind: 'search', text: 'a.example/rss' })).to.equal(undefined);
    expect(podcasts.identify({ kind: 'url', url: new URL('https://a.example/rss') })).to.equal(undefined);
  });

  it('finds the latest episode, and others by words', async () => {
    expect(await find('')).to.have.nested.property('tracks[0].title', 'Spring tide');
    expect(await find('NEAP'))
      .to.have.nested.property('tracks[0]')
      .that.includes({ source: 'http', title: 'Neap tide' });
    expect(await find('tide'))
      .to.have.property('tracks')
      .with.length(2);
    expect(await find('storm')).to.deep.equal({ kind: 'empty' });
  });

  it('looks at an episode whose length the feed does not tell', async () => {
    const found = await find('untimed');
    expect(found).to.have.nested.property('track').that.includes({ title: 'The untimed one', durationMs: 30_000 });
    if (found.kind !== 'track') throw new Error(found.kind);
    (await podcasts.open(found.track, anOpenContext())).readable.destroy();
    await web.whenQuiet();
  });

  it('says that something else is no feed', async () => {
    web.put('/feed', '<!doctype html>');
    expect(await find('').catch((error: unknown) => error)).to.be.instanceOf(TrackUnavailableError);
  });
});
