import { isTrack, type Playlist, SourceUnavailableError, TrackUnavailableError } from '@tonearm/core';
import { expect } from 'chai';
import { aSourceContext, SoundCloudStandIn } from './a-soundcloud.js';
import { aRawSet, aRawTrack, aRawUser, aStub } from './raw-answers.js';

const LINK = 'https://soundcloud.com/harbour-lights/slow-tide';
const SET = 'https://soundcloud.com/harbour-lights/sets/tides';

describe('SoundCloud, asked for', () => {
  let cloud: SoundCloudStandIn;
  beforeEach(async () => {
    cloud = await SoundCloudStandIn.listen();
  });
  afterEach(() => cloud.close());

  const failure = (link: string) => cloud.resolve(link).catch((error: unknown) => error);
  const playlist = async (link: string, cursor?: string): Promise<Playlist> => {
    const found = await cloud.resolve(link, cursor === undefined ? {} : { cursor });
    if (found.kind !== 'playlist') throw new Error(`It is a ${found.kind}.`);
    return found.playlist;
  };
  const titles = ({ items }: Playlist) => items.map((item) => (isTrack(item) ? item.title : 'a reference'));

  describe('a track', () => {
    it('tells all of it, and its number as the true reference', async () => {
      cloud.add();
      expect(await cloud.resolve(LINK)).to.deep.equal({
        kind: 'track',
        track: {
          source: 'soundcloud',
          id: '2987654321',
          title: 'Slow tide',
          author: 'Harbour Lights',
          album: 'Ebb',
          url: LINK,
          durationMs: 30_000,
          artworkUrl: 'https://i1.sndcdn.com/artworks-AbCdEf-0-t500x500.jpg',
          isrc: 'QZAAA2600001',
        },
        canonical: { source: 'soundcloud', kind: 'track', id: '2987654321' },
      });
    });

    it('has the length of the whole, though it is only a sample that is given away', async () => {
      cloud.add({ seconds: 200, raw: { policy: 'SNIP', duration: 30_000 } });
      expect(await cloud.track(LINK)).to.include({ durationMs: 200_000 });
    });

    it('is found by its number, and behind another kind of link', async () => {
      cloud.add();
      cloud.paths.set('/harbour-lights/tides-as-track', aRawSet([aRawTrack()]));
      expect(await cloud.track('https://api.soundcloud.com/tracks/2987654321')).to.include({ title: 'Slow tide' });
      expect(await cloud.resolve('https://soundcloud.com/harbour-lights/tides-as-track')).to.include({
        kind: 'playlist',
      });
    });

    it('that is private opens with its token, which goes on with it', async () => {
      cloud.add({ path: '/harbour-lights/slow-tide/s-AbC123', token: 's-AbC123' });
      const track = await cloud.track(`${LINK}/s-AbC123`);
      expect(track.id).to.equal('2987654321:s-AbC123');
      expect(track.url, 'what is shown does not hand it on').not.to.contain('s-AbC123');
      expect(await failure(LINK)).to.be.instanceOf(TrackUnavailableError);
      const byNumber = await cloud.source.resolve(
        { source: 'soundcloud', kind: 'track', id: track.id },
        aSourceContext(),
      );
      expect(byNumber).to.have.nested.property('track.id', track.id);
    });

    it('that is gone is said to be', async () => {
      expect(await failure(LINK))
        .to.be.instanceOf(TrackUnavailableError)
        .with.property('message')
        .that.contains('private, or it has been removed');
    });

    it('behind a short link is found by where that leads, whatever the page there answers', async () => {
      cloud.add();
      cloud.shortLinks.set('AbCdE', `${LINK}?ref=clipboard&si=x&utm_source=clipboard`);
      expect(await cloud.resolve('https://on.soundcloud.com/AbCdE')).to.deep.include({
        canonical: { source: 'soundcloud', kind: 'track', id: '2987654321' },
      });
      expect(cloud.asked('soundcloud.com/harbour-lights'), 'the page would answer 403').to.deep.equal([]);
      cloud.shortLinks.set('ring1', 'https://on.soundcloud.com/ring1');
      cloud.shortLinks.set('away', 'http://169.254.169.254/latest');
      for (const code of ['ring1', 'away', 'unknown']) {
        expect(await failure(`https://on.soundcloud.com/${code}`), code).to.be.instanceOf(TrackUnavailableError);
      }
      cloud.standIn.failNext('/walled', { kind: 'status', status: 403 });
      expect(await failure('https://on.soundcloud.com/walled'), 'a wall before robots goes away').to.be.instanceOf(
        SourceUnavailableError,
      );
      cloud.shortLinks.set('list', SET);
      cloud.paths.set('/harbour-lights/sets/tides', aRawSet([aRawTrack()]));
      expect(await cloud.resolve('https://on.soundcloud.com/list')).to.include({ kind: 'playlist' });
    });
  });

  describe('a set', () => {
    const ids = Array.from({ length: 120 }, (_, at) => 2_900_000_000 + at);
    const setOf = (...members: readonly unknown[]) => cloud.paths.set('/harbour-lights/sets/tides', aRawSet(members));

    it('is filled page by page, in its order, without those that are gone', async () => {
      for (const id of ids) if (id % 10 !== 3) cloud.add({ id, title: `${id}`, path: `/x/${id}` });
      const [first = 0, ...rest] = ids;
      setOf(aRawTrack({ id: first, title: `${first}` }), ...rest.map(aStub));
      const pages: Playlist[] = [await playlist(SET)];
      for (let next = pages[0]?.next; next !== undefined; next = pages.at(-1)?.next)
        pages.push(await playlist(SET, next));
      expect(pages.map(({ items }) => items.length)).to.deep.equal([45, 45, 18]);
      expect(pages.flatMap(titles)).to.deep.equal(ids.filter((id) => id % 10 !== 3).map(String));
      expect(pages[0]).to.include({ title: 'Tides of the year', trackCount: 120, url: SET });
      const asked = cloud.standIn.requests.filter(({ path }) => path === '/tracks');
      expect(asked.map(({ query }) => query.get('ids')?.split(',').length)).to.deep.equal([49, 50, 20]);
    });

    it('goes on at the same track when it has changed between two pages', async () => {
      for (const id of ids) cloud.add({ id, title: `${id}`, path: `/x/${id}` });
      setOf(...ids.map(aStub));
      const { next } = await playlist(SET);
      await cloud.close();
      cloud = await SoundCloudStandIn.listen();
      for (const id of ids) cloud.add({ id, title: `${id}`, path: `/x/${id}` });
      setOf(...ids.slice(2).map(aStub));
      const second = await playlist(SET, next);
      expect(titles(second)[0]).to.equal(String(ids[50]));
    });

    it('with a page of nothing but tracks that are gone goes on to the next', async () => {
      for (const id of ids.slice(60)) cloud.add({ id, title: `${id}`, path: `/x/${id}` });
      setOf(...ids.map(aStub));
      const page = await playlist(SET);
      expect(titles(page)[0]).to.equal(String(ids[60]));
      expect(page.next).not.to.equal(undefined);
    });

    it('that is empty is one, and that is private asks with its token', async () => {
      setOf();
      expect(await playlist(SET)).to.deep.include({ items: [], trackCount: 0 });
      cloud.add({ id: 5, path: '/x/5' });
      cloud.paths.set('/harbour-lights/sets/tides/s-XyZ', aRawSet([aStub(5)]));
      const found = await cloud.resolve(`${SET}/s-XyZ`);
      expect(found).to.deep.include({
        canonical: { source: 'soundcloud', kind: 'playlist', id: 'set/3111222333:s-XyZ' },
      });
      const asked = cloud.standIn.requests.find(({ path }) => path === '/tracks')?.query;
      expect([asked?.get('playlistId'), asked?.get('playlistSecretToken')]).to.deep.equal(['3111222333', 's-XyZ']);
    });

    it('of the site itself has no number', async () => {
      const stations = 'https://soundcloud.com/discover/sets/track-stations:5';
      cloud.paths.set('/discover/sets/track-stations:5', {
        ...aRawSet([aRawTrack()]),
        kind: 'system-playlist',
        id: 'soundcloud:system-playlists:track-stations:5',
      });
      expect(await cloud.resolve(stations)).to.deep.include({
        canonical: { source: 'soundcloud', kind: 'playlist', id: 'discover/sets/track-stations:5' },
      });
    });
  });

  describe('a user', () => {
    const page = (items: readonly unknown[], next?: string) => ({
      collection: items,
      next_href: next === undefined ? null : `https://api-v2.soundcloud.com${next}`,
    });
    beforeEach(() => {
      cloud.paths.set('/harbour-lights', aRawUser());
    });

    it('is what they have uploaded, page by page, also behind a page that is empty', async () => {
      const id = aRawUser().id;
      const next = (offset: number) => `/users/${id}/tracks?offset=${offset}&limit=50`;
      cloud.answers.set(`/users/${id}/tracks`, page([aRawTrack({ id: 1, title: 'One' })], next(1)));
      const second = new URLSearchParams({ offset: '1', limit: '50', client_id: cloud.clientId });
      cloud.answers.set(`/users/${id}/tracks?${second}`, page([], next(2)));
      const third = new URLSearchParams({ offset: '2', limit: '50', client_id: cloud.clientId });
      cloud.answers.set(`/users/${id}/tracks?${third}`, page([aRawTrack({ id: 2, title: 'Two' })]));
      const first = await playlist('https://soundcloud.com/harbour-lights');
      expect(first).to.include({ title: 'Harbour Lights', trackCount: 3, next: next(1) });
      const rest = await playlist('https://soundcloud.com/harbour-lights', first.next);
      expect(titles(rest)).to.deep.equal(['Two']);
      expect(rest.next).to.equal(undefined);
    });

    it('ends at a page that names itself as the next', async () => {
      const id = aRawUser().id;
      const itself = `/users/${id}/tracks?offset=1&limit=50`;
      const asked = new URLSearchParams({ offset: '1', limit: '50', client_id: cloud.clientId });
      cloud.answers.set(`/users/${id}/tracks`, page([aRawTrack({ id: 1, title: 'One' })], itself));
      cloud.answers.set(`/users/${id}/tracks?${asked}`, page([aRawTrack({ id: 2, title: 'Two' })], itself));
      const rest = await playlist('https://soundcloud.com/harbour-lights', itself);
      expect(titles(rest)).to.deep.equal(['Two']);
      expect(rest.next).to.equal(undefined);
    });

    it('is what they like, without the sets among it', async () => {
      const liked = [
        { kind: 'like', track: aRawTrack({ title: 'Liked' }) },
        { kind: 'like', playlist: aRawSet([]) },
      ];
      cloud.answers.set(`/users/${aRawUser().id}/track_likes`, page(liked));
      const likes = await playlist('https://soundcloud.com/harbour-lights/likes');
      expect(likes).to.include({ title: 'Harbour Lights: likes', trackCount: 2 });
      expect(titles(likes)).to.deep.equal(['Liked']);
    });

    it('ends where pages that are empty have no end', async () => {
      const id = aRawUser().id;
      cloud.answers.set(`/users/${id}/tracks`, page([], `/users/${id}/tracks?offset=1`));
      expect((await playlist('https://soundcloud.com/harbour-lights')).items).to.deep.equal([]);
      expect(cloud.asked('/tracks').length).to.be.within(10, 30);
    });

    it('is asked for nothing else by a cursor that was made up', async () => {
      for (const cursor of [
        'https://evil.example/users/1/tracks?x',
        '/resolve?url=x',
        '//evil.example/users/1/tracks?',
      ]) {
        expect((await playlist('https://soundcloud.com/harbour-lights', cursor)).items).to.deep.equal([]);
      }
      expect(cloud.standIn.requests.some(({ host }) => host === 'evil.example')).to.equal(false);
    });
  });

  describe('words', () => {
    it('are found, without what is closed to the whole country', async () => {
      const blocked = aRawTrack({ id: 1, title: 'Closed', raw: { policy: 'BLOCK' } });
      cloud.answers.set('/search/tracks', { collection: [blocked, aRawTrack(), { kind: 'user', id: 3 }] });
      const found = await cloud.resolve({ kind: 'search', text: 'slow tide' });
      expect(found.kind === 'search' && found.tracks.map(({ title }) => title)).to.deep.equal(['Slow tide']);
      expect(cloud.standIn.requests.at(-1)?.query.get('q')).to.equal('slow tide');
      cloud.answers.set('/search/tracks', { collection: [] });
      expect(await cloud.resolve({ kind: 'search', text: 'nothing' })).to.deep.equal({ kind: 'empty' });
    });

    it('are completed', async () => {
      const long = 'x'.repeat(500);
      cloud.answers.set('/search/queries', {
        collection: [{ output: 'slow tide', query: 'slow tide' }, { output: long }, {}],
      });
      const found = await cloud.source.suggest('slo', aSourceContext());
      expect(found[0]).to.deep.equal({ label: 'slow tide', query: 'soundcloud:slow tide' });
      expect(found).to.have.length(2);
      expect(found.every(({ label, query }) => label.length <= 100 && query.length <= 100)).to.equal(true);
      expect(await cloud.source.suggest('  ', aSourceContext())).to.deep.equal([]);
    });
  });

  it('what goes well with a track gives tracks that can be heard', async () => {
    cloud.add();
    const sold = aRawTrack({ id: 1, raw: { policy: 'SNIP' } });
    cloud.answers.set('/tracks/2987654321/related', { collection: [sold, aRawTrack({ id: 2, title: 'Next' })] });
    const related = await cloud.source.related(await cloud.track(LINK), aSourceContext());
    expect(related.map(({ title }) => title)).to.deep.equal(['Next']);
  });

  describe('while something is wrong,', () => {
    beforeEach(() => cloud.add());

    it('is left alone for as long as it asks', async () => {
      cloud.standIn.failNext('/resolve', { kind: 'status', status: 429, retryAfterSeconds: 7 });
      const error = await failure(LINK);
      expect(error).to.be.instanceOf(SourceUnavailableError).and.include({ retryable: true, retryAfterMs: 7_000 });
    });

    for (const [what, fault] of [
      ['a wall before robots', { kind: 'status', status: 403 }],
      ['a server that is not well', { kind: 'status', status: 503 }],
      ['a page instead of JSON', { kind: 'other-content', type: 'text/html', body: '<!doctype html>' }],
      ['a connection that is reset', { kind: 'reset' }],
      ['an answer that is cut', { kind: 'truncate', afterBytes: 50 }],
      ['an answer without an end', { kind: 'endless' }],
    ] as const) {
      it(`fails, to be tried again, before ${what}`, async () => {
        cloud.standIn.failAlways('/resolve', fault);
        expect(await failure(LINK)).to.be.instanceOf(SourceUnavailableError);
        await cloud.standIn.whenQuiet();
      });
    }

    it('ends at once when nobody waits any more', async () => {
      cloud.standIn.failAlways('/resolve', { kind: 'hang' });
      const life = new AbortController();
      const outcome = cloud.resolve(LINK, { signal: life.signal }).catch((error: unknown) => error);
      while (!cloud.asked('/resolve').length) await new Promise((done) => setImmediate(done));
      life.abort(new Error('enough'));
      expect(String(await outcome)).to.equal('Error: enough');
      await cloud.standIn.whenQuiet();
    });
  });
});
