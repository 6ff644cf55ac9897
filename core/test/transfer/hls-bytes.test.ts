import { expect } from 'chai';
import { SourceUnavailableError, TrackUnavailableError, UndecodableError } from '../../src/errors/source-errors.js';
import { hlsBytes } from '../../src/transfer/hls-bytes.js';
import { hlsStart, loadHls } from '../../src/transfer/hls-stream.js';
import { FakeClock } from '../../src/testing/fake-clock.js';
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

  /** A live stream to which a segment is added at each look; what becomes of the segments is up to `send`. */
  const goingOn = (send: (sequence: number) => Answer, { targetS = 2, front = '' } = {}) => {
    let newest = 5;
    return aTransfer((path) => {
      if (path !== '/list') return send(path === '/init' ? FRONT : Number(path.slice(5)));
      const lines = [newest - 2, newest - 1, newest].map((at) => `#EXTINF:${targetS},\nseg-${at}\n`).join('');
      const head = `#EXTM3U\n#EXT-X-TARGETDURATION:${targetS}\n#EXT-X-MEDIA-SEQUENCE:${newest - 2}\n`;
      newest += 1;
      return { bytes: Buffer.from(head + front + lines) };
    });
  };
  const FRONT = -1;
  const waited = ({ clock }: TableTransfer) => clock.now() - new FakeClock().now();
  const lost = (): never => {
    throw refused();
  };

  it('gives up a live stream that goes on, but sends nothing of its sound any more, for another to try again', async () => {
    for (const send of [lost, () => ({ bytes: Buffer.alloc(0) })]) {
      const transfer = goingOn(send);
      const failure = await heard(transfer);
      expect(failure).to.be.instanceOf(SourceUnavailableError).and.to.include({ retryable: true });
      expect(waited(transfer), 'patient, but not for ever').to.be.within(10_000, 20_000);
      expect(transfer.open).to.equal(0);
    }
  });

  it('says of a live stream whose sound is gone why that is', async () => {
    expect(await heard(goingOn(lost))).to.include({ message: 'The stand-in sends-no-sound' });
    expect(await heard(goingOn(lost)))
      .to.have.property('cause')
      .that.is.instanceOf(TrackUnavailableError);
    const silent = await heard(goingOn((at) => ({ bytes: Buffer.alloc(at < 6 ? 100 : 0) })));
    expect(silent).to.include({ message: 'The stand-in sends-no-sound' });
    expect(await heard(live([10, 15], ...Array.from({ length: 50 }, () => [10, 15] as const)))).to.include({
      message: 'The stand-in adds-nothing',
    });
  });

  it('plays on behind some segments of a live stream that are gone', async () => {
    let gone = 0;
    const transfer = goingOn((at) => {
      if (at === 30) throw brokenOff();
      if (at % 5 === 0) return { bytes: Buffer.from(`[${at}]`.padEnd(20, '.')) };
      gone += 1;
      throw refused();
    });
    const bytes: Buffer[] = [];
    const stream = await loadHls(LINK, transfer, signal);
    const noted = (async function* () {
      for await (const chunk of hlsBytes({ stream, first: 0, transfer, signal })) {
        bytes.push(chunk);
        yield chunk;
      }
    })();
    expect(await readAll(noted, transfer.clock).catch((error: unknown) => error)).to.be.instanceOf(
      SourceUnavailableError,
    );
    expect(played(Buffer.concat(bytes))).to.deep.equal([5, 10, 15, 20, 25]);
    expect(gone).to.be.above(15);
  });

  it('looks at a live playlist neither all the time nor once in an hour, whatever it says', async () => {
    for (const [targetS, mostLooks] of [
      [0.001, 30],
      [3_600, 10],
    ] as const) {
      const transfer = goingOn(lost, { targetS });
      await heard(transfer);
      expect(transfer.asked.filter((path) => path === '/list').length, `${targetS} s`).to.be.below(mostLooks);
      expect(waited(transfer), `${targetS} s`).to.be.below(200_000);
    }
  });

  it('asks again for the front of a live stream that did not come', async () => {
    const transfer = goingOn((at) => (at === FRONT ? lost() : { bytes: Buffer.alloc(10) }), {
      front: '#EXT-X-MAP:URI="init"\n',
    });
    expect(await heard(transfer)).to.be.instanceOf(SourceUnavailableError);
    expect(transfer.asked.filter((path) => path === '/init').length).to.be.above(3);
    expect(transfer.asked.some((path) => path.startsWith('/seg'))).to.equal(false);
  });

  it('leaves it to others to open a live stream anew whose playlist has gone', async () => {
    let looks = 0;
    const transfer = aTransfer((path) => {
      if (path !== '/list') return segment(path);
      looks += 1;
      return looks > 1 ? lost() : { bytes: Buffer.from(list().replace('#EXT-X-ENDLIST', '')) };
    });
    expect(await heard(transfer))
      .to.be.instanceOf(SourceUnavailableError)
      .and.to.include({ retryable: true });
  });

  it('reads no segment without an end', async () => {
    const transfer = aTransfer((path) => ({ bytes: path === '/list' ? Buffer.from(list()) : Buffer.alloc(129 << 20) }));
    expect(await heard(transfer)).to.be.instanceOf(TrackUnavailableError);
    expect(transfer.open).to.equal(0);
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
