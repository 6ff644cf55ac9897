import { isTrack, listAt, type Query, textAt, type Track, valueAt } from '@tonearm/core';
import { expect } from 'chai';
import { soundCloudSource } from '../src/index.js';
import { expiryOf } from '../src/expiry.js';
import { readTrack } from '../src/read-track.js';
import { clientIdInPage, clientIdInScript, scriptsOf } from '../src/read-page.js';
import { offerOf } from '../src/transcodings.js';
import { anOpenContext, aSourceContext, QuickClock } from './a-soundcloud.js';
import { bodyOf, type Recording, recordedFetch, soundCloudRecordings } from './recordings.js';

describe('real answers of SoundCloud', () => {
  let recordings: readonly Recording[];
  before(function () {
    const found = soundCloudRecordings();
    if (found === undefined) return this.skip();
    recordings = found;
  });

  const text = (id: string) => {
    const recording = recordings.find((one) => one.id === id);
    if (recording === undefined) throw new Error(`There is no ${id}.`);
    used.add(id);
    return bodyOf(recording).toString('utf8');
  };
  const json = (id: string): unknown => JSON.parse(text(id));
  const used = new Set<string>();
  const source = () => soundCloudSource(new QuickClock(), { fetch: recordedFetch(recordings) });
  const resolve = (link: string | Query, cursor?: string) => {
    const asked = source();
    const identified = asked.identify(typeof link === 'string' ? { kind: 'url', url: new URL(link) } : link);
    if (!identified) throw new Error('It is nothing of SoundCloud’s.');
    return asked.resolve(identified.reference, aSourceContext(cursor === undefined ? {} : { cursor }));
  };
  const trackAt = async (link: string): Promise<Track> => {
    const found = await resolve(link);
    if (found.kind !== 'track') throw new Error(`It is a ${found.kind}.`);
    return found.track;
  };

  it('have the client id in the page, and in the last script', () => {
    const id = clientIdInPage(text('sc-home'));
    expect(id).to.match(/^\w{32}$/);
    expect(clientIdInScript(text('sc-asset'))).to.equal(id);
    const scripts = scriptsOf(text('sc-home'), new URL('https://soundcloud.com'));
    expect(scripts.at(-1)?.href).to.equal('https://a-v2.sndcdn.com/assets/53-a49d47cd.js');
  });

  it('describe a track whose id has outgrown 31 bits, and choose its plain sound beside the encrypted', async () => {
    used.add('sc-resolve-longid');
    expect(await trackAt('https://soundcloud.com/blakewhiten/hard-to-break')).to.deep.include({
      id: '2167944333',
      title: 'Hard to Break',
      author: 'Blake Whiten',
      durationMs: 201_848,
      isrc: 'USWB12503619',
    });
    const { transcodings, protectedToo } = offerOf(json('sc-resolve-longid'), undefined, 0);
    expect(transcodings.map(({ protocol, preset }) => `${protocol} ${preset}`)).to.deep.equal([
      ...['hls opus_0_0', 'progressive mp3_1_0', 'hls mp3_1_0'],
    ]);
    expect(protectedToo).to.equal(true);
  });

  it('say when addresses of sound expire', () => {
    for (const id of ['sc-media-longid-hls', 'sc-media-longid-opus', 'sc-media-longid-progressive']) {
      const expiresAtMs = expiryOf(new URL(textAt(json(id), 'url') ?? ''));
      // It was recorded on 21 February 2026, and lives for the track and two minutes.
      expect(expiresAtMs, id).to.be.within(Date.UTC(2026, 1, 21), Date.UTC(2026, 1, 22));
    }
  });

  it('refuse a track of GO+ by its name', async () => {
    const track = await trackAt('https://soundcloud.com/martinsolveig/places');
    used.add('sc-resolve-goplus');
    expect(track.durationMs).to.equal(202_789);
    expect(() => offerOf(json('sc-resolve-goplus'), undefined, 0))
      .to.throw(track.title)
      .with.property('reason', 'go-plus');
    expect(
      await source()
        .open({ ...track, id: '1' }, anOpenContext())
        .catch((error: unknown) => error),
    ).to.be.an('error');
  });

  it('fill a set of 451 tracks in its order, as far as they were recorded', async () => {
    const set = json('sc-resolve-set');
    expect(listAt(json('sc-playlist-compact'), 'tracks').map((one) => valueAt(one, 'id'))).to.deep.equal(
      listAt(set, 'tracks').map((one) => valueAt(one, 'id')),
    );
    const known = new Set(
      ['sc-tracks-ids-1', 'sc-tracks-ids-2'].flatMap((id) =>
        listAt({ all: json(id) }, 'all').map((one) => valueAt(one, 'id')),
      ),
    );
    const answers = ['sc-tracks-ids-1', 'sc-tracks-ids-2'].flatMap((id) => listAt({ all: json(id) }, 'all'));
    const fetch = recordedFetch(recordings);
    const answering = async (url: URL) => {
      if (url.pathname !== '/tracks') return fetch(url);
      const wanted = new Set((url.searchParams.get('ids') ?? '').split(','));
      expect(wanted.size).to.be.at.most(50);
      return new Response(JSON.stringify(answers.filter((one) => wanted.has(String(valueAt(one, 'id'))))));
    };
    const asked = soundCloudSource(new QuickClock(), { fetch: answering });
    const reference = { source: 'soundcloud', kind: 'playlist', id: 'user350509423/sets/edm-xxx' } as const;
    const found: string[] = [];
    for (let cursor: string | undefined, first = true; first || cursor !== undefined; first = false) {
      const page = await asked.resolve(reference, aSourceContext(cursor === undefined ? {} : { cursor }));
      if (page.kind !== 'playlist') throw new Error(page.kind);
      expect(page.playlist.trackCount).to.equal(451);
      found.push(...page.playlist.items.filter(isTrack).map(({ id }) => id));
      cursor = page.playlist.next;
    }
    const expected = listAt(set, 'tracks').filter(
      (one) => textAt(one, 'title') !== undefined || known.has(valueAt(one, 'id')),
    );
    expect(found).to.deep.equal(expected.map((one) => String(valueAt(one, 'id'))));
    expect(found.length).to.be.above(30);
  });

  it('read a small set, and leave out what is not to be had of it', async () => {
    used.add('sc-resolve-set-small');
    const found = await resolve('https://soundcloud.com/breezy-123/sets/empty-playlist');
    if (found.kind !== 'playlist') throw new Error(found.kind);
    expect(found.playlist).to.include({ title: 'EMPTY PLAYLIST', trackCount: 2 });
    expect(found.playlist.items).to.have.length(1);
    expect(found.playlist.items[0]).to.include({ title: 'Sweet Love', isrc: 'USRC11200295' });
  });

  it('tell a user by their link', async () => {
    used.add('sc-resolve-user');
    expect(textAt(json('sc-resolve-user'), 'kind')).to.equal('user');
    expect(await resolve('https://soundcloud.com/dubmatix')).to.deep.include({
      canonical: { source: 'soundcloud', kind: 'playlist', id: 'user/542134/tracks' },
    });
  });

  it('find words, and what goes well with a track', async () => {
    for (const id of ['sc-search-tracks', 'sc-search-tracks-2', 'sc-related-longid', 'sc-charts']) {
      const items = listAt(json(id), 'collection');
      const tracks = items.map((item) => readTrack(valueAt(item, 'track') ?? item));
      expect(items.length, id).to.be.above(4);
      expect(
        tracks.every((track) => track !== undefined),
        id,
      ).to.equal(true);
    }
    const found = await resolve({ kind: 'search', text: 'lill uzi vert' });
    expect(found.kind === 'search' && found.tracks.length).to.be.above(5);
    const users = listAt(json('sc-search-users'), 'collection').map((item) => readTrack(item));
    expect(
      users.every((track) => track === undefined),
      'a user is no track',
    ).to.equal(true);
    const track = await trackAt('https://soundcloud.com/blakewhiten/hard-to-break');
    expect((await source().related(track, aSourceContext())).length).to.be.above(5);
  });

  it('choose nothing that is encrypted, and no sample, for any track there is', () => {
    const all = recordings.flatMap(({ id }) => (/json/.test(fileOf(id)) ? tracksIn(json(id)) : []));
    let plain = 0;
    for (const raw of all) {
      try {
        const { transcodings } = offerOf(raw, undefined, 0);
        plain += 1;
        for (const { url } of transcodings) expect(url).to.match(/\/stream\/(?:hls|progressive)$/);
      } catch (error) {
        expect(error, textAt(raw, 'title'))
          .to.have.property('reason')
          .that.is.oneOf(['go-plus', 'country', 'no-sound', 'protected']);
      }
    }
    expect(all.length).to.be.above(80);
    expect(plain).to.be.above(50);
  });

  it('lead from short links to where they lead, both kinds', async () => {
    const to: string[] = [];
    for (const id of ['sc-short-ok', 'sc-short-old']) {
      used.add(id);
      const { request } = recordings.find((one) => one.id === id) ?? { request: { url: '' } };
      const fetch = recordedFetch(recordings);
      const asked = soundCloudSource(new QuickClock(), {
        fetch: async (url) => {
          if (url.pathname === '/resolve') to.push(url.searchParams.get('url') ?? '');
          return fetch(url);
        },
      });
      const identified = asked.identify({ kind: 'url', url: new URL(request.url) });
      if (identified) await asked.resolve(identified.reference, aSourceContext()).catch(() => {});
    }
    expect(to).to.deep.equal([
      'https://soundcloud.com/katagiri/ultimate-dragon-forest-kingdom-64-definitive-edition-game-of-the-year-mix',
      'https://soundcloud.com/dontgender/terrorcore',
    ]);
  });

  it('were all looked at', () => {
    expect(recordings.map(({ id }) => id).filter((id) => !used.has(id))).to.deep.equal([]);
  });

  const fileOf = (id: string) => recordings.find((one) => one.id === id)?.file ?? '';
});

/** Every whole track in an answer, however deep. */
function tracksIn(value: unknown): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  if (textAt(value, 'kind') === 'track' && textAt(value, 'title') !== undefined) return [value];
  return Object.values(value).flatMap(tracksIn);
}
