import { expect } from 'chai';
import fc from 'fast-check';
import { mpegFrames } from '../../src/audio/mpeg-frames.js';
import { recogniseContainer } from '../../src/audio/recognise-container.js';
import { type SoundStart, soundFrom, soundStart } from '../../src/audio/sound-start.js';
import { anAac } from '../../src/testing/media/sounds.js';
import { aWav } from './measured-sound.js';

const FRAME_MS = 1_152 / 44.1;
/** Kilobits per second and their index in the header of MPEG 1, layer 3. */
const RATES = { 32: 1, 64: 5, 128: 9, 320: 14 } as const;
const FRAMES = 6_000;
const DURATION_MS = FRAMES * FRAME_MS;

/** A frame of 44.1 kHz, joint stereo, with its number in it. */
function aFrame(kilobits: keyof typeof RATES, number: number, padding = 0): Buffer {
  const frame = Buffer.alloc(Math.floor((144_000 * kilobits) / 44_100) + padding);
  frame.set([0xff, 0xfb, (RATES[kilobits] << 4) | (padding << 1), 0x44]);
  frame.writeUInt32BE(number, 80);
  return frame;
}

/** Padded as encoders do it, so that the rate is kept. */
function constant(kilobits: keyof typeof RATES, padded = true): readonly Buffer[] {
  const mean = (144_000 * kilobits) / 44_100;
  return Array.from({ length: FRAMES }, (_, number) =>
    aFrame(
      kilobits,
      number,
      padded ? Math.floor((number + 1) * mean) - Math.floor(number * mean) - Math.floor(mean) : 0,
    ),
  );
}

/** Loud and quiet by turns. */
const variable = Array.from({ length: FRAMES }, (_, number) => aFrame(number % 2_000 < 600 ? 320 : 64, number));

/** A first frame that tells of the others, as LAME writes it. */
function aTable(name: 'Xing' | 'Info', frames: readonly Buffer[], { delay = 0, places = true } = {}): Buffer {
  const table = aFrame(128, 0);
  const bytes = frames.reduce((sum, { length }) => sum + length, table.length);
  table.write(name, 36, 'latin1');
  table.writeUInt32BE(places ? 0xf : 0xb, 40);
  table.writeUInt32BE(frames.length, 44);
  table.writeUInt32BE(bytes, 48);
  let at = 52;
  if (places) {
    for (let step = 0; step < 100; step++) {
      const before = frames.slice(0, Math.floor((step * frames.length) / 100));
      const sum = before.reduce((total, { length }) => total + length, table.length);
      table.writeUInt8(Math.floor((sum / bytes) * 256), at + step);
    }
    at += 100;
  }
  table.write('LAME3.100', at + 4, 'latin1');
  table.writeUIntBE(delay << 12, at + 4 + 21, 3);
  return table;
}

/** As Fraunhofer's encoder writes it: how long each 60 frames are. */
function vbri(frames: readonly Buffer[]): Buffer {
  const table = aFrame(320, 0);
  const stretches = Array.from({ length: frames.length / 60 }, (_, at) =>
    frames.slice(at * 60, (at + 1) * 60).reduce((sum, { length }) => sum + length, 0),
  );
  table.write('VBRI', 36, 'latin1');
  table.writeUInt32BE(frames.length, 50);
  table.writeUInt16BE(stretches.length, 54);
  table.writeUInt16BE(1, 56);
  table.writeUInt16BE(2, 58);
  table.writeUInt16BE(60, 60);
  for (const [at, length] of stretches.entries()) table.writeUInt16BE(length, 62 + at * 2);
  return table;
}

