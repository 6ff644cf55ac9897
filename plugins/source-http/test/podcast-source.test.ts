import {
  CircuitOpenError,
  type Query,
  referenceKey,
  SourceUnavailableError,
  TrackUnavailableError,
} from '@tonearm/core';
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

  it('leaves a host alone that keeps failing, as every link to it does', async () => {
    web.put('/feed', (_, response) => response.writeHead(503).end());
    const outcome = () => find('').catch((error: unknown) => error);
    for (let call = 0; call < 5; call++) expect(await outcome()).to.be.instanceOf(SourceUnavailableError);
    const before = web.requests.length;
    expect(await outcome()).to.be.instanceOf(CircuitOpenError);
    expect(await web.resolve('/3.opus').catch((error: unknown) => error)).to.be.instanceOf(CircuitOpenError);
    expect(web.requests).to.have.length(before);
  });

  it('says that something else is no feed', async () => {
    web.put('/feed', '<!doctype html>');
    expect(await find('').catch((error: unknown) => error)).to.be.instanceOf(TrackUnavailableError);
  });

  describe('at a link of Apple Podcasts', () => {
    const SHOW = 'https://podcasts.apple.com/de/podcast/tides/id1234567890';
    /** In the shape of Apple’s directory. */
    const episodes = () => [
      { wrapperType: 'track', kind: 'podcast', trackId: 1_234_567_890, feedUrl: web.link('/feed') },
      {
        wrapperType: 'podcastEpisode',
        trackId: 1_000_700_000_001,
        trackName: 'Neap tide',
        collectionName: 'Tides',
        trackTimeMillis: 61_000,
        episodeUrl: web.link('/1.opus?utm_source=apple'),
        artworkUrl600: 'https://is1-ssl.mzstatic.com/image/600x600bb.jpg',
      },
      { wrapperType: 'podcastEpisode', trackId: 2, trackName: 'Untimed', episodeUrl: web.link('/3.opus') },
    ];
    const directory = (results: unknown) => web.put('/lookup', JSON.stringify({ resultCount: 1, results }));
    const behind = async (link: string) => {
      const identified = podcasts.identify({ kind: 'url', url: new URL(link) });
      if (!identified) throw new Error('It is none of Apple’s.');
      return podcasts.resolve(identified.reference, aSourceContext());
    };
    const failure = (link: string) => behind(link).catch((error: unknown) => error);
    beforeEach(() => {
      podcasts = new PodcastSource(web.source, web.parts, new URL(web.base));
      directory(episodes());
    });

    it('plays the podcast from its own feed', async () => {
      expect(await behind(SHOW)).to.have.nested.property('playlist.title', 'Tides');
      expect(web.requests).to.deep.equal(['/lookup?id=1234567890&country=de', '/feed']);
    });

    it('plays the episode that it names, also one of unknown length', async () => {
      expect(await behind(`${SHOW}?i=1000700000001`)).to.deep.equal({
        kind: 'track',
        track: {
          source: 'http',
          id: web.link('/1.opus'),
          title: 'Neap tide',
          author: 'Tides',
          album: 'Tides',
          url: web.link('/1.opus'),
          durationMs: 61_000,
          artworkUrl: 'https://is1-ssl.mzstatic.com/image/600x600bb.jpg',
        },
      });
      expect(await behind(`${SHOW}?i=2`)).to.have.nested.property('track.durationMs', 30_000);
    });

    it('finds the latest episode, and others by words', async () => {
      for (const [words, title] of [
        ['', 'Spring tide'],
        ['neap', 'Neap tide'],
      ] as const) {
        const identified = podcasts.identify(ask(`${SHOW} ${words}`));
        const found = identified && (await podcasts.resolve(identified.reference, aSourceContext()));
        expect(found).to.have.nested.property('tracks[0].title', title);
      }
    });

    it('is one for every spelling, and no other page of Apple’s is', () => {
      const key = (link: string) => {
        const identified = podcasts.identify({ kind: 'url', url: new URL(link) });
        return identified && referenceKey(identified.reference);
      };
      const spellings = [
        `${SHOW}?i=5&uo=4`,
        `${SHOW.replace('/tides', '')}?uo=4&i=5`,
        `${SHOW.replace('/de/', '/DE/')}?i=5#x`,
      ];
      expect(new Set(spellings.map(key))).to.deep.equal(new Set(['podcast:track:apple:de/1234567890/5']));
      expect(key('https://podcasts.apple.com/podcast/id7')).to.equal('podcast:playlist:apple:us/7');
      for (const other of ['https://podcasts.apple.com/us/browse', 'https://podcasts.apple.com/us/channel/x/id7']) {
        expect(key(other), other).to.equal(undefined);
      }
      expect(key('https://podcasts.apple.com.evil.example/us/podcast/x/id7')).to.equal(undefined);
    });

    it('says so when Apple does not know it, names an address inside, or answers nonsense', async () => {
      expect(await failure(`${SHOW}?i=77`)).to.be.instanceOf(TrackUnavailableError);
      for (const results of [[], [{ feedUrl: 'file:///etc/passwd' }], [{ feedUrl: 'http://169.254.169.254/' }], 7]) {
        directory(results);
        expect(await failure(SHOW), JSON.stringify(results)).to.be.instanceOf(TrackUnavailableError);
      }
      web.put('/lookup', '<html>');
      expect(await failure(SHOW)).to.be.instanceOf(SourceUnavailableError);
      web.put('/lookup', 'x'.repeat(9_000_000));
      expect(await failure(SHOW)).to.be.instanceOf(SourceUnavailableError);
      await web.whenQuiet();
    });
  });
});
