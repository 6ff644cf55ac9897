import { expect } from 'chai';
import fc from 'fast-check';
import { parseM3u } from '../../src/transfer/m3u.js';
import { parsePls } from '../../src/transfer/pls.js';
import { decodeText } from '../../src/transfer/read-whole.js';

describe('parseM3u', () => {
  it('reads each line with what was said of it, and leaves where it leads to others', () => {
    const text =
      '\ufeff#EXTM3U\r\n#EXTINF:123,Ann - Song\r\n..\\Ann\\song.mp3\r\n#EXTINF:-1,Live\rhttp://a.example/\n\nbare.opus';
    expect(parseM3u(text)).to.deep.equal([
      { location: '..\\Ann\\song.mp3', title: 'Ann - Song', durationMs: 123_000 },
      { location: 'http://a.example/', title: 'Live', durationMs: null },
      { location: 'bare.opus', title: '', durationMs: null },
    ]);
  });

  it('reads no more than anyone plays, and no line without an end', () => {
    expect(parseM3u('a\n'.repeat(100_000))).to.have.length(10_000);
    expect(parseM3u(`${'a'.repeat(1_000_000)}\nb`)).to.have.length(1);
  });
});

describe('parsePls', () => {
  it('reads entries by their numbers', () => {
    expect(parsePls('[playlist]\nFile2=two.mp3\nTitle2=Two\nLength2=61\nFile1=one.mp3\nTitle3=Nowhere')).to.deep.equal([
      { location: 'one.mp3', title: '', durationMs: null },
      { location: 'two.mp3', title: 'Two', durationMs: 61_000 },
    ]);
  });
});

describe('decodeText', () => {
  it('knows the encodings that lists were ever written in', () => {
    expect(decodeText(Buffer.from('\ufeffCafé', 'utf8'))).to.equal('Café');
    expect(decodeText(Buffer.from('Café “x”', 'utf8'))).to.equal('Café “x”');
    expect(decodeText(Buffer.from([0x43, 0x61, 0x66, 0xe9, 0x20, 0x93, 0x78, 0x94]))).to.equal('Café “x”');
    expect(decodeText(Buffer.from('\ufeffCafé', 'utf16le'))).to.equal('Café');
    expect(decodeText(Buffer.from([0xfe, 0xff, 0x00, 0x41, 0x00, 0xe9]))).to.equal('Aé');
  });

  it('makes some text of any bytes, and lists of any text', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const text = decodeText(bytes);
        parseM3u(text);
        parsePls(text);
      }),
    );
  });
});
