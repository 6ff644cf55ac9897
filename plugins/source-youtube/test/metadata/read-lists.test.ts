import { expect } from 'chai';
import { Log, Parser } from 'youtubei.js';
import { CallFailure } from '../../src/metadata/protocol.js';
import { readList, readMix, readRelated, readSearch, readSongs } from '../../src/metadata/read-lists.js';
import { readAlbum, readChannel, readSuggestions, readVisitor } from '../../src/metadata/read-plain.js';
import {
  alertAnswer,
  aVideo,
  continuationItemRenderer,
  continuationItemViewModel,
  furtherAnswer,
  listAnswer,
  lockupViewModel,
  musicAnswer,
  nextAnswer,
  playlistVideoRenderer,
  searchAnswer,
  searchClutter,
  songRenderer,
  videoId,
  videoRenderer,
} from '../answers.js';
import { recordings } from '../recordings.js';

// As in the metadata thread.
Log.setLevel(Log.Level.NONE);
Parser.setParserErrorHandler(() => {});

describe('readSearch', () => {
  it('gives the videos in their order, without what stands between them', () => {
    const [first, ...clutter] = [videoRenderer(aVideo(1)), ...searchClutter()];
    const found = readSearch(searchAnswer([first as object, ...clutter, videoRenderer(aVideo(2))]));
    expect(found.map(({ videoId: id }) => id)).to.deep.equal([videoId(1), videoId(2)]);
    expect(found[0]).to.deep.equal({
      videoId: videoId(1),
      title: 'Video 1',
      author: 'A channel',
      durationMs: 185_000,
      artworkUrl: `https://i.ytimg.com/vi/${videoId(1)}/336.jpg`,
    });
  });

  it('tells live from what has not begun', () => {
    const live = videoRenderer(aVideo(1, { live: true, length: undefined as never }));
    // A premiere tells its length before it begins.
    const soon = videoRenderer(aVideo(2, { upcoming: true }));
    const [one, other] = readSearch(searchAnswer([live, soon]));
    expect(one).to.have.property('durationMs', null);
    expect(other).to.not.have.property('durationMs');
  });

  it('reads lengths of hours, and makes names readable', () => {
    const video = aVideo(1, { length: '1:02:03', title: ' A\u202e\n  title\u0007 ', author: 'Somebody - Topic' });
    const [found] = readSearch(searchAnswer([videoRenderer(video)]));
    expect(found).to.deep.include({ title: 'A title', author: 'Somebody', durationMs: 3_723_000 });
  });

  it('passes on no picture that lies elsewhere', () => {
    const item = JSON.parse(JSON.stringify(videoRenderer(aVideo(1))).replaceAll('i.ytimg.com', 'evil.example'));
    expect(readSearch(searchAnswer([item]))[0]).to.not.have.property('artworkUrl');
  });
});

describe('readSongs', () => {
  it('gives songs with artist and album', () => {
    const found = readSongs(musicAnswer([songRenderer(aVideo(1, { author: 'An artist' }))]));
    expect(found).to.deep.equal([
      {
        videoId: videoId(1),
        title: 'Video 1',
        author: 'An artist',
        album: 'An album',
        durationMs: 185_000,
        artworkUrl: `https://i.ytimg.com/vi/${videoId(1)}/336.jpg`,
      },
    ]);
  });
});

