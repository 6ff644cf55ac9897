import { parseM3u, parsePls } from '@tonearm/core';
import { expect } from 'chai';
import fc from 'fast-check';
import { parseFeed } from '../src/feed.js';
import { latestOf, searchFeed } from '../src/feed-tracks.js';
import { icySound, icyTitle, segmentTitle } from '../src/icy-titles.js';
import { nameOfAttachment } from '../src/link-text.js';
import { areMirrors, type ListEntry, webEntries } from '../src/list-entry.js';
import { recogniseLink } from '../src/recognise-link.js';

const BASE = new URL('https://radio.example/lists/list');
const CHARACTERS_ACROSS = 20_000;
/** Far above what any takes; a reader that goes wrong takes minutes. */
const LONGEST_MS = 1_000;

const M3U =
  '#EXTM3U\r\n#EXTINF:123,Artist - Title\r\nhttps://a.example/1.mp3\r\n\r\n#EXTINF:-1 tvg-id="x",Live\r\nlive\r\nfile:///etc/passwd\r\n';
const PLS =
  '[playlist]\nNumberOfEntries=2\nFile2=two.mp3\nTitle2=Two\nLength2=61\nFile1=http://a.example:8000/\nTitle1=One\nLength1=-1\n';
const FEED = `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "boom"><!ENTITY b "&a;&a;&a;">]>
<rss xmlns:itunes="x"><channel><title>The &amp; Show &b;</title><itunes:author>Jo</itunes:author>
<itunes:image href="https://a.example/show.jpg"/>
<item><title><![CDATA[Old one]]></title><pubDate>Mon, 05 Jan 2026 10:00:00 GMT</pubDate><itunes:duration>1:01:01</itunes:duration>
<enclosure url="https://a.example/old.mp3?x=1&amp;y=2" type="audio/mpeg" length="5"/></item>
<item><title>Brand new: Änderung</title><pubDate>Tue, 06 Jan 2026 10:00:00 GMT</pubDate><itunes:duration>62</itunes:duration>
<enclosure url="/new.mp3" type="audio/mpeg"/></item>
<item><title>A text</title></item><item><title>A paper</title><enclosure url="/paper.pdf" type="application/pdf"/></item>
</channel></rss>`;

const ATOM =
  '<feed xmlns="http://www.w3.org/2005/Atom"><title>Air</title><author><name>Jo</name></author><entry><title>One</title>' +
  '<published>2026-01-05T10:00:00Z</published><link rel="alternate" href="/page"/><link rel="enclosure" href="/one.mp3" type="audio/mpeg"/></entry></feed>';

/** The lists are parsed by the core; what leads into the web is ours. */
const m3u = (text: string): readonly ListEntry[] => webEntries(parseM3u(text), BASE);
const pls = (text: string): readonly ListEntry[] => webEntries(parsePls(text), BASE);

describe('webEntries of an M3U', () => {
  it('reads titles, lengths and links, relative ones too, and nothing that is no link', () => {
    expect(m3u(M3U).map(({ url, ...rest }) => ({ url: url.href, ...rest }))).to.deep.equal([
      { url: 'https://a.example/1.mp3', title: 'Artist - Title', durationMs: 123_000 },
      { url: 'https://radio.example/lists/live', title: 'Live', durationMs: null },
    ]);
  });

  it('reads no more than anyone plays', () => {
    expect(m3u('a\n'.repeat(100_000))).to.have.length(10_000);
    expect(m3u(`${'a'.repeat(1_000_000)}\nb`).map(({ url }) => url.pathname)).to.deep.equal(['/lists/b']);
  });

  fuzz([M3U], (text) => m3u(text));
});

describe('webEntries of a PLS', () => {
  it('reads entries by their numbers', () => {
    expect(pls(PLS).map(({ url, ...rest }) => ({ url: url.href, ...rest }))).to.deep.equal([
      { url: 'http://a.example:8000/', title: 'One', durationMs: null },
      { url: 'https://radio.example/lists/two.mp3', title: 'Two', durationMs: 61_000 },
    ]);
  });

  it('knows the servers of one station from a list of several', () => {
    const list = (...titles: string[]) =>
      pls(
        titles.map((title, at) => `File${at}=http://s${at}.example/\nTitle${at}=${title}\nLength${at}=-1`).join('\n'),
      );
    expect(areMirrors(list('Groove (#1): a plate', 'Groove (#2): a plate'))).to.equal(true);
    expect(areMirrors(list('', ''))).to.equal(true);
    expect(areMirrors(list('Groove', 'Drone'))).to.equal(false);
    expect(areMirrors(pls(PLS))).to.equal(false);
    const album = '[playlist]\nFile1=/1.mp3\nTitle1=Song 1\nLength1=200\nFile2=/2.mp3\nTitle2=Song 2\nLength2=210\n';
    expect(areMirrors(pls(album)), 'what has a length is no station').to.equal(false);
  });

  fuzz([PLS], (text) => areMirrors(pls(text)));
});

