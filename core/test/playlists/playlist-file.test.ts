import { expect } from 'chai';
import { PlaylistError } from '../../src/errors/playlist-errors.js';
import { LARGEST_FILE, readPlaylistFile, writePlaylistFile } from '../../src/playlists/playlist-file.js';
import { aTrack } from '../../src/testing/a-track.js';

const file = (facts: object = {}) =>
  JSON.stringify({ format: 'tonearm-playlist', version: 1, name: 'Mix', tracks: [aTrack()], ...facts });

function problemIn(text: string, mostTracks = 10): unknown {
  try {
    readPlaylistFile(text, mostTracks);
  } catch (error) {
    return error instanceof PlaylistError ? error.problem : error;
  }
  return undefined;
}

describe('readPlaylistFile', () => {
  it('reads what was written, every kind of item and field', () => {
    const items = [
      aTrack({ durationMs: null, lengthUnknown: true }),
      aTrack({ album: 'Side A', artworkUrl: 'artwork:local/x', isrc: 'DE1234567890', gainDb: -7.5 }),
      aTrack({ id: 'radio', title: 'a\nb\u0000 "quoted" 🎵', author: '', url: '', durationMs: null }),
      { source: 'fake', kind: 'track', id: 'later' } as const,
    ];
    const facts = { id: 'x', createdBy: 'ada', createdAtMs: 1, changedAtMs: 2 };
    const text = writePlaylistFile({ ...facts, name: 'Mix', items });
    expect(readPlaylistFile(text, 10)).to.deep.equal({ name: 'Mix', items });
    expect(readPlaylistFile(`\uFEFF${text}`, 10).items, 'saved by an editor that marks UTF-8').to.have.length(4);
    expect(readPlaylistFile(writePlaylistFile({ ...facts, name: 'None', items: [] }), 10).items).to.deep.equal([]);
  });

  const faults: readonly (readonly [string, string, object])[] = [
    ['nothing', '', { fault: 'not-json' }],
    ['text', 'Dear listener', { fault: 'not-json' }],
    ['half a file', file().slice(0, -5), { fault: 'not-json' }],
    ['deeply nested lists', '['.repeat(200_000), { fault: 'not-json' }],
    ['null', 'null', { fault: 'other-format' }],
    ['a list', '[]', { fault: 'other-format' }],
    ['another format', file({ format: 'm3u' }), { fault: 'other-format' }],
    ['no tracks', file({ tracks: 7 }), { fault: 'other-format' }],
    ['tracks by name', file({ tracks: { length: 1 } }), { fault: 'other-format' }],
    ['a name of another kind', file({ name: ['Mix'] }), { fault: 'other-format' }],
    ['another version', file({ version: 2 }), { fault: 'other-version' }],
    ['too many tracks', file({ tracks: Array.from({ length: 11 }, () => aTrack()) }), { fault: 'too-many-tracks' }],
    ['a track that is null', file({ tracks: [aTrack(), null] }), { fault: 'bad-track', place: 2 }],
    ['a track that is a word', file({ tracks: ['song'] }), { fault: 'bad-track', place: 1 }],
    [
      'a reference to a list',
      file({ tracks: [{ source: 'fake', kind: 'playlist', id: 'x' }] }),
      { fault: 'bad-track', place: 1 },
    ],
  ];
  for (const [what, text, problem] of faults) {
    it(`refuses ${what}`, () => {
      expect(problemIn(text)).to.deep.equal({ kind: 'bad-file', ...problem });
    });
  }

  it('refuses what is too large before it reads it', () => {
    expect(problemIn('x'.repeat(LARGEST_FILE + 1))).to.deep.equal({ kind: 'bad-file', fault: 'too-large' });
  });

  it('refuses a name with control characters', () => {
    for (const name of ['a\u0007b', 'two\nlines', ''])
      expect(problemIn(file({ name }))).to.include({ kind: 'bad-name' });
  });

  const wrongFields: readonly object[] = [
    { source: '../etc' },
    { source: 'Fake' },
    { source: '' },
    { id: '' },
    { id: 7 },
    { id: 'x'.repeat(2_001) },
    { title: undefined },
    { title: { toString: 'x' } },
    { title: 'x'.repeat(1_001) },
    { author: null },
    { url: 'javascript:alert(1)' },
    { url: 'file:///etc/passwd' },
    { durationMs: -1 },
    { durationMs: '60' },
    { durationMs: 1e300 },
  ];
  for (const fields of wrongFields) {
    it(`refuses a track with ${JSON.stringify(fields).slice(0, 40)}`, () => {
      expect(problemIn(file({ tracks: [{ ...aTrack(), ...fields }] }))).to.include({ fault: 'bad-track' });
    });
  }

  it('leaves out what it does not know, and what it would not say itself', () => {
    const text = file({
      tracks: [{ ...aTrack(), admin: true, gainDb: 900, isrc: 7, album: ['x'], artworkUrl: 'x'.repeat(3_000) }],
    }).replace('"admin":true', '"__proto__":{"admin":true},"constructor":{}');
    const { items } = readPlaylistFile(text, 10);
    expect(items).to.deep.equal([aTrack()]);
    expect(Object.keys(items[0] ?? {}).sort()).to.deep.equal(Object.keys(aTrack()).sort());
  });
});
