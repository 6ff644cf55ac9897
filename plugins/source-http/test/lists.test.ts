import { gzipSync } from 'node:zlib';
import { TrackUnavailableError } from '@tonearm/core';
import { expect } from 'chai';
import { aWeb, type Web } from './a-web.js';

describe('Lists behind links', () => {
  let web: Web;
  beforeEach(async () => {
    web = await aWeb();
  });
  afterEach(() => web.close());
  const failure = (path: string) => web.resolve(path).catch((error: unknown) => error);

  it('are playlists, page by page', async () => {
    const lines = Array.from({ length: 450 }, (_, at) => `#EXTINF:${at + 10},Song ${at}\n/song-${at}.mp3\n`);
    web.put('/mix.m3u8', `#EXTM3U\n${lines.join('')}`);
    const pages: unknown[] = [];
    for (let cursor: string | undefined; ; ) {
      const found = await web.resolve('/mix.m3u8', cursor === undefined ? {} : { cursor });
      if (found.kind !== 'playlist') throw new Error(found.kind);
      expect(found.playlist).to.include({ trackCount: 450, title: 'mix' });
      pages.push(...found.playlist.items);
      cursor = found.playlist.next;
      if (cursor === undefined) break;
    }
    expect(pages).to.have.length(450);
    expect(pages[449]).to.deep.equal({
      ...{ source: 'http', id: web.link('/song-449.mp3'), title: 'Song 449', author: '', durationMs: 459_000 },
      url: web.link('/song-449.mp3'),
    });
  });

  it('are looked up later where they say nothing', async () => {
    web.put('/mix.m3u', `#EXTM3U\n/a.mp3\n#EXTINF:-1,Live\n/b\n`);
    const reference = (path: string) => ({ source: 'http', kind: 'track', id: web.link(path) });
    expect(await web.resolve('/mix.m3u'))
      .to.have.nested.property('playlist.items')
      .that.deep.equals([reference('/a.mp3'), reference('/b')]);
  });

  it('that lead to themselves, or nowhere, are refused', async () => {
    web.put('/circle.m3u', `#EXTM3U\n/circle.m3u\n`);
    expect(await failure('/circle.m3u')).to.be.instanceOf(TrackUnavailableError);
    expect(web.requests.length).to.be.below(6);
    web.put('/nothing.m3u', `#EXTM3U\nfile:///etc/passwd\nC:\\music\\a.mp3\n`);
    expect(await failure('/nothing.m3u')).to.be.instanceOf(TrackUnavailableError);
  });

  it('of one station are tried server by server, but not for ever', async () => {
    const servers = Array.from(
      { length: 20 },
      (_, at) => `File${at}=/down-${at}\nTitle${at}=Bar (#${at})\nLength${at}=-1\n`,
    );
    web.put('/station.pls', `[playlist]\n${servers.join('')}`);
    expect(await failure('/station.pls')).to.be.instanceOf(TrackUnavailableError);
    expect(web.requests.filter((request) => request.startsWith('/down'))).to.have.length(5);
  });

  it('cannot lead inside', async () => {
    web.put('/trap.m3u', '#EXTM3U\nhttp://127.0.0.2/a.mp3\n');
    expect(await failure('/trap.m3u'))
      .to.be.instanceOf(TrackUnavailableError)
      .with.property('message')
      .that.contains('private network');
  });

  it('plays a podcast as a playlist, with the show, its picture, and lengths', async () => {
    const feed = `<rss xmlns:itunes="x"><channel><title>Tides</title><itunes:image href="https://a.example/p.jpg"/>
      <item><title>Two</title><itunes:duration>62</itunes:duration><enclosure url="/2.mp3?utm_source=rss" type="audio/mpeg"/></item>
      <item><title>One</title><enclosure url="/1.mp3" type="audio/mpeg"/></item></channel></rss>`;
    web.put('/feed', gzipSync(feed), { 'Content-Encoding': 'gzip', 'Content-Type': 'application/rss+xml' });
    const found = await web.resolve('/feed');
    if (found.kind !== 'playlist') throw new Error(found.kind);
    expect(found.playlist).to.include({ title: 'Tides', trackCount: 2, url: web.link('/feed') });
    const [two, one] = found.playlist.items;
    const id = web.link('/2.mp3');
    const about = { source: 'http', id, title: 'Two', author: 'Tides', album: 'Tides', url: id, durationMs: 62_000 };
    expect(two).to.deep.equal({ ...about, artworkUrl: 'https://a.example/p.jpg' });
    expect(one, 'its length is not told: it would pass for live').to.deep.equal({
      source: 'http',
      kind: 'track',
      id: web.link('/1.mp3'),
    });
  });
});
