import { type Reference, type Resolution, TonearmError, type Track } from '@tonearm/core';
import { expect } from 'chai';
import fc from 'fast-check';
import { Log, Parser } from 'youtubei.js';
import type { FoundItem } from '../src/metadata/metadata.js';
import { readList, readMix, readRelated, readSearch, readSongs } from '../src/metadata/read-lists.js';
import { readAlbum, readChannel, readSuggestions, readVisitor } from '../src/metadata/read-plain.js';
import { aContext, aSource, type TestedSource } from './a-source.js';
import {
  alertAnswer,
  aVideo,
  continuationItemRenderer,
  continuationItemViewModel,
  listAnswer,
  lockupViewModel,
  musicAnswer,
  nextAnswer,
  playerAnswer,
  playlistVideoRenderer,
  searchAnswer,
  searchClutter,
  songRenderer,
  videoId,
  videoRenderer,
} from './answers.js';
import { mutated, mutations } from './mutations.js';
import { recordings } from './recordings.js';

Log.setLevel(Log.Level.NONE);
Parser.setParserErrorHandler(() => {});

describe('answers that are not what they should be', () => {
  let tested: TestedSource;
  before(async () => {
    tested = await aSource();
  });
  after(() => tested.close());

  const reference = (kind: Reference['kind'], id: string): Reference => ({ source: 'youtube', kind, id });
  const cases: readonly (readonly [name: string, path: string, answer: object, asked: Reference])[] = [
    ['a search', '/search', searchAnswer([videoRenderer(aVideo(1)), ...searchClutter()]), reference('search', 'x')],
    [
      'a playlist',
      '/browse',
      listAnswer([playlistVideoRenderer(aVideo(1)), continuationItemRenderer('two')]),
      reference('playlist', 'PLx'),
    ],
    [
      'a playlist of lockups',
      '/browse',
      listAnswer([lockupViewModel(aVideo(1)), continuationItemViewModel('two')]),
      reference('playlist', 'PLx'),
    ],
    ['a missing playlist', '/browse', alertAnswer('Gone.'), reference('playlist', 'PLx')],
    ['a mix', '/next', nextAnswer({ mix: [aVideo(1), aVideo(2)] }), reference('playlist', `RD${videoId(1)}`)],
    ['a video', '/player', playerAnswer(aVideo(1)), reference('track', videoId(1))],
  ];

  for (const [name, path, answer, asked] of cases) {
    it(`of ${name} come to an answer of ours, or to an error in words`, async function () {
      this.timeout(30_000);
      const given = mutations.map((changes) => mutated(answer, changes));
      await fc.assert(
        fc.asyncProperty(given, async (json) => {
          tested.tube.on(path, () => ({ text: JSON.stringify(json) ?? '' }));
          checkResolution(await outcomeOf(tested.source.resolve(asked, aContext())));
        }),
        { numRuns: 60 },
      );
      // It was read to its end by the same thread: none of it has killed it.
      expect(tested.logger.lines.filter(({ level }) => level !== 'debug')).to.deep.equal([]);
    });
  }

  it('of songs, suggestions, channels and albums are read, or refused by an error', () => {
    const songs = musicAnswer([songRenderer(aVideo(1))]);
    const readers: readonly (readonly [unknown, (raw: unknown) => void])[] = [
      [songs, (raw) => readSongs(raw).forEach(checkItem)],
      [['a', [['ab', 0]], {}], (raw) => expect(readSuggestions(raw).every((line) => line !== '')).to.equal(true)],
      [{ endpoint: { browseEndpoint: { browseId: `UC${'x'.repeat(22)}` } } }, readChannel],
      [{ microformat: { microformatDataRenderer: { urlCanonical: 'https://x/?list=PLx' } } }, readAlbum],
      [{ responseContext: { visitorData: 'x' } }, readVisitor],
    ];
    for (const [answer, read] of readers) {
      fc.assert(
        fc.property(mutations, (changes) => {
          orError(() => read(mutated(answer, changes)));
        }),
        { numRuns: 200 },
      );
    }
  });

  it('as recorded, and then changed, are read, or refused by an error', function () {
    this.timeout(60_000);
    const readers = [
      [/^yt-search/, readSearch],
      [/^ytm-search/, readSongs],
      [/^yt-playlist/, (raw: unknown) => readList(raw).items],
      [/^yt-mix/, (raw: unknown) => readMix(raw, undefined).items],
      [/^yt-next/, (raw: unknown) => readRelated(raw, 'T4XJQO3qol8')],
    ] as const;
    for (const { id, text } of recordings(this)) {
      const [, read] = readers.find(([pattern]) => pattern.test(id)) ?? [];
      if (read === undefined) continue;
      const answer: unknown = JSON.parse(text);
      fc.assert(
        fc.property(mutations, (changes) => {
          orError(() => read(mutated(answer, changes)).forEach(checkItem));
        }),
        { numRuns: 2 },
      );
    }
  });
});

/** What does not read as it should is thrown away by an error, never by a hang or a half answer. */
function orError(read: () => void): void {
  try {
    read();
  } catch (error) {
    // What a check of this test has found is no error of the reader.
    if (error instanceof Error && error.name === 'AssertionError') throw error;
    expect(error).to.be.instanceOf(Error);
  }
}

async function outcomeOf(call: Promise<Resolution>): Promise<Resolution | undefined> {
  try {
    return await call;
  } catch (error) {
    expect(error).to.be.instanceOf(TonearmError);
    expect(error).to.not.have.property('code', 'unexpected');
    return undefined;
  }
}

function checkResolution(resolution: Resolution | undefined): void {
  if (resolution === undefined) return;
  expect(JSON.parse(JSON.stringify(resolution))).to.deep.equal(resolution);
  switch (resolution.kind) {
    case 'track':
      checkTrack(resolution.track);
      break;
    case 'search':
      resolution.tracks.forEach(checkTrack);
      break;
    case 'playlist':
      expect(resolution.playlist.title).to.be.a('string').with.length.below(400);
      for (const item of resolution.playlist.items) if ('title' in item) checkTrack(item);
      break;
    case 'empty':
      break;
  }
}

function checkTrack({ id, title, author, url, durationMs, artworkUrl, gainDb }: Track): void {
  checkItem({ videoId: id, title, author, durationMs, ...(artworkUrl !== undefined && { artworkUrl }) });
  expect(url).to.equal(`https://www.youtube.com/watch?v=${id}`);
  if (gainDb !== undefined) expect(gainDb).to.be.within(-30, 60);
}

function checkItem({ videoId: id, title, author, durationMs, artworkUrl }: FoundItem): void {
  expect(id).to.match(/^[\w-]{11}$/);
  expect(title).to.be.a('string').with.length.within(1, 300);
  expect(author).to.be.a('string').with.length.below(301);
  if (typeof durationMs === 'number') expect(durationMs).to.be.above(0).and.satisfy(Number.isFinite);
  if (artworkUrl !== undefined)
    expect(artworkUrl).to.match(/^https:\/\/[\w.-]+\.(?:ytimg|ggpht|googleusercontent)\.com\//);
}
