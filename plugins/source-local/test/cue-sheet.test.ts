import { expect } from 'chai';
import fc from 'fast-check';
import { parseCue } from '../src/cue-sheet.js';

const CUE = `\ufeffREM GENRE Folk
REM DATE 2020
PERFORMER "The Tones"
TITLE "Blue Hour"
FILE "disc.flac" WAVE
  TRACK 01 AUDIO
    TITLE "First"
    PERFORMER "Ann"
    ISRC DEABC2000001
    REM REPLAYGAIN_TRACK_GAIN -7.25 dB
    INDEX 01 00:00:00
  TRACK 02 AUDIO
    TITLE "Second \\"x"
    INDEX 00 02:59:00
    INDEX 01 03:00:37
FILE second disc.flac WAVE
  TRACK 03 AUDIO
    INDEX 01 00:01:74
`;

describe('parseCue', () => {
  it('reads where each track lies, in 75ths of a second', () => {
    expect(parseCue(CUE)).to.deep.equal({
      title: 'Blue Hour',
      performer: 'The Tones',
      tracks: [
        {
          ...{ title: 'First', performer: 'Ann', isrc: 'DEABC2000001', gainDb: -7.25 },
          ...{ file: 'disc.flac', startMs: 0, endMs: 180_000 + 37_000 / 75 },
        },
        { title: 'Second \\', performer: '', file: 'disc.flac', startMs: 180_000 + 37_000 / 75, endMs: null },
        { title: '', performer: '', file: 'second disc.flac', startMs: 1_000 + 74_000 / 75, endMs: null },
      ],
    });
  });

  it('passes over tracks of data, without a place, and at impossible times', () => {
    const tracks = (...lines: string[]) => parseCue(['FILE "a.wav" WAVE', ...lines].join('\n')).tracks;
    expect(tracks('TRACK 01 MODE1/2352', 'INDEX 01 00:00:00')).to.deep.equal([]);
    expect(tracks('TRACK 01 AUDIO', 'TITLE "x"')).to.deep.equal([]);
    expect(tracks('TRACK 01 AUDIO', 'INDEX 01 00:00:75')).to.deep.equal([]);
    expect(tracks('TRACK 01 AUDIO', 'INDEX 01 00:99:00')).to.deep.equal([]);
    expect(tracks('TRACK 01 AUDIO', 'INDEX 01 00:09:00', 'TRACK 02 AUDIO', 'INDEX 01 00:03:00')).to.have.length(1);
    expect(parseCue('TRACK 01 AUDIO\nINDEX 01 00:00:00').tracks).to.deep.equal([]);
  });

  it('begins a track in the file of its INDEX 01, though its gap is the end of the file before', () => {
    const lines = [
      'FILE "a.wav" WAVE',
      ...['TRACK 01 AUDIO', 'PREGAP 00:02:00', 'INDEX 01 00:00:00'],
      ...['TRACK 02 AUDIO', 'TITLE "Two"', 'INDEX 00 03:20:00'],
      'FILE "b.wav" WAVE',
      ...['INDEX 01 00:00:00', 'TRACK 03 AUDIO', 'INDEX 01 02:00:00', 'INDEX 02 02:30:00', 'POSTGAP 00:01:00'],
      'FILE "c.wav" WAVE',
      'INDEX 01 00:00:00',
    ];
    const tracks = parseCue(lines.join('\n')).tracks.map(({ file, startMs, endMs }) => [file, startMs, endMs]);
    expect(tracks).to.deep.equal([
      ['a.wav', 0, null],
      ['b.wav', 0, 120_000],
      ['b.wav', 120_000, null],
    ]);
  });

  it('takes what some programs write where there is no ISRC for none', () => {
    const isrc = (text: string) =>
      parseCue(`FILE "a.wav" WAVE\nTRACK 01 AUDIO\nISRC ${text}\nINDEX 01 00:00:00`).tracks[0]?.isrc;
    expect([isrc('000000000000'), isrc('"gb-aye-06-01498"')]).to.deep.equal([undefined, 'GBAYE0601498']);
  });

  it('reads no more tracks than there are discs to buy', () => {
    const many = Array.from({ length: 5_000 }, (_, at) => `TRACK 01 AUDIO\nINDEX 01 ${at}:00:00`).join('\n');
    expect(parseCue(`FILE "a.wav" WAVE\n${many}`).tracks).to.have.length(999);
  });

  it('never fails, whatever the text is, and never says what cannot be', () => {
    const piece = fc.oneof(fc.constantFrom(...CUE.split('\n'), '"', 'INDEX 01 ', '99:59:74', '\u202e'), fc.string());
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        for (const { startMs, endMs, title } of parseCue(pieces.join('\n')).tracks) {
          expect(startMs).to.be.at.least(0);
          if (endMs !== null) expect(endMs).to.be.above(startMs);
          expect(title).to.match(/^[^\p{Cc}\u202e]{0,300}$/u);
        }
      }),
    );
  });
});
