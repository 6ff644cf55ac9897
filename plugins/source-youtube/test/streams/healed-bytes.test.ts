import { type FetchedPart, SourceUnavailableError } from '@tonearm/core';
import { FakeClock } from '@tonearm/core/testing';
import { expect } from 'chai';
import type { SoundFormat } from '../../src/streams/formats.js';
import { type Address, healedBytes } from '../../src/streams/healed-bytes.js';
import { fileTransfer } from '../../src/streams/media-transfer.js';

const FILE = Buffer.from('0123456789');
const URL_OF_IT = new URL('https://r1.googlevideo.com/');
const FORMAT: SoundFormat = {
  itag: 251,
  url: URL_OF_IT,
  format: 'webm/opus',
  kind: 'opus',
  bitrate: 0,
  totalBytes: FILE.length,
  madeAt: null,
  headBytes: null,
};
const ADDRESS: Address = {
  way: {
    name: 'ONE',
    hasIdentity: false,
    isSignedIn: false,
    offer: () => Promise.reject(new Error('Not asked here.')),
  },
  format: FORMAT,
};

/** A part that promises bytes up to the end of the file, and gives fewer. */
function aPart(from: number, until: number): FetchedPart {
  const bytes = async function* () {
    yield FILE.subarray(from, until);
  };
  return { url: URL_OF_IT, from, length: FILE.length - from, totalBytes: FILE.length, bytes: bytes(), close: () => {} };
}

describe('healedBytes', () => {
  it('goes on where a part has ended too early without saying so', async () => {
    const transfer = fileTransfer(new FakeClock(), undefined);
    const failures: unknown[] = [];
    const bytes = healedBytes({
      opened: { address: ADDRESS, part: aPart(0, 4) },
      transfer,
      pieceBytes: 100,
      signal: new AbortController().signal,
      heal: async (address, fromByte, failure) => {
        failures.push(failure);
        return { address, part: aPart(fromByte, FILE.length) };
      },
    });
    let given = '';
    for await (const chunk of bytes) given += chunk;
    expect(given).to.equal(String(FILE));
    expect(failures).to.have.length(1);
    expect(failures[0]).to.be.instanceOf(SourceUnavailableError);
  });

  it('does not ask again and again where an answer has nothing in it', async () => {
    let asked = 0;
    const empty = async () => {
      asked += 1;
      if (asked > 5) throw new Error('It asks for ever.');
      const headers = { 'content-range': `bytes 4-3/${FILE.length}`, 'content-length': '0' };
      return new Response(new Blob([]).stream(), { status: 206, headers });
    };
    const bytes = healedBytes({
      opened: { address: ADDRESS, part: { ...aPart(0, 4), length: 4 } },
      transfer: fileTransfer(new FakeClock(), empty),
      pieceBytes: 100,
      signal: new AbortController().signal,
      heal: async (address, fromByte) => ({ address, part: aPart(fromByte, FILE.length) }),
    });
    let given = '';
    for await (const chunk of bytes) given += chunk;
    expect(given).to.equal(String(FILE));
    expect(asked).to.equal(1);
  });
});
