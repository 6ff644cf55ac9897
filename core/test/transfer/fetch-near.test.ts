import { expect } from 'chai';
import { soundFrom } from '../../src/audio/sound-start.js';
import { anMp3, anOggOpus } from '../../src/testing/media/sounds.js';
import { fetchNear } from '../../src/transfer/fetch-near.js';
import { aTransfer, brokenOff, readAll } from './a-transfer.js';

const FILE = anMp3(60);
const url = new URL('https://sound.example/song.mp3');
const { signal } = new AbortController();

describe('fetchNear', () => {
  const wanted = (positionMs: number, file = FILE, totalBytes: number | null = file.length) => ({
    file: { url, totalBytes, validator: '"one"' },
    head: file.subarray(0, 65_536),
    positionMs,
    durationMs: 60_000,
  });
  const answering = (validator = '"one"', from?: number) =>
    aTransfer((_, range) => ({
      bytes: FILE.subarray(from ?? range?.from),
      totalBytes: FILE.length,
      validator,
      ...(from !== undefined && { from }),
    }));

  it('asks for no more than what sounds from a little before the position on', async () => {
    const transfer = answering();
    const near = await fetchNear(wanted(45_000), transfer, signal);
    expect(near?.start.positionMs).to.be.within(44_700, 45_000);
    const bytes = near && (await readAll(soundFrom(near.start, near.part.bytes), transfer.clock));
    expect(bytes?.length).to.be.closeTo(FILE.length / 4, FILE.length / 60);
    expect(transfer.asked).to.have.length(1);
    expect(transfer.open).to.equal(0);
  });

  it('leaves it to the caller to begin at the start, where the server begins nowhere else or has another file', async () => {
    for (const transfer of [answering('"one"', 0), answering('"two"')]) {
      expect(await fetchNear(wanted(45_000), transfer, signal)).to.equal(undefined);
      expect(transfer.open).to.equal(0);
    }
    const failing = aTransfer(() => {
      throw brokenOff();
    });
    expect(await fetchNear(wanted(45_000), failing, signal)).to.equal(undefined);
  });

  it('asks for nothing where that would not help', async () => {
    const transfer = answering();
    expect(await fetchNear(wanted(0), transfer, signal)).to.equal(undefined);
    expect(await fetchNear(wanted(45_000, FILE, null), transfer, signal)).to.equal(undefined);
    expect(await fetchNear(wanted(45_000, anOggOpus(60)), transfer, signal)).to.equal(undefined);
    expect(transfer.asked).to.deep.equal([]);
  });

  it('ends with the attempt', async () => {
    const gone = AbortSignal.abort(new Error('Nobody waits any more.'));
    const failure = await fetchNear(wanted(45_000), answering(), gone).catch((error: unknown) => error);
    expect(failure).to.equal(gone.reason);
  });
});
