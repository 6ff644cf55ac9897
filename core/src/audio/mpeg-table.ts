import type { MpegHeader } from './mpeg-frames.js';

/** What the first frame of an MP3 tells of the others, when it holds no sound but that; `useless` when it does not tell where they are. */
export type MpegTable =
  | { readonly kind: 'constant'; readonly delayMs: number }
  | SeekTable
  | { readonly kind: 'useless' };

/** Where in the file what time is. */
export interface SeekTable {
  readonly kind: 'variable';
  /** How much of the first sound a decoder leaves out, in milliseconds, because the encoder has put it there. */
  readonly delayMs: number;
  readonly frames: number;
  readonly bytes: number;
  /** Shares of the bytes (0–1), at equal steps of time, from the start to the end. */
  readonly places: readonly number[];
  /** Whether its own frame counts among the bytes. */
  readonly countsItself: boolean;
}

const USELESS: MpegTable = { kind: 'useless' };
const XING_PLACES = 100;
/** A decoder’s own delay in samples, which is left out besides the encoder’s. */
const DECODER_DELAY = 529;
/** VBRI stands behind a header and 32 bytes, whatever the frame is like. */
const VBRI_AT = 36;

/** The table in the first frame; `undefined` when it is a frame like the others. */
export function readTable(frame: Buffer, header: MpegHeader): MpegTable | undefined {
  if (frame.toString('latin1', VBRI_AT, VBRI_AT + 4) === 'VBRI') return readVbri(frame.subarray(VBRI_AT));
  const at = frame.toString('latin1', 4, 44).search(/Xing|Info/);
  return at === -1 ? undefined : readXing(frame.subarray(4 + at), header);
}

/** By the layout that LAME writes (its `VbrTag.c`): flags, then what they name, then a tag of the encoder’s own. */
function readXing(bytes: Buffer, { sampleRate }: MpegHeader): MpegTable {
  const flags = numberAt(bytes, 4, 4);
  let at = 8;
  const field = (flag: number, length: number) => {
    const from = at;
    if ((flags & flag) !== 0) at += length;
    return (flags & flag) === 0 ? Buffer.alloc(0) : bytes.subarray(from, from + length);
  };
  const frames = numberAt(field(1, 4), 0, 4);
  const size = numberAt(field(2, 4), 0, 4);
  const steps = [...field(4, XING_PLACES)];
  field(8, 4);
  // Twelve bits behind the encoder's name and what it did (http://gabriel.mp3-tech.org/mp3infotag.html).
  const delay = numberAt(bytes, at + 21, 3) >>> 12;
  const delayMs = delay === 0 ? 0 : ((delay + DECODER_DELAY) * 1_000) / sampleRate;
  if (bytes.toString('latin1', 0, 4) === 'Info') return { kind: 'constant', delayMs };
  if (frames === 0 || size === 0 || steps.length < XING_PLACES) return USELESS;
  const places = [...steps.map((step) => step / 256), 1];
  return isRising(places) ? { kind: 'variable', delayMs, frames, bytes: size, places, countsItself: true } : USELESS;
}

/** Fraunhofer’s: how long each stretch of so many frames is. */
function readVbri(bytes: Buffer): MpegTable {
  const count = numberAt(bytes, 18, 2);
  const scale = numberAt(bytes, 20, 2);
  const width = numberAt(bytes, 22, 2);
  const frames = numberAt(bytes, 24, 2) * count;
  if (frames === 0 || width < 1 || width > 4 || bytes.length < 26 + count * width) return USELESS;
  const ends = [0];
  for (let index = 0; index < count; index++) {
    ends.push((ends.at(-1) ?? 0) + numberAt(bytes, 26 + index * width, width) * scale);
  }
  const total = ends.at(-1) ?? 0;
  if (total === 0) return USELESS;
  const places = ends.map((end) => end / total);
  return { kind: 'variable', delayMs: 0, frames, bytes: total, places, countsItself: false };
}

function isRising(places: readonly number[]): boolean {
  return places.every((place, index) => place >= (places[index - 1] ?? 0));
}

/** 0 where there are not so many bytes. */
function numberAt(bytes: Buffer, at: number, length: number): number {
  return at + length > bytes.length ? 0 : bytes.readUIntBE(at, length);
}
