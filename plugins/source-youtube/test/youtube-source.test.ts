import {
  type Playlist,
  type Reference,
  type Resolution,
  SourceUnavailableError,
  TrackUnavailableError,
} from '@tonearm/core';
import { expect } from 'chai';
import { BotCheckError, UnplayableVideoError } from '../src/streams/stream-errors.js';
import { aContext, aSource, type TestedSource } from './a-source.js';
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
  playerAnswer,
  playlistVideoRenderer,
  searchAnswer,
  searchClutter,
  songRenderer,
  videoId,
  videoRenderer,
} from './answers.js';
import { aRefusal } from './streams/player-answers.js';

const LIST = 'PLinvented00000000000000000000000000';
const search = (id: string): Reference => ({ source: 'youtube', kind: 'search', id });
const track = (id: string): Reference => ({ source: 'youtube', kind: 'track', id });
const list = (id: string): Reference => ({ source: 'youtube', kind: 'playlist', id });

describe('YouTubeSource', () => {
  let tested: TestedSource;
  before(async () => {
    tested = await aSource({ longestPlaylist: 250 });
  });
  beforeEach(() => {
    tested.tube.requests.length = 0;
    tested.logger.lines.length = 0;
  });
  after(() => tested.close());

  const resolve = (reference: Reference, cursor?: string) =>
    tested.source.resolve(reference, aContext(cursor === undefined ? {} : { cursor }));

  describe('what is asked for', () => {
    it('is a link, with or without its scheme, or words in one spelling', () => {
      const link = `youtu.be/${videoId(1)}?t=5`;
      const meant = { reference: track(videoId(1)), startMs: 5_000 };
      expect(tested.source.identify({ kind: 'url', url: new URL(`https://${link}`) })).to.deep.equal(meant);
      expect(tested.source.identify({ kind: 'search', text: link })).to.deep.equal(meant);
      expect(tested.source.identify({ kind: 'search', source: 'youtube', text: `https://${link}` })).to.deep.equal(
        meant,
      );
      const words = { reference: search('some words') };
      expect(tested.source.identify({ kind: 'search', text: ' Some  WORDS' })).to.deep.equal(words);
      expect(tested.source.identify({ kind: 'search', text: ' ' })).to.equal(undefined);
      expect(tested.source.identify({ kind: 'search', source: 'local', text: link })).to.equal(undefined);
    });
  });

  describe('a search', () => {
    it('gives tracks: videos whose length is known, and live ones', async () => {
      const videos = [aVideo(1), aVideo(2, { upcoming: true, length: undefined as never }), aVideo(3)];
      tested.tube.on('/search', () => ({ json: searchAnswer([...videos.map(videoRenderer), ...searchClutter()]) }));
      const found = await resolve(search('words'));
      expect(found).to.have.property('kind', 'search');
      expect(idsOf(found)).to.deep.equal([videoId(1), videoId(3)]);
      expect(tested.tube.requests[0]?.body).to.deep.include({ query: 'words', params: 'EgIQAQ%3D%3D' });
      expect(tested.tube.requests[0]?.body.context.client).to.include({ clientName: 'WEB', hl: 'en', gl: 'US' });
    });

    it('is empty when nothing is found, and fails when nothing can be read', async () => {
      tested.tube.on('/search', () => ({ json: searchAnswer(searchClutter()) }));
      expect(await resolve(search('words'))).to.deep.equal({ kind: 'empty' });
      tested.tube.on('/search', () => ({ json: [] }));
      expect(await failureOf(resolve(search('words')))).to.be.instanceOf(SourceUnavailableError);
    });

    it('goes to YouTube Music by its name, and finds songs that YouTube plays', async () => {
      tested.tube.on('/search', () => ({ json: musicAnswer([songRenderer(aVideo(1, { author: 'An artist' }))]) }));
      const asked = tested.music.identify({ kind: 'search', source: 'ytmusic', text: 'A Song' });
      expect(asked?.reference).to.deep.equal({ source: 'ytmusic', kind: 'search', id: 'a song' });
      const found = await tested.music.resolve(asked?.reference ?? search(''), aContext());
      expect(found)
        .to.have.nested.property('tracks[0]')
        .that.includes({ source: 'youtube', author: 'An artist', album: 'An album' });
      expect(tested.tube.requests[0]?.body.context.client.clientName).to.equal('WEB_REMIX');
      expect(tested.music.identify({ kind: 'search', text: 'A Song' })).to.equal(undefined);
    });
  });

  describe('a video', () => {
    it('is a track with its length and how loud it is', async () => {
      tested.tube.on('/player', () => ({ json: playerAnswer(aVideo(1, { author: 'Somebody - Topic' })) }));
      expect(await resolve(track(videoId(1)))).to.deep.equal({
        kind: 'track',
        track: {
          source: 'youtube',
          id: videoId(1),
          title: 'Video 1',
          author: 'Somebody',
          url: `https://www.youtube.com/watch?v=${videoId(1)}`,
          durationMs: 185_000,
          artworkUrl: `https://i.ytimg.com/vi/${videoId(1)}/336.jpg`,
          gainDb: -9.5,
        },
      });
      expect(tested.tube.requests[0]?.body.context.client.clientName).to.equal('VISIONOS');
    });

    it('has no length while it is live', async () => {
      const live = playerAnswer(aVideo(1), { isLive: true, lengthSeconds: '0' });
      tested.tube.on('/player', () => ({ json: live }));
      expect(await resolve(track(videoId(1)))).to.have.nested.property('track.durationMs', null);
    });

    it('that nobody may play says why, without asking as another client', async () => {
      const soon = aRefusal('LIVE_STREAM_OFFLINE', 'This live event will begin in 2 hours.');
      tested.tube.on('/player', () => ({ json: soon }));
      const failure = await failureOf(resolve(track(videoId(1))));
      expect(failure).to.be.instanceOf(UnplayableVideoError).and.include({ reason: 'not-started', retryable: false });
      expect(tested.tube.requests).to.have.length(1);
    });

    it('that one client is refused is asked for as the next', async () => {
      tested.tube.on('/player', () => ({ json: aRefusal('UNPLAYABLE', 'This video is made for kids.') }));
      tested.tube.on('/reel/reel_item_watch', () => ({ json: { playerResponse: playerAnswer(aVideo(1)) } }));
      expect(await resolve(track(videoId(1)))).to.have.nested.property('track.title', 'Video 1');
      const names = tested.tube.requests.map(({ body }) => body.context.client.clientName);
      expect(names).to.deep.equal(['VISIONOS', 'ANDROID']);
      expect(tested.tube.requests[1]?.body.playerRequest.videoId).to.equal(videoId(1));
      // What was said of the video is told, not what befell the last client.
      tested.tube.on('/reel/reel_item_watch', () => ({ text: 'oops', status: 500 }));
      expect(await failureOf(resolve(track(videoId(1))))).to.have.property('reason', 'kids');
    });

    it('is asked for once more, as somebody else, when the page is to be reloaded', async () => {
      const answers = [aRefusal('UNPLAYABLE', 'The page needs to be reloaded.'), playerAnswer(aVideo(1))];
      tested.tube.on('/player', () => ({ json: answers.shift() }));
      tested.tube.on('/visitor_id', () => ({ json: { responseContext: { visitorData: 'new' } } }));
      expect(await resolve(track(videoId(1)))).to.have.property('kind', 'track');
      const visitors = tested.tube.requests
        .filter(({ path }) => path === '/player')
        .map(({ headers }) => headers['x-goog-visitor-id']);
      expect(visitors[1]).to.equal('new');
      expect(visitors[0]).to.not.equal('new');
    });

    it('is not asked for again when YouTube suspects a robot', async () => {
      const suspects = aRefusal('LOGIN_REQUIRED', 'Sign in to confirm you’re not a bot');
      tested.tube.on('/player', () => ({ json: suspects }));
      expect(await failureOf(resolve(track(videoId(1))))).to.be.instanceOf(BotCheckError);
      expect(tested.tube.requests).to.have.length(1);
    });
  });

  describe('a playlist', () => {
    const shapes = [
      ['old', playlistVideoRenderer, continuationItemRenderer],
      ['new', lockupViewModel, continuationItemViewModel],
    ] as const;

    for (const [name, shape, mark] of shapes) {
      it(`of the ${name} shape comes page by page, in order`, async () => {
        const pages: Readonly<Record<string, object>> = {
          two: furtherAnswer([shape(aVideo(3)), shape(aVideo(4)), mark('three')]),
          three: furtherAnswer([shape(aVideo(5))]),
        };
        const first = listAnswer([shape(aVideo(1)), shape(aVideo(2)), mark('two')], 'Mine', '5');
        tested.tube.on('/browse', ({ body }) => ({ json: body.continuation ? pages[body.continuation] : first }));
        const one = playlistOf(await resolve(list(LIST)));
        expect(one).to.deep.include({
          title: 'Mine',
          trackCount: 5,
          url: `https://www.youtube.com/playlist?list=${LIST}`,
        });
        const two = playlistOf(await resolve(list(LIST), one.next));
        const three = playlistOf(await resolve(list(LIST), two.next));
        expect([one, two, three].flatMap(({ items }) => items.map(({ id }) => id))).to.deep.equal(
          [1, 2, 3, 4, 5].map(videoId),
        );
        expect(three.next).to.equal(undefined);
        expect(tested.tube.requests.map(({ body }) => body.browseId ?? body.continuation)).to.deep.equal([
          `VL${LIST}`,
          'two',
          'three',
        ]);
      });
    }

    it('has what is not known yet as what is looked up later', async () => {
      const soon = playlistVideoRenderer(aVideo(2, { upcoming: true, length: undefined as never }));
      tested.tube.on('/browse', () => ({ json: listAnswer([playlistVideoRenderer(aVideo(1)), soon]) }));
      const { items } = playlistOf(await resolve(list(LIST)));
      expect(items[1]).to.deep.equal(track(videoId(2)));
    });

    it('has an end, however long YouTube goes on', async () => {
      const page = (from: number) => Array.from({ length: 100 }, (_, index) => lockupViewModel(aVideo(from + index)));
      tested.tube.on('/browse', ({ body }) => {
        const at = Number(body.continuation ?? 0);
        const further = [...page(at), continuationItemViewModel(String(at + 100))];
        return { json: body.continuation ? furtherAnswer(further) : listAnswer(further, 'Long', '9,999') };
      });
      const ids: string[] = [];
      let cursor: string | undefined;
      do {
        const playlist = playlistOf(await resolve(list(LIST), cursor));
        expect(playlist.trackCount).to.be.oneOf([250, null]);
        ids.push(...playlist.items.map(({ id }) => id));
        cursor = playlist.next;
      } while (cursor !== undefined);
      expect(new Set(ids)).to.have.property('size', 250);
      expect(ids).to.have.length(250);
    });

    it('that gives pages without videos, or the same page for ever, ends', async () => {
      const marks = Array.from({ length: 50 }, (_, index) => String(index));
      tested.tube.on('/browse', () => ({ json: furtherAnswer([continuationItemRenderer(marks.pop() ?? 'end')]) }));
      let pages = 0;
      let cursor: string | undefined = '1 start';
      while (cursor !== undefined) {
        cursor = playlistOf(await resolve(list(LIST), cursor)).next;
        pages += 1;
      }
      expect(pages).to.be.below(20);
      tested.tube.on('/browse', () => ({ json: furtherAnswer([continuationItemRenderer('same')]) }));
      expect(playlistOf(await resolve(list(LIST), '1 same')).next).to.equal(undefined);
    });

    it('stops where it is when its next page is gone, and says so in the log', async () => {
      tested.tube.on('/browse', () => ({ text: 'no such continuation', status: 400 }));
      expect(playlistOf(await resolve(list(LIST), '100 gone')))
        .to.deep.include({ items: [] })
        .and.not.have.property('next');
      expect(tested.logger.lines.map(({ level }) => level)).to.deep.equal(['warn']);
      expect(playlistOf(await resolve(list(LIST), 'no cursor of ours')).items).to.deep.equal([]);
      // What may pass is told, so that it is tried again.
      tested.tube.on('/browse', () => ({ text: 'busy', status: 503 }));
      expect(await failureOf(resolve(list(LIST), '100 busy'))).to.have.property('retryable', true);
    });

    it('that is not there says what YouTube says, and an empty one is empty', async () => {
      tested.tube.on('/browse', () => ({ json: alertAnswer('The playlist does not exist.') }));
      const failure = await failureOf(resolve(list(LIST)));
      expect(failure).to.be.instanceOf(TrackUnavailableError);
      expect(failure).to.have.property('message').that.contains('The playlist does not exist.');
      tested.tube.on('/browse', () => ({ json: listAnswer([]) }));
      expect(await resolve(list(LIST))).to.deep.equal({ kind: 'empty' });
    });
  });

  describe('a list by another name', () => {
    it('is what a channel has uploaded', async () => {
      const browseId = `UC${'y'.repeat(22)}`;
      tested.tube.on('/navigation/resolve_url', () => ({ json: { endpoint: { browseEndpoint: { browseId } } } }));
      tested.tube.on('/browse', () => ({ json: listAnswer([lockupViewModel(aVideo(1))]) }));
      const found = await resolve(list('@somebody'));
      expect(found.canonical).to.deep.equal(list(`UU${'y'.repeat(22)}`));
      expect(tested.tube.requests[0]?.body.url).to.equal('https://www.youtube.com/@somebody');
      expect(tested.tube.requests[1]?.body.browseId).to.equal(`VLUU${'y'.repeat(22)}`);
      tested.tube.on('/navigation/resolve_url', () => ({ text: '{}', status: 404 }));
      expect(await failureOf(resolve(list('@nobody')))).to.be.instanceOf(TrackUnavailableError);
    });

    it('is an album of YouTube Music', async () => {
      const urlCanonical = 'https://music.youtube.com/playlist?list=OLAK5uy_invented';
      const named = { microformat: { microformatDataRenderer: { urlCanonical } } };
      tested.tube.on('/browse', ({ body }) => ({
        json: body.browseId === 'MPREb_invented' ? named : listAnswer([lockupViewModel(aVideo(1))]),
      }));
      const found = await resolve(list('MPREb_invented'));
      expect(found.canonical).to.deep.equal(list('OLAK5uy_invented'));
      expect(playlistOf(found).items).to.have.length(1);
    });
  });

  describe('a mix', () => {
    it('grows from its video, part by part', async () => {
      const mixes: Readonly<Record<string, readonly number[]>> = {
        [videoId(1)]: [1, 2, 3],
        [videoId(3)]: [2, 3, 4, 5],
        [videoId(5)]: [4, 5],
      };
      tested.tube.on('/next', ({ body }) => ({
        json: nextAnswer({ mix: mixes[body.videoId]?.map((each) => aVideo(each)) ?? [] }),
      }));
      const id = `RD${videoId(1)}`;
      const one = playlistOf(await resolve(list(id)));
      const two = playlistOf(await resolve(list(id), one.next));
      const three = playlistOf(await resolve(list(id), two.next));
      expect([one, two, three].map(({ items }) => items.map((item) => item.id))).to.deep.equal([
        [1, 2, 3].map(videoId),
        [4, 5].map(videoId),
        [],
      ]);
      expect(one).to.include({ title: 'Mix – a video', trackCount: null });
      expect(three.next).to.equal(undefined);
      expect(tested.tube.requests[0]?.body).to.deep.include({ playlistId: id, videoId: videoId(1) });
    });
  });

  describe('what goes well after a video', () => {
    it('is its mix', async () => {
      tested.tube.on('/next', () => ({ json: nextAnswer({ mix: [aVideo(1), aVideo(2), aVideo(3)] }) }));
      const { track: one } = {
        track: { source: 'youtube', id: videoId(1), title: 'x', author: '', url: '', durationMs: 1 },
      };
      const tracks = await tested.source.related(one, aContext());
      expect(tracks.map(({ id }) => id)).to.deep.equal([videoId(2), videoId(3)]);
      expect(tested.tube.requests[0]?.body.playlistId).to.equal(`RD${videoId(1)}`);
    });
  });

  describe('autocomplete', () => {
    it('goes on as YouTube would, each line once, and short enough to be chosen', async () => {
      const lines = ['hello', 'hello', 'h'.repeat(101), 'hello song'].map((line) => [line, 0]);
      tested.tube.on('/complete/search', () => ({ json: ['hel', lines, {}] }));
      expect(await tested.source.suggest('  Hel', aContext())).to.deep.equal([
        { label: 'hello', query: 'hello' },
        { label: 'hello song', query: 'hello song' },
      ]);
      expect(tested.tube.requests[0]?.query.get('q')).to.equal('hel');
      expect(await tested.source.suggest(' ', aContext())).to.deep.equal([]);
      expect(tested.tube.requests).to.have.length(1);
    });
  });
});

function playlistOf(resolution: Resolution): Playlist {
  if (resolution.kind !== 'playlist') throw new Error(`It is ${resolution.kind}, and no playlist.`);
  return resolution.playlist;
}

function idsOf(resolution: Resolution): readonly string[] {
  return resolution.kind === 'search' ? resolution.tracks.map(({ id }) => id) : [];
}

async function failureOf(call: Promise<unknown>): Promise<unknown> {
  try {
    return expect.fail(`answered ${JSON.stringify(await call)}`);
  } catch (error) {
    return error;
  }
}
