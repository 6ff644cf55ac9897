import { type Playlist, type Reference, type Resolution, TrackUnavailableError } from '@tonearm/core';
import { expect } from 'chai';
import { aContext, aSource, list, type TestedSource, track } from './a-source.js';
import {
  alertAnswer,
  aVideo,
  continuationItemRenderer,
  continuationItemViewModel,
  furtherAnswer,
  listAnswer,
  lockupViewModel,
  nextAnswer,
  playlistVideoRenderer,
  videoId,
} from './answers.js';
import { rejected } from './rejected.js';

const LIST = 'PLinvented00000000000000000000000000';

describe('YouTubeSource:', () => {
  let tested: TestedSource;
  before(async () => {
    tested = await aSource({ longestPlaylist: 250 });
  });
  beforeEach(() => tested.forget());
  after(() => tested.close());

  const resolve = (reference: Reference, cursor?: string) =>
    tested.source.resolve(reference, aContext(cursor === undefined ? {} : { cursor }));

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
      expect(await rejected(resolve(list(LIST), '100 busy'), Error)).to.have.property('retryable', true);
    });

    it('that is not there says what YouTube says, and an empty one is empty', async () => {
      tested.tube.on('/browse', () => ({ json: alertAnswer('The playlist does not exist.') }));
      const failure = await rejected(resolve(list(LIST)), Error);
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
      expect(await rejected(resolve(list('@nobody')), Error)).to.be.instanceOf(TrackUnavailableError);
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
        json: nextAnswer({ mix: mixes[body.videoId ?? '']?.map((each) => aVideo(each)) ?? [] }),
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
});

function playlistOf(resolution: Resolution): Playlist {
  if (resolution.kind !== 'playlist') throw new Error(`It is ${resolution.kind}, and no playlist.`);
  return resolution.playlist;
}
