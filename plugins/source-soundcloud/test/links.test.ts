import { type Query, referenceKey } from '@tonearm/core';
import { expect } from 'chai';
import fc from 'fast-check';
import { readLink } from '../src/links.js';
import { listPlace, spellPlace, trackPlace } from '../src/place.js';
import { soundCloudSource } from '../src/index.js';
import { QuickClock } from './a-soundcloud.js';

const source = soundCloudSource(new QuickClock());
const keyOf = (query: Query) => {
  const identified = source.identify(query);
  return identified && referenceKey(identified.reference);
};
const key = (link: string) => keyOf({ kind: 'url', url: new URL(link) });
const startOf = (link: string) => source.identify({ kind: 'url', url: new URL(link) })?.startMs;

describe('links of SoundCloud', () => {
  it('are one for every spelling of a track', () => {
    const spellings = [
      'https://soundcloud.com/Harbour-Lights/slow-tide',
      'http://www.soundcloud.com/harbour-lights/slow-tide/',
      'https://m.soundcloud.com/harbour-lights/slow-tide?utm_source=clipboard&utm_medium=text&si=a1b2c3',
      'https://soundcloud.com/harbour-lights/slow-tide?in=someone/sets/a-set#t=1:30',
      'https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/harbour-lights/slow-tide&auto_play=true',
      'https://w.soundcloud.com/player/?url=soundcloud.com%2Fharbour-lights%2Fslow-tide',
      'https://soundcloud.com/oembed?format=json&url=https%3A%2F%2Fsoundcloud.com%2Fharbour-lights%2Fslow-tide',
    ];
    expect(new Set(spellings.map(key))).to.deep.equal(new Set(['soundcloud:track:harbour-lights/slow-tide']));
    expect(keyOf({ kind: 'search', text: 'soundcloud.com/harbour-lights/slow-tide' })).to.equal(
      key(spellings[0] ?? ''),
    );
  });

  it('tell numbers of any size, however they are written', () => {
    const spellings = [
      'https://api.soundcloud.com/tracks/2987654321',
      'https://api-v2.soundcloud.com/tracks/soundcloud%3Atracks%3A2987654321',
      'https://w.soundcloud.com/player/?url=https%3A//api.soundcloud.com/tracks/soundcloud%253Atracks%253A2987654321',
    ];
    expect(new Set(spellings.map(key))).to.deep.equal(new Set(['soundcloud:track:2987654321']));
    expect(key('https://api.soundcloud.com/playlists/3111222333')).to.equal('soundcloud:playlist:set/3111222333');
    expect(key('https://api.soundcloud.com/users/soundcloud:users:77')).to.equal('soundcloud:playlist:user/77/tracks');
  });

  it('keep the token of what is private, wherever it stands', () => {
    const spellings = [
      'https://soundcloud.com/harbour-lights/slow-tide/s-AbC123?si=x',
      'https://soundcloud.com/harbour-lights/slow-tide?secret_token=s-AbC123',
    ];
    expect(new Set(spellings.map(key))).to.deep.equal(new Set(['soundcloud:track:harbour-lights/slow-tide:s-AbC123']));
    expect(key('https://soundcloud.com/harbour-lights/sets/tides/s-XyZ')).to.equal(
      'soundcloud:playlist:harbour-lights/sets/tides:s-XyZ',
    );
    expect(
      key(
        'https://w.soundcloud.com/player/?url=https%3A%2F%2Fapi.soundcloud.com%2Ftracks%2F5%3Fsecret_token%3Ds-AbC123',
      ),
    ).to.equal('soundcloud:track:5:s-AbC123');
  });

  it('lead to sets, to what users have, to searches, and to what only SoundCloud knows', () => {
    const keys = {
      'https://soundcloud.com/harbour-lights/sets/tides': 'playlist:harbour-lights/sets/tides',
      'https://soundcloud.com/discover/sets/track-stations:2987654321':
        'playlist:discover/sets/track-stations:2987654321',
      'https://soundcloud.com/harbour-lights': 'playlist:harbour-lights/tracks',
      'https://soundcloud.com/harbour-lights/tracks': 'playlist:harbour-lights/tracks',
      'https://soundcloud.com/harbour-lights/likes': 'playlist:harbour-lights/likes',
      'https://soundcloud.com/harbour-lights/popular-tracks': 'playlist:harbour-lights/popular-tracks',
      'https://soundcloud.com/harbour-lights/reposts': 'playlist:harbour-lights/reposts',
      'https://soundcloud.com/search/sounds?q=Slow%20%20Tide': 'search:slow tide',
      'https://on.soundcloud.com/AbCdE12345': 'track:on.soundcloud.com/AbCdE12345',
    };
    for (const [link, expected] of Object.entries(keys)) expect(key(link), link).to.equal(`soundcloud:${expected}`);
  });

  it('that lead to nothing that plays are left to others', () => {
    const others = [
      'https://soundcloud.com/',
      'https://soundcloud.com/discover',
      'https://soundcloud.com/you/likes',
      'https://soundcloud.com/harbour-lights/albums',
      'https://soundcloud.com/harbour-lights/sets',
      'https://soundcloud.com/a/b/c/d',
      'https://soundcloud.com/%zz/x',
      'https://w.soundcloud.com/player/?url=https://w.soundcloud.com/player/?url=x',
      'https://w.soundcloud.com/player/?url=https://evil.example/tracks/1',
      'https://soundcloud.com.evil.example/a/b',
      'https://notsoundcloud.com/a/b',
      'https://api.soundcloud.com/tracks/abc',
      'https://on.soundcloud.com/a/b',
    ];
    expect(others.map(key)).to.deep.equal(others.map(() => undefined));
  });

  it('say where to start', () => {
    const at = (end: string) => startOf(`https://soundcloud.com/harbour-lights/slow-tide${end}`);
    expect(['#t=90', '#t=1:30', '#t=1%3A30', '#t=1m30s', '?t=1m30s', '#t=0:01:30'].map(at)).to.deep.equal(
      Array(6).fill(90_000),
    );
    expect(['', '#t=', '#t=0', '#comments', '#t=x'].map(at)).to.deep.equal(Array(5).fill(undefined));
  });

  it('searches for words, its own and those for everyone, and for no other source', () => {
    expect(keyOf({ kind: 'search', text: ' Slow   TIDE ' })).to.equal('soundcloud:search:slow tide');
    expect(keyOf({ kind: 'search', source: 'soundcloud', text: 'slow tide' })).to.equal('soundcloud:search:slow tide');
    expect(keyOf({ kind: 'search', source: 'youtube', text: 'slow tide' })).to.equal(undefined);
    expect(keyOf({ kind: 'search', text: '  ' })).to.equal(undefined);
  });

  it('mean the same when they have gone through a reference', () => {
    const name = fc.stringMatching(/^[a-z0-9_-]{1,20}$/);
    const links = fc.tuple(
      fc.constantFrom(
        'soundcloud.com',
        'm.soundcloud.com',
        'api.soundcloud.com',
        'on.soundcloud.com',
        'w.soundcloud.com',
      ),
      fc.array(fc.oneof(name, fc.constantFrom('sets', 'likes', 'tracks', 's-AbC', 'discover', '123')), {
        maxLength: 4,
      }),
      fc.oneof(fc.constant(''), fc.webQueryParameters()),
    );
    fc.assert(
      fc.property(links, ([host, path, query]) => {
        const place = readLink(new URL(`https://${host}/${path.join('/')}?${query}`))?.place;
        if (place === undefined || place.kind === 'search') return;
        const id = spellPlace(place);
        expect(place.kind === 'track' || place.kind === 'short' ? trackPlace(id) : listPlace(id), id).to.deep.equal(
          place,
        );
      }),
    );
  });

  it('are never too much, whatever they are', () => {
    fc.assert(fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (link) => void key(link)));
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (id) => void [trackPlace(id), listPlace(id)]));
  });
});