describe('readList', () => {
  const shapes = [
    ['the old shape', playlistVideoRenderer, continuationItemRenderer],
    ['the shape of lockups', lockupViewModel, continuationItemViewModel],
  ] as const;

  for (const [name, shape, mark] of shapes) {
    it(`reads ${name}: the first page, further ones, and the mark of the next`, () => {
      const videos = [aVideo(1), aVideo(2, { live: true, length: undefined as never }), aVideo(3)];
      const page = readList(listAnswer([...videos.map((video) => shape(video)), mark('page two')], 'Mine', '1,234'));
      expect(page).to.deep.include({ title: 'Mine', trackCount: 1_234, after: 'page two' });
      expect(page.items.map((item) => [item.videoId, item.durationMs])).to.deep.equal([
        [videoId(1), 185_000],
        [videoId(2), null],
        [videoId(3), 185_000],
      ]);
      expect(page.items[0]).to.deep.include({ title: 'Video 1', author: 'A channel' });
      const further = readList(furtherAnswer([shape(aVideo(4)), mark('page three')]));
      expect(further.items.map(({ videoId: id }) => id)).to.deep.equal([videoId(4)]);
      expect(further.after).to.equal('page three');
      expect(readList(furtherAnswer([shape(aVideo(5))]))).to.not.have.property('after');
    });
  }

  it('finds the mark among several commands', () => {
    const commands = [{ playlistVotingRefreshPopupCommand: {} }, { continuationCommand: { token: 'page two' } }];
    const mark = { continuationItemRenderer: { continuationEndpoint: { commandExecutorCommand: { commands } } } };
    expect(readList(listAnswer([playlistVideoRenderer(aVideo(1)), mark])).after).to.equal('page two');
  });

  it('leaves out what cannot be played', () => {
    const items = [playlistVideoRenderer({ ...aVideo(1), playable: false }), playlistVideoRenderer(aVideo(2))];
    expect(readList(listAnswer(items)).items.map(({ videoId: id }) => id)).to.deep.equal([videoId(2)]);
  });

  it('says what YouTube says of a list that is not there', () => {
    expect(() => readList(alertAnswer('The playlist does not exist.')))
      .to.throw(CallFailure)
      .with.property('failure')
      .that.deep.equals({ kind: 'refused', words: 'The playlist does not exist.' });
  });
});

describe('readMix', () => {
  const mix = [1, 2, 3].map((number) => aVideo(number));

  it('gives the mix, and its last video as the mark of what follows', () => {
    const page = readMix(nextAnswer({ mix }), undefined);
    expect(page).to.deep.include({ title: 'Mix – a video', trackCount: null, after: videoId(3) });
    expect(page.items.map(({ videoId: id }) => id)).to.deep.equal(mix.map(({ id }) => id));
  });

  it('gives only what follows on a video that is known, and ends where nothing does', () => {
    expect(readMix(nextAnswer({ mix }), videoId(2)).items.map(({ videoId: id }) => id)).to.deep.equal([videoId(3)]);
    expect(readMix(nextAnswer({ mix }), videoId(3)))
      .to.deep.include({ items: [] })
      .and.not.have.property('after');
    expect(readMix(nextAnswer({}), undefined).items).to.deep.equal([]);
  });
});

describe('readRelated', () => {
  it('gives the mix of a video without itself, or what stands beside it', () => {
    const beside = [lockupViewModel(aVideo(8)), lockupViewModel({ ...aVideo(9), type: 'PLAYLIST' })];
    const ids = (raw: object) => readRelated(raw, videoId(1)).map(({ videoId: id }) => id);
    expect(ids(nextAnswer({ mix: [aVideo(1), aVideo(2)], beside }))).to.deep.equal([videoId(2)]);
    expect(ids(nextAnswer({ mix: [aVideo(1)], beside }))).to.deep.equal([videoId(8)]);
    expect(ids(nextAnswer({ beside: [{ itemSectionRenderer: { contents: beside } }] }))).to.deep.equal([videoId(8)]);
  });
});