describe('parseFeed', () => {
  it('reads the show and its episodes with sound, and expands nothing', async () => {
    const { episodes, ...show } = await parseFeed(FEED, BASE);
    expect(show).to.deep.equal({ title: 'The & Show &b;', author: 'Jo', artworkUrl: 'https://a.example/show.jpg' });
    expect(episodes.map(({ url, title, durationMs }) => [url.href, title, durationMs])).to.deep.equal([
      ['https://a.example/old.mp3?x=1&y=2', 'Old one', 3_661_000],
      ['https://radio.example/new.mp3', 'Brand new: Änderung', 62_000],
    ]);
  });

  it('finds the latest, and episodes by words in any order', async () => {
    const feed = await parseFeed(FEED, BASE);
    expect(latestOf(feed)?.title).to.equal('Brand new: Änderung');
    expect(searchFeed(feed, 'anderung NEW').map(({ title }) => title)).to.deep.equal(['Brand new: Änderung']);
    expect(searchFeed(feed, 'missing')).to.deep.equal([]);
  });

  it('reads Atom', async () => {
    const { title, author, episodes } = await parseFeed(ATOM, BASE);
    expect([title, author, episodes[0]?.url.pathname, episodes[0]?.publishedAtMs]).to.deep.equal([
      ...['Air', 'Jo', '/one.mp3', Date.UTC(2026, 0, 5, 10)],
    ]);
  });

  it('is not blown up by entities within entities, nor by elements within elements', async () => {
    const entities = Array.from({ length: 20 }, (_, at) => `<!ENTITY e${at + 1} "${`&e${at};`.repeat(10)}">`).join('');
    const bomb = FEED.replace('<!ENTITY a "boom">', `<!ENTITY e0 "boom">${entities}`).replace('&b;', '&e20;');
    expect((await parseFeed(bomb, BASE)).title).to.equal('The & Show &e20;');
    const startedMs = performance.now();
    await parseFeed('<!'.repeat(50_000), BASE);
    expect(performance.now() - startedMs).to.be.below(LONGEST_MS);
    expect((await parseFeed('<rss><channel>'.repeat(50_000), BASE)).episodes).to.deep.equal([]);
  });

  it('reads no more than anyone plays, and no title that nobody reads', async () => {
    const item = '<item><title>One</title><enclosure url="/1.mp3"/></item>';
    const long = await parseFeed(`<rss><channel>${item.repeat(10_010)}</channel></rss>`, BASE);
    expect(long.episodes).to.have.length(10_000);
    const loud = await parseFeed(`<rss><channel>${item.replace('One', 'One '.repeat(100_000))}</channel></rss>`, BASE);
    expect(loud.episodes[0]?.title.length).to.be.below(5_000);
  });

  fuzz([FEED, ATOM], async (text) => latestOf(await parseFeed(text, BASE)));
});

