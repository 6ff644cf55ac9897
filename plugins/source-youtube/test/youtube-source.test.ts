import { type Reference, type Resolution, SourceUnavailableError } from '@tonearm/core';
import { aTrack } from '@tonearm/core/testing';
import { expect } from 'chai';
import { aContext, aSource, search, type TestedSource, track } from './a-source.js';
import {
  aVideo,
  musicAnswer,
  nextAnswer,
  searchAnswer,
  searchClutter,
  songRenderer,
  videoId,
  videoRenderer,
} from './answers.js';
import { rejected } from './rejected.js';

describe('YouTubeSource', () => {
  let tested: TestedSource;
  before(async () => {
    tested = await aSource();
  });
  beforeEach(() => tested.forget());
  after(() => tested.close());

  const resolve = (reference: Reference) => tested.source.resolve(reference, aContext());

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
      expect(await rejected(resolve(search('words')), Error)).to.be.instanceOf(SourceUnavailableError);
    });

    it('looks for a recording by its ISRC, to the letter', async () => {
      tested.tube.on('/search', () => ({ json: searchAnswer([videoRenderer(aVideo(1))]) }));
      expect(idsOf(await resolve(tested.source.isrcSearch('GBAYE0601498')))).to.deep.equal([videoId(1)]);
      expect(tested.tube.requests[0]?.body).to.deep.include({ query: '"GBAYE0601498"', params: 'EgIQAQ%3D%3D' });
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

  describe('what goes well after a video', () => {
    it('is its mix', async () => {
      tested.tube.on('/next', () => ({ json: nextAnswer({ mix: [aVideo(1), aVideo(2), aVideo(3)] }) }));
      const one = aTrack({ source: 'youtube', id: videoId(1) });
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

function idsOf(resolution: Resolution): readonly string[] {
  return resolution.kind === 'search' ? resolution.tracks.map(({ id }) => id) : [];
}