describe('recorded answers of YouTube', () => {
  it('are read as what they are, every one of them', function () {
    const expected: Readonly<Record<string, (raw: unknown) => unknown>> = {
      'yt-visitor-id-web': (raw) => readVisitor(raw)?.slice(0, 8),
      'yt-suggest': (raw) => readSuggestions(raw).slice(0, 2),
      'yt-resolve-handle': readChannel,
      'yt-search-test-video': (raw) => readSearch(raw).length,
      'yt-search-test-video-2': (raw) => readSearch(raw).length,
      'yt-search-corrected': (raw) => readSearch(raw).length,
      'yt-search-playlists': (raw) => readSearch(raw).length,
      'yt-search-end': (raw) => readSearch(raw).length,
      'yt-search-end-2': (raw) => readSearch(raw).length,
      'ytm-search-songs': (raw) => readSongs(raw).length,
      'yt-playlist-pop-header': (raw) => readList(raw).trackCount,
      'yt-playlist-pop-1': (raw) => [readList(raw).items.length, readList(raw).after !== undefined],
      'yt-playlist-pop-2': (raw) => [readList(raw).items.length, readList(raw).after !== undefined],
      'yt-playlist-lockup-1': (raw) => [readList(raw).items.length, readList(raw).after !== undefined],
      'yt-playlist-lockup-2': (raw) => [readList(raw).items.length, readList(raw).after !== undefined],
      'yt-playlist-missing': (raw) => refusalOf(raw),
      'yt-mix-FAqYW76GLPA': (raw) => [readMix(raw, undefined).items.length, readRelated(raw, 'FAqYW76GLPA').length],
      'yt-next-T4XJQO3qol8': (raw) => readRelated(raw, 'T4XJQO3qol8').length,
    };
    const told = {
      'yt-visitor-id-web': 'CgtwTUIt',
      'yt-suggest': ['hello', 'hello kitty'],
      'yt-resolve-handle': 'UCYJ61XIK64sp6ZFFS8sctxw',
      'yt-search-test-video': 20,
      'yt-search-test-video-2': 20,
      'yt-search-corrected': 20,
      'yt-search-playlists': 0,
      'yt-search-end': 1,
      'yt-search-end-2': 0,
      'ytm-search-songs': 20,
      'yt-playlist-pop-header': 200,
      'yt-playlist-pop-1': [100, true],
      'yt-playlist-pop-2': [100, false],
      'yt-playlist-lockup-1': [20, true],
      'yt-playlist-lockup-2': [20, false],
      'yt-playlist-missing': { kind: 'refused', words: 'The playlist does not exist.' },
      'yt-mix-FAqYW76GLPA': [25, 24],
      'yt-next-T4XJQO3qol8': 20,
    };
    // The player’s script is never asked for.
    const answers = recordings(this).filter(({ id }) => id !== 'yt-iframe-api');
    const read = answers.map(({ id, text }) => [id, expected[id]?.(JSON.parse(text)) ?? 'nobody reads it']);
    expect(Object.fromEntries(read)).to.deep.equal(told);
  });

  it('tell title, author and length of every video in lists', function () {
    const lists = recordings(this).filter(({ id }) => /^yt-playlist-(?:pop|lockup)-\d/.test(id));
    const items = lists.flatMap(({ text }) => readList(JSON.parse(text)).items);
    expect(items).to.have.length(240);
    for (const item of items) {
      expect(item.title).to.not.equal('');
      expect(item.author).to.not.equal('');
      expect(item.durationMs).to.be.above(10_000);
    }
  });
});

describe('the plain answers', () => {
  it('are read for what they have, whatever they are', () => {
    expect(readSuggestions(['a', [['ab', 0], ['', 1], 'x', [7]], {}])).to.deep.equal(['ab']);
    expect(readSuggestions({ not: 'a list' })).to.deep.equal([]);
    expect(readChannel({ endpoint: { watchEndpoint: { videoId: 'x' } } })).to.equal(null);
    expect(readChannel({ endpoint: { browseEndpoint: { browseId: 'FEwhat_to_watch' } } })).to.equal(null);
    const album = (urlCanonical: unknown) => ({ microformat: { microformatDataRenderer: { urlCanonical } } });
    expect(readAlbum(album('https://music.youtube.com/playlist?list=OLAK5uy_x'))).to.equal('OLAK5uy_x');
    for (const odd of ['https://music.youtube.com/', 'nonsense', 5, 'https://x/?list=../x']) {
      expect(readAlbum(album(odd))).to.equal(null);
    }
  });
});

function refusalOf(raw: unknown): unknown {
  try {
    return readList(raw);
  } catch (error) {
    return error instanceof CallFailure ? error.failure : error;
  }
}