describe('icySound', () => {
  it('takes out what is said between, however the bytes arrive', async () => {
    const text = Buffer.alloc(64);
    text.write("StreamTitle='Sigur Rós - Hoppípolla';StreamUrl='';");
    const stream = Buffer.concat([Buffer.from('abcd'), Buffer.from([text.length / 16]), text, Buffer.from('efgh\0ij')]);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), async (sizes) => {
        const titles: string[] = [];
        const sound: Buffer[] = [];
        for await (const part of icySound(inPieces(stream, sizes), 4, (title) => titles.push(title))) sound.push(part);
        expect(Buffer.concat(sound).toString()).to.equal('abcdefghij');
        expect(titles).to.deep.equal(['Sigur Rós - Hoppípolla']);
      }),
    );
  });

  it('reads titles as stations write them', () => {
    const title = (text: string, encoding: BufferEncoding = 'utf8') => icyTitle(Buffer.from(text, encoding));
    expect(title("StreamTitle='Don't stop';StreamUrl='x';\0\0")).to.equal("Don't stop");
    expect(title("StreamTitle='Caf\xe9';", 'latin1')).to.equal('Café');
    expect(title("StreamTitle='';")).to.equal(undefined);
    expect(title("StreamTitle='a\u202eb\nc")).to.equal(undefined);
    expect(title("StreamTitle='a\u202eb\nc';")).to.equal('a b c');
  });

  it('reads what stands behind the length of a segment, and knows what is no title', () => {
    expect(segmentTitle('Night Boat - Ferry')).to.equal('Night Boat - Ferry');
    expect(segmentTitle('title="Ferry, \u202eagain",artist="Night Boat",url="x=\\"1\\""')).to.equal(
      'Night Boat - Ferry, again',
    );
    expect(segmentTitle('title="News at nine",artist=""')).to.equal('News at nine');
    expect(segmentTitle('Ночь')).to.equal('Ночь');
    for (const nothing of ['', 'no desc', '10', '-', 'seg-1.ts', 'title="",artist=""', 'Live']) {
      expect(segmentTitle(nothing), nothing).to.equal(undefined);
    }
  });

  it('never fails, whatever the bytes are', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 3_000 }),
        fc.integer({ min: 1, max: 600 }),
        async (bytes, interval) => {
          let length = 0;
          for await (const part of icySound(inPieces(Buffer.from(bytes), [97]), interval, () => {}))
            length += part.length;
          expect(length).to.be.at.most(bytes.length);
        },
      ),
    );
  });
});

describe('recogniseLink', () => {
  it('goes by the bytes, not by what the server says', () => {
    const kindOf = (text: string, type = 'audio/mpeg', path = '/x.mp3') =>
      recogniseLink(Buffer.from(text, 'latin1'), new URL(path, BASE), type).kind;
    expect(kindOf('#EXTM3U\n#EXT-X-VERSION:3')).to.equal('hls');
    expect(kindOf('\xef\xbb\xbf#EXTM3U\na')).to.equal('m3u');
    expect(kindOf('\n[Playlist]\nFile1=a')).to.equal('pls');
    expect(kindOf(FEED)).to.equal('feed');
    expect(kindOf('<!doctype html><p>')).to.equal('page');
    expect(kindOf('http://a.example/', 'audio/x-mpegurl')).to.equal('m3u');
    expect(kindOf('http://a.example/', 'text/plain', '/list.m3u')).to.equal('m3u');
    expect(kindOf('http://a.example/')).to.equal('unknown');
    expect(kindOf('FORM1234AIFF', 'text/html')).to.equal('audio');
    expect(kindOf('')).to.equal('unknown');
  });

  it('has an answer for any bytes', () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => recogniseLink(Buffer.from(bytes), BASE, '').kind.length > 0));
  });
});

describe('nameOfAttachment', () => {
  it('takes the name of an attachment out of its header', () => {
    expect(nameOfAttachment(`inline; filename="a_b.mp3"`)).to.equal('a b');
    expect(nameOfAttachment(`attachment; filename=x.mp3; filename*=UTF-8''%C3%A4.mp3`)).to.equal('ä');
    expect([undefined, 'inline', "filename*=UTF-8''%zz"].map(nameOfAttachment)).to.deep.equal(['', '', '%zz']);
  });
});

/** Damaged, cut, doubled and made-up texts: nothing is thrown, and nothing takes long. */
function fuzz(samples: readonly string[], parse: (text: string) => unknown | Promise<unknown>): void {
  it('never fails and never hangs, whatever the text is', () => {
    const damaged = fc
      .tuple(fc.constantFrom(...samples), fc.nat(), fc.nat(), fc.string({ unit: 'binary' }))
      .map(([text, from, length, other]) => {
        const at = from % text.length;
        return text.slice(0, at) + other + text.slice(at + (length % (text.length - at)));
      });
    const repeated = fc
      .tuple(fc.constantFrom(...samples), fc.nat(), fc.integer({ min: 1, max: 40 }))
      .map(([text, from, length]) => {
        const part = text.slice(from % text.length, (from % text.length) + length);
        return part.repeat(CHARACTERS_ACROSS / part.length);
      });
    return fc.assert(
      fc.asyncProperty(fc.oneof(damaged, repeated, fc.string({ unit: 'binary' })), async (text) => {
        const startedMs = performance.now();
        await parse(text);
        expect(performance.now() - startedMs).to.be.below(LONGEST_MS);
      }),
      { numRuns: 300 },
    );
  });
}

async function* inPieces(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Buffer> {
  for (let at = 0, piece = 0; at < bytes.length; piece++) {
    const size = sizes[piece % sizes.length] ?? 1;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}
