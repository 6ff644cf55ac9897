import { expect } from 'chai';
import { SourceUnavailableError, TrackUnavailableError } from '../../src/errors/source-errors.js';
import { resumedBytes, type ResumedBytesOptions } from '../../src/transfer/resumed-bytes.js';
import type { ByteRange } from '../../src/transfer/transfer.js';
import { type Answer, aTransfer, brokenOff, readAll, refused, type TableTransfer } from './a-transfer.js';

const FILE = Buffer.from(Array.from({ length: 300_000 }, (_, at) => at % 251));
const LINK = new URL('https://sound.example/file');
const { signal } = new AbortController();

/** What a good server answers; after so many bytes it breaks off. */
function part(range: ByteRange | undefined, breakAfter?: number): Answer {
  const from = range?.from ?? 0;
  const end = Math.min(FILE.length, range?.to === undefined ? FILE.length : range.to + 1);
  const whole = FILE.subarray(from, end);
  const held = { from, totalBytes: FILE.length, validator: '"one"' };
  if (breakAfter === undefined) return { ...held, bytes: whole };
  return { ...held, bytes: whole.subarray(0, breakAfter), breaks: brokenOff() };
}

describe('resumedBytes', () => {
  const read = async (transfer: TableTransfer, options: Partial<ResumedBytesOptions> = {}) => {
    const range = options.pieceBytes === undefined ? undefined : { from: 0, to: options.pieceBytes - 1 };
    const first = await transfer.fetch(LINK, { signal, ...(range && { range }) });
    const bytes = resumedBytes({ transfer, first, mostBytes: 1_000_000, signal, ...options });
    return readAll(bytes, transfer.clock).catch((error: unknown) => error);
  };

  it('asks for one piece after the other, without a pause between them', async () => {
    const transfer = aTransfer((_, range) => part(range));
    expect(await read(transfer, { pieceBytes: 100_000 })).to.deep.equal(FILE);
    expect(transfer.asked).to.deep.equal(['/file 0-99999', '/file 100000-199999', '/file 200000-299999']);
    expect(transfer.open).to.equal(0);
  });

  it('goes on in the middle of a piece that breaks off', async () => {
    let calls = 0;
    const transfer = aTransfer((_, range) => {
      calls += 1;
      return part(range, calls === 2 ? 70_000 : undefined);
    });
    expect(await read(transfer, { pieceBytes: 100_000 })).to.deep.equal(FILE);
    expect(transfer.asked[2]).to.equal('/file 170000-269999');
  });

  it('takes an answer that ends before it was said to for a broken one', async () => {
    let calls = 0;
    const transfer = aTransfer((_, range) => {
      calls += 1;
      const { breaks: _breaks, ...cut } = part(range, calls === 1 ? 80_000 : undefined);
      return cut;
    });
    expect(await read(transfer)).to.deep.equal(FILE);
    expect(transfer.asked).to.deep.equal(['/file', '/file 80000-']);
  });

  it('goes on at the address that the source gives it then', async () => {
    let calls = 0;
    const transfer = aTransfer((path, range) => {
      calls += 1;
      if (path === '/file' && calls > 1) throw refused();
      return part(range, calls === 1 ? 123_456 : undefined);
    });
    const reopen = (range: ByteRange) => transfer.fetch(new URL('/again', LINK), { signal, range });
    expect(await read(transfer, { reopen })).to.deep.equal(FILE);
    expect(transfer.asked).to.deep.equal(['/file', '/again 123456-']);
  });

  it('joins no two different files', async () => {
    let calls = 0;
    const transfer = aTransfer((_, range) => {
      calls += 1;
      return calls === 1 ? part(range, 70_000) : { ...part(range), validator: '"two"' };
    });
    expect(await read(transfer)).to.be.instanceOf(SourceUnavailableError);
    expect(transfer.open, 'what does not fit is closed').to.equal(0);
    expect(calls, 'nobody waits for the old one to come back').to.equal(2);
  });

  it('gives up what breaks off again and again, and what is refused', async () => {
    const stubborn = aTransfer((_, range) => part(range, 10));
    expect(await read(stubborn)).to.be.instanceOf(SourceUnavailableError);
    expect(stubborn.asked.length).to.be.within(5, 8);
    let calls = 0;
    const gone = aTransfer((_, range) => {
      calls += 1;
      if (calls > 1) throw refused();
      return part(range, 10);
    });
    expect(await read(gone)).to.be.instanceOf(TrackUnavailableError);
    expect(gone.clock.pendingTimers).to.equal(0);
  });

  it('waits as long as it is asked to, and gives up who asks for too much in the middle of a track', async () => {
    const busy = (retryAfterMs: number) => {
      let calls = 0;
      return aTransfer((_, range) => {
        calls += 1;
        if (calls === 2) throw new SourceUnavailableError('stand-in', 'Too often.', { retryAfterMs });
        return part(range, calls === 1 ? 123_456 : undefined);
      });
    };
    const patient = busy(7_000);
    const beganMs = patient.clock.monotonic();
    expect(await read(patient)).to.deep.equal(FILE);
    expect(patient.clock.monotonic() - beganMs).to.be.within(7_250, 9_000);
    const greedy = busy(60_000);
    expect(await read(greedy)).to.include({ retryAfterMs: 60_000 });
    expect(greedy.asked).to.have.length(2);
  });

  it('reads no more than a file may have', async () => {
    const endless = aTransfer(() => ({ bytes: FILE }));
    expect(await read(endless, { mostBytes: 1_000 })).to.be.instanceOf(TrackUnavailableError);
    expect(endless.open).to.equal(0);
  });
});