describe('soundStart', () => {
  const startIn = (file: Buffer, positionMs: number, durationMs: number | null = DURATION_MS) =>
    soundStart(file.subarray(0, 65_536), recogniseContainer(file), { positionMs, durationMs, totalBytes: file.length });
  /** The number in the first frame that sounds, and where it says that is. */
  const heard = async (file: Buffer, positionMs: number) => {
    const start = startIn(file, positionMs);
    if (start === undefined) return undefined;
    const bytes = await sound(start, file);
    return { number: mpegFrames(bytes)[0]?.data.readUInt32BE(80), positionMs: start.positionMs };
  };
  const sound = async (start: SoundStart, file: Buffer) => {
    const chunks: Buffer[] = [];
    const inPieces = (async function* () {
      for (let at = start.offset; at < file.length; at += 1_000) yield file.subarray(at, at + 1_000);
    })();
    for await (const chunk of soundFrom(start, inPieces)) chunks.push(chunk);
    return Buffer.concat(chunks);
  };

  for (const [what, frames] of [
    ['of a constant rate', constant(128)],
    ['of a low one', constant(64)],
    ['never padded', constant(64, false)],
  ] as const) {
    it(`begins an MP3 ${what} at a frame a little before the position, and says where exactly`, async () => {
      for (const positionMs of [40_000, 99_999, 150_000]) {
        const found = await heard(Buffer.concat(frames), positionMs);
        expect(found?.positionMs).to.be.within(positionMs - 300, positionMs - 200);
        expect((found?.number ?? 0) * FRAME_MS).to.be.closeTo(found?.positionMs ?? 0, 0.001);
      }
    });
  }

  it('counts the delay that a decoder leaves out, and not the frame that only tells of the others', async () => {
    const frames = constant(128);
    const found = await heard(Buffer.concat([aTable('Info', frames, { delay: 576 }), ...frames]), 100_000);
    expect((found?.number ?? 0) * FRAME_MS - (576 + 529) / 44.1).to.be.closeTo(found?.positionMs ?? 0, 0.001);
  });

  it('finds its way by a table where the rate changes, as well as that knows', async () => {
    for (const positionMs of [30_000, 75_000, 120_000, 150_000]) {
      const xing = await heard(Buffer.concat([aTable('Xing', variable), ...variable]), positionMs);
      expect((xing?.number ?? 0) * FRAME_MS).to.be.closeTo(xing?.positionMs ?? 0, DURATION_MS / 100);
      expect(xing?.positionMs).to.be.within(positionMs - 300, positionMs);
      const fraunhofer = await heard(Buffer.concat([vbri(variable), ...variable]), positionMs);
      expect((fraunhofer?.number ?? 0) * FRAME_MS).to.be.closeTo(fraunhofer?.positionMs ?? 0, 1_000);
    }
  });

  it('does not guess: a changing rate without a table, a table without places, AAC, a rate that denies the length', () => {
    expect(startIn(Buffer.concat([...variable.slice(550), ...variable]), 100_000)).to.equal(undefined);
    expect(startIn(Buffer.concat([aTable('Xing', variable, { places: false }), ...variable]), 100_000)).to.equal(
      undefined,
    );
    const calm = variable.filter(({ length }) => length < 300);
    const tableOnly = Buffer.concat([aTable('Xing', calm, { places: false }), ...calm]);
    expect(startIn(tableOnly, 100_000)).to.equal(undefined);
    expect(startIn(anAac(2_000), 1_000_000)).to.equal(undefined);
    const file = Buffer.concat(constant(128));
    expect(startIn(file, 100_000, DURATION_MS * 1.1)).to.equal(undefined);
    expect(startIn(file, 100_000, null)).to.not.equal(undefined);
  });

  it('begins at the start what is near it, or behind the end', () => {
    const file = Buffer.concat(constant(128));
    expect(startIn(file, 0)).to.equal(undefined);
    expect(startIn(file, 5_000)).to.equal(undefined);
    expect(startIn(file, DURATION_MS + 60_000)).to.equal(undefined);
  });

  it('gives a WAVE file its header and the samples from the position on, to the sample', async () => {
    const file = aWav(10_000);
    const start = startIn(file, 7_500.01, 10_000);
    expect(start?.positionMs).to.equal(7_500);
    const bytes = start && (await sound(start, file));
    expect(bytes?.equals(Buffer.concat([file.subarray(0, 44), file.subarray(44 + 7_500 * 48 * 4)]))).to.equal(true);
    const odd = Buffer.from(file);
    odd.writeUInt16LE(0x11, 20);
    expect(startIn(odd, 7_500), 'compressed').to.equal(undefined);
  });

  it('never fails and never leaves the file, whatever its bytes are', () => {
    const files = [
      Buffer.concat([aTable('Xing', variable), ...variable]).subarray(0, 20_000),
      Buffer.concat([vbri(variable), ...variable]).subarray(0, 20_000),
      aWav(200),
    ];
    const change = fc.tuple(fc.nat(300), fc.nat(255));
    const property = fc.property(
      fc.constantFrom(...files),
      fc.array(change, { maxLength: 20 }),
      fc.nat(),
      (file, changes, ms) => {
        const bytes = Buffer.from(file);
        for (const [at, byte] of changes) bytes[at] = byte;
        const wanted = { positionMs: ms % 1e8, durationMs: null, totalBytes: 50_000_000 };
        const start = soundStart(bytes, recogniseContainer(bytes), wanted);
        if (start === undefined) return;
        expect(start.offset).to.be.within(0, wanted.totalBytes);
        expect(start.positionMs).to.be.within(0, wanted.positionMs);
      },
    );
    fc.assert(property, { numRuns: 300 });
  });
});
