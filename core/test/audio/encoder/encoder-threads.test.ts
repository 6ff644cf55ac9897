import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { getPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { EncoderThreads, type Encoding } from '../../../src/audio/encoder/encoder-threads.js';
import type { Ffmpeg } from '../../../src/audio/ffmpeg.js';
import { findFfmpeg } from '../../../src/audio/find-ffmpeg.js';
import type { OpusPacket } from '../../../src/audio/opus-packet.js';
import { UnexpectedError } from '../../../src/errors/tonearm-error.js';
import { aWav, decoded, part, pitchOf } from '../measured-sound.js';

const WAV_HEADER = 44;
const pcm = (durationMs: number, hz = 440) => aWav(durationMs, [{ hz }]).subarray(WAV_HEADER);

/** All that comes of these pieces. */
async function encoded(encoding: Encoding, pieces: readonly Buffer[]): Promise<OpusPacket[]> {
  const packets: OpusPacket[] = [];
  for (const piece of pieces) packets.push(...(await encoding.encode(Buffer.from(piece))));
  return [...packets, ...(await encoding.end())];
}

const failureOf = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('EncoderThreads', () => {
  let threads: EncoderThreads;
  let ffmpeg: Ffmpeg | undefined;

  before(async () => {
    ffmpeg = await findFfmpeg();
  });
  beforeEach(() => {
    threads = new EncoderThreads({ niceness: 5 }, { cores: 2 });
  });
  afterEach(() => threads.close());

  it('gives packets of 20 ms that another decoder hears as what they were made of, each stream for itself', async function () {
    if (ffmpeg === undefined) {
      console.log('      skipped: no ffmpeg on this machine');
      this.skip();
    }
    const made = await Promise.all([440, 1_000].map((hz) => encoded(threads.open(), [pcm(1_000, hz)])));
    for (const [index, packets] of made.entries()) {
      expect(packets).to.have.length(50);
      const { left } = await decoded(ffmpeg, packets);
      expect(pitchOf(part(left, 200, 800))).to.be.closeTo([440, 1_000][index] ?? 0, 2);
    }
  });

  it('does not care how the samples are cut', async () => {
    const whole = pcm(300);
    const cuts = [1, 4, 3_839, 3_840, 3_841, 10_000];
    const pieces = [...cuts, whole.length].map((to, index) => whole.subarray(cuts[index - 1] ?? 0, to));
    const inPieces = await encoded(threads.open(), pieces);
    expect(inPieces)
      .to.have.length(15)
      .and.to.deep.equal(await encoded(threads.open(), [whole]));
  });

  it('makes the number of packets that is nearest to the length', async () => {
    for (const [durationMs, packets] of [
      [0, 0],
      [9, 0],
      [11, 1],
      [29, 1],
      [31, 2],
      [40, 2],
    ] as const) {
      expect(await encoded(threads.open(), [pcm(durationMs)]), `${durationMs} ms`).to.have.length(packets);
    }
  });

  it('leaves what it is given a part of as it is', async () => {
    const whole = Buffer.from(pcm(100));
    const before = Buffer.from(whole);
    await threads.open().encode(whole.subarray(0, 8_000));
    expect(whole.equals(before)).to.equal(true);
  });

  it('starts one thread ahead when it is told to, and takes it', () => {
    threads.warmUp();
    threads.warmUp();
    threads.open();
    expect(threads.threads).to.equal(1);
  });

  it('starts a thread when there is something to do, and another when the first has its share', async () => {
    expect(threads.threads).to.equal(0);
    const encodings = Array.from({ length: 40 }, () => threads.open());
    expect(threads.threads).to.equal(2);
    expect(threads.streams).to.equal(40);
    for (const encoding of encodings) encoding.close();
    expect(threads.streams).to.equal(0);
    expect(threads.threads).to.equal(2);
  });

  it('tries less hard for those that run, too, when streams become many, and harder again when they go', async () => {
    // The lengths of packets tell the effort: at another one libopus decides otherwise.
    const lengths = async (encoding: Encoding) => (await encoding.encode(noise())).map(({ data }) => data.length);
    const quiet = threads.open();
    const inQuiet = [await lengths(quiet), await lengths(quiet)];
    const disturbed = threads.open();
    expect(await lengths(disturbed)).to.deep.equal(inQuiet[0]);
    const crowd = Array.from({ length: 80 }, () => threads.open());
    expect(await lengths(disturbed)).not.to.deep.equal(inQuiet[1]);
    for (const encoding of crowd) encoding.close();
    const after = threads.open();
    expect([await lengths(after), await lengths(after)]).to.deep.equal(inQuiet);
  });

  it('fails what a thread was doing when it dies, and goes on with another', async () => {
    const failing = new EncoderThreads({ niceness: 0 }, { script: new URL('data:text/javascript,process.exit(3)') });
    const encoding = failing.open();
    const error = await failureOf(encoding.encode(Buffer.from(pcm(40))));
    expect(error).to.be.instanceOf(UnexpectedError).with.property('retryable', true);
    expect(String((error as Error).cause)).to.include('exited with code 3');
    expect(await failureOf(encoding.end())).to.equal(error);
    encoding.close();
    expect(failing.threads).to.equal(0);
    expect(failing.open()).to.have.property('encode');
    expect(failing.threads).to.equal(1);
    await failing.close();
  });

  it('tells whoever waits when it is closed', async () => {
    const encoding = threads.open();
    const waiting = failureOf(encoding.encode(Buffer.from(pcm(2_000))));
    await threads.close();
    expect(await waiting).to.be.instanceOf(UnexpectedError);
    expect(threads.threads).to.equal(0);
  });

  it('holds the process while somebody waits, and no longer', async () => {
    const program = fileURLToPath(new URL('./encode-once.js', import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, [program]);
    expect(stdout.trim()).to.equal('2');
  });

  it('stands behind what sends sound', async function () {
    if (process.platform !== 'linux') {
      console.log('      skipped: only Linux gives threads a priority of their own');
      this.skip();
    }
    const behind = () => readdirSync('/proc/self/task').filter((id) => getPriority(Number(id)) === 5);
    const before = new Set(behind());
    await encoded(threads.open(), [pcm(40)]);
    expect(behind().filter((id) => !before.has(id))).to.have.length(1);
    expect(getPriority()).to.equal(0);
  });
});

/** Something that is not the same at every effort: a second of noise that is always the same. */
function noise(): Buffer {
  const samples = Buffer.alloc(48_000 * 4);
  let seed = 1;
  for (let at = 0; at < samples.length; at += 2) {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    samples.writeInt16LE(Math.round((seed / 2_147_483_648 - 0.5) * 20_000), at);
  }
  return samples;
}
