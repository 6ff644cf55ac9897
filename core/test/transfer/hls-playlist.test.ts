import { expect } from 'chai';
import fc from 'fast-check';
import { chooseVariant, parseHls } from '../../src/transfer/hls-playlist.js';

const BASE = new URL('https://radio.example/lists/list');
const CHARACTERS_ACROSS = 20_000;
/** Far above what any takes; a reader that goes wrong takes minutes. */
const LONGEST_MS = 1_000;
/** For all of them, on a machine that is busy: alone they take two seconds. */
const LONGEST_OF_ALL_MS = 60_000;

const HLS = `#EXTM3U
#EXT-X-TARGETDURATION:10
#EXT-X-MEDIA-SEQUENCE:7
#EXT-X-KEY:METHOD=AES-128,URI="key.bin",IV=0x0000000000000000000000000000000A
#EXT-X-MAP:URI="init.mp4",BYTERANGE="100@0"
#EXTINF:9.9,
#EXT-X-BYTERANGE:500@100
seg.mp4
#EXTINF:4.1,
#EXT-X-BYTERANGE:300
seg.mp4
#EXT-X-ENDLIST
`;
const MASTER = `#EXTM3U
#EXT-X-STREAM-INF:BANDWIDTH=900000,RESOLUTION=640x360,CODECS="avc1.4d,mp4a.40.2"
video.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=64000,CODECS="mp4a.40.5"
low.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=128000,CODECS="mp4a.40.2"
high.m3u8
`;

describe('parseHls', () => {
  it('reads segments with their places, keys and fronts', () => {
    const playlist = parseHls(HLS, BASE);
    if (playlist.kind !== 'media') throw new Error('It is no list of segments.');
    expect(playlist).to.include({ ended: true, targetMs: 10_000 });
    const [first, second] = playlist.segments;
    expect(first).to.deep.include({ sequence: 7, durationMs: 9_900, bytes: { from: 100, length: 500 } });
    expect(first?.map).to.deep.equal({
      url: new URL('https://radio.example/lists/init.mp4'),
      bytes: { from: 0, length: 100 },
    });
    expect(first?.key).to.deep.include({
      method: 'aes-128',
      iv: Buffer.from('0000000000000000000000000000000a', 'hex'),
    });
    expect(second).to.deep.include({ sequence: 8, durationMs: 4_100, bytes: { from: 600, length: 300 } });
  });

  it('keeps what stands behind the length of a segment, and gives it to no other', () => {
    const playlist = parseHls(
      '#EXTM3U\n#EXTINF:9.9, Night Boat - Ferry, again\n1.mp3\n#EXTINF:9.9\n2.mp3\n#EXTINF:9.9,\n3.mp3\n',
      BASE,
    );
    const segments = playlist.kind === 'media' ? playlist.segments : [];
    expect(segments.map(({ title }) => title)).to.deep.equal(['Night Boat - Ferry, again', undefined, undefined]);
    expect(segments.map(({ durationMs }) => durationMs)).to.deep.equal([9_900, 9_900, 9_900]);
  });

  it('chooses the best sound without a picture, else the smallest picture', () => {
    const best = (text: string) => {
      const playlist = parseHls(text, BASE);
      return playlist.kind === 'master' ? chooseVariant(playlist)?.url.pathname : 'none';
    };
    expect(best(MASTER)).to.equal('/lists/high.m3u8');
    expect(best(`${MASTER}#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",DEFAULT=YES,URI="sound.m3u8"\n`)).to.equal(
      '/lists/sound.m3u8',
    );
    expect(best(MASTER.split('\n').slice(0, 3).join('\n'))).to.equal('/lists/video.m3u8');
  });

  it('says what is protected by others', () => {
    const playlist = parseHls('#EXTM3U\n#EXT-X-KEY:METHOD=SAMPLE-AES,URI="skd://x"\n#EXTINF:1,\na.ts', BASE);
    expect(playlist.kind === 'media' && playlist.segments[0]?.key).to.deep.equal({ method: 'foreign' });
  });

  fuzz([HLS, MASTER], (text) => {
    const playlist = parseHls(text, BASE);
    return playlist.kind === 'master' ? chooseVariant(playlist) : playlist.segments.length;
  });
});

/** Damaged, cut, doubled and made-up texts: nothing is thrown, and nothing takes long. */
function fuzz(samples: readonly string[], parse: (text: string) => unknown | Promise<unknown>): void {
  it('never fails and never hangs, whatever the text is', () => {
    const damaged = fc
      .tuple(fc.constantFrom(...samples), fc.nat(), fc.nat(), fc.string({ unit: 'binary' }))
      .map(([text, from, length, other]) => {
        const at = from % text.length;
        return text.slice(0, at) + other + text.slice(at + (length % (text.length - at)));
      });
    const repeated = fc
      .tuple(fc.constantFrom(...samples), fc.nat(), fc.integer({ min: 1, max: 40 }))
      .map(([text, from, length]) => {
        const part = text.slice(from % text.length, (from % text.length) + length);
        return part.repeat(CHARACTERS_ACROSS / part.length);
      });
    return fc.assert(
      fc.asyncProperty(fc.oneof(damaged, repeated, fc.string({ unit: 'binary' })), async (text) => {
        const startedMs = performance.now();
        await parse(text);
        expect(performance.now() - startedMs).to.be.below(LONGEST_MS);
      }),
      { numRuns: 300 },
    );
  }).timeout(LONGEST_OF_ALL_MS);
}
