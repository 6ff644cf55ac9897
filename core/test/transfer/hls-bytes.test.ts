import { expect } from 'chai';
import { SourceUnavailableError, TrackUnavailableError, UndecodableError } from '../../src/errors/source-errors.js';
import { hlsBytes } from '../../src/transfer/hls-bytes.js';
import { hlsStart, loadHls } from '../../src/transfer/hls-stream.js';
import { type Answer, aTransfer, brokenOff, readAll, refused, type TableTransfer } from './a-transfer.js';

const LINK = new URL('https://sound.example/list');
const { signal } = new AbortController();
const SEGMENTS = [0, 1, 2, 3].map((at) => Buffer.alloc(1_000, at + 1));
const list = (query = '', map = '') =>
  `#EXTM3U\n${map}${SEGMENTS.map((_, at) => `#EXTINF:10,\nseg-${at}${query}\n`).join('')}#EXT-X-ENDLIST\n`;

function segment(path: string): Answer {
  const at = Number(/\/seg-(\d)/.exec(path)?.[1]);
  return { bytes: SEGMENTS[at] ?? Buffer.alloc(0) };
}

describe('hlsBytes', () => {
  const heard = async (transfer: TableTransfer, options: { first?: number; renews?: boolean } = {}) => {
    const stream = await loadHls(LINK, transfer, signal);
    const renew = async (failure: unknown) =>
      options.renews && failure instanceof TrackUnavailableError
        ? loadHls(new URL('/again', LINK), transfer, signal)
        : undefined;
    const bytes = hlsBytes({ stream, first: options.first ?? 0, transfer, signal, renew });
    return readAll(bytes, transfer.clock).catch((error: unknown) => error);
  };

  /** The addresses of the first playlist are refused from its third segment on. */
  const expiring = () => {
    let calls = 0;
    return aTransfer((path) => {
      if (path === '/list') return { bytes: Buffer.from(list()) };
      if (path === '/again') return { bytes: Buffer.from(list('?new')) };
      if (path !== '/seg-2') return segment(path);
      calls += 1;
      if (calls > 1) throw refused();
      // It breaks off first, and is refused when it is asked for again.
      return { bytes: (SEGMENTS[2] ?? Buffer.alloc(0)).subarray(0, 400), breaks: brokenOff() };
    });
  };

  it('goes on at the same byte of the same segment when its addresses have expired and are renewed', async () => {
    const transfer = expiring();
    expect(await heard(transfer, { renews: true })).to.deep.equal(Buffer.concat(SEGMENTS));
    expect(transfer.asked).to.deep.equal([
      ...['/list', '/seg-0', '/seg-1', '/seg-2', '/seg-2', '/again', '/seg-2?new', '/seg-3?new'],
    ]);
    expect(transfer.open).to.equal(0);
  });

  it('is refused when nobody renews them', async () => {
    expect(await heard(expiring())).to.be.instanceOf(TrackUnavailableError);
  });

  it('gives up a source that renews them for nothing', async () => {
    const transfer = aTransfer((path) => {
      if (!path.startsWith('/seg')) return { bytes: Buffer.from(list()) };
      throw refused();
    });
    expect(await heard(transfer, { renews: true })).to.be.instanceOf(TrackUnavailableError);
    expect(transfer.asked.length).to.be.below(10);
  });

  it('takes parts out of a server that sends all of a file', async () => {
    const file = Buffer.concat(SEGMENTS);
    const parts =
      '#EXTM3U\n#EXTINF:10,\n#EXT-X-BYTERANGE:1000@0\nall\n#EXTINF:10,\n#EXT-X-BYTERANGE:500\nall\n#EXT-X-ENDLIST\n';
    const transfer = aTransfer((path) => (path === '/list' ? { bytes: Buffer.from(parts) } : { bytes: file, from: 0 }));
    expect(await heard(transfer)).to.deep.equal(file.subarray(0, 1_500));
  });

  it('gives the front of a stream once, before whatever segment is the first', async () => {
    const front = Buffer.from('front'.repeat(10));
    const transfer = aTransfer((path) => {
      if (path === '/list') return { bytes: Buffer.from(list('', '#EXT-X-MAP:URI="init"\n')) };
      return path === '/init' ? { bytes: front } : segment(path);
    });
    expect(await heard(transfer, { first: 2 })).to.deep.equal(Buffer.concat([front, ...SEGMENTS.slice(2)]));
  });

  /** A live stream, as its playlist is at each look. */
  const live = (...looks: readonly (readonly [from: number, until: number])[]) => {
    let look = 0;
    return aTransfer((path) => {
      if (path !== '/list') return { bytes: Buffer.from(`[${path.slice(5)}]`.padEnd(20, '.')) };
      const [from, until] = looks[Math.min(look, looks.length - 1)] ?? [0, 0];
      look += 1;
      const lines = Array.from({ length: until - from + 1 }, (_, at) => `#EXTINF:2,\nseg-${from + at}\n`).join('');
      const end = look >= looks.length ? '#EXT-X-ENDLIST\n' : '';
      return { bytes: Buffer.from(`#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXT-X-MEDIA-SEQUENCE:${from}\n${lines}${end}`) };
    });
  };
  const played = (bytes: unknown) => [...String(bytes).matchAll(/\[(\d+)\]/g)].map(([, number]) => Number(number));

  it('plays nothing twice where a server of a live stream lags behind the others', async () => {
    const bytes = await heard(live([10, 15], [8, 13], [9, 14], [12, 17]));
    expect(played(bytes)).to.deep.equal([13, 14, 15, 16, 17]);
  });

  it('goes on with a live stream that counts anew, or has left it behind', async () => {
    expect(played(await heard(live([10, 15], [0, 2])))).to.deep.equal([13, 14, 15, 0, 1, 2]);
    expect(played(await heard(live([10, 15], [30, 32])))).to.deep.equal([13, 14, 15, 30, 31, 32]);
  });

  it('gives up a segment that does not come', async () => {
    const transfer = aTransfer((path) => {
      if (path === '/list') return { bytes: Buffer.from(list()) };
      throw brokenOff();
    });
    expect(await heard(transfer)).to.be.instanceOf(SourceUnavailableError);
    expect(transfer.asked).to.have.length(4);
  });
});

describe('hlsStart', () => {
  it('finds the segment of a position, and says where it begins', async () => {
    const { media } = await loadHls(
      LINK,
      aTransfer(() => ({ bytes: Buffer.from(list()) })),
      signal,
    );
    expect([0, 9_999, 10_000, 39_999].map((at) => hlsStart(media, at))).to.deep.equal([
      ...[
        { index: 0, fromMs: 0 },
        { index: 0, fromMs: 0 },
        { index: 1, fromMs: 10_000 },
        { index: 3, fromMs: 30_000 },
      ],
    ]);
    expect(() => hlsStart(media, 40_000)).to.throw(UndecodableError);
    expect(hlsStart({ ...media, ended: false }, 99_000), 'every moment of a live one').to.include({ fromMs: 99_000 });
  });
});
