/** Bit rates in kbit/s by their index in the header (ISO/IEC 11172-3 §2.4.2.3, 13818-3 §2.4.2.3). */
const BIT_RATES = {
  version1: {
    layer1: [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
    layer2: [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
    layer3: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  },
  version2: {
    layer1: [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
    layer23: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
  },
} as const;
const SAMPLE_RATES = [44_100, 48_000, 32_000];
/** Of AAC, by their index in the header (ISO/IEC 13818-7 §8.1.1.2). */
const ADTS_RATES = [
  96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350,
];

/** Whether MPEG audio (MP1–3, or AAC in ADTS) begins somewhere in these bytes: three frames, each where the last one ends. */
export function hasMpegFrames(bytes: Buffer): boolean {
  return findMpegFrames(bytes) !== -1;
}

/** Where MPEG audio begins in these bytes, from that place on; -1 when it does not. */
export function findMpegFrames(bytes: Buffer, from = 0): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1 && at + 6 <= bytes.length; at = bytes.indexOf(0xff, at + 1)) {
    if (framesFrom(bytes, at)) return at;
  }
  return -1;
}

function framesFrom(bytes: Buffer, start: number): boolean {
  let at = start;
  for (let frame = 0; frame < 3; frame++) {
    const header = mpegHeaderAt(bytes, at);
    if (header === undefined) return false;
    at += header.length;
    // A very short file ends with its first or second frame.
    if (at + 6 > bytes.length) return frame > 0 || at === bytes.length;
  }
  return true;
}

/** A frame of MPEG audio. */
export interface MpegFrame {
  readonly data: Buffer;
  /** How long it sounds, in milliseconds. */
  readonly ms: number;
}

/** The frames in a file, without tags and whatever else lies between them, and without one that only tells about the others. */
export function mpegFrames(bytes: Buffer): readonly MpegFrame[] {
  const frames: MpegFrame[] = [];
  let at = 0;
  let isInStep = false;
  while (at !== -1 && at + 6 <= bytes.length) {
    const frame: MpegHeader | undefined = isInStep || framesFrom(bytes, at) ? mpegHeaderAt(bytes, at) : undefined;
    isInStep = frame !== undefined;
    if (frame === undefined) {
      at = bytes.indexOf(0xff, at + 1);
      continue;
    }
    const data = bytes.subarray(at, at + frame.length);
    if (data.length === frame.length && !(frames.length === 0 && isAboutOthers(data)))
      frames.push({ data, ms: frame.ms });
    at += frame.length;
  }
  return frames;
}

/** Encoders put lengths and tables into a first frame of silence. */
function isAboutOthers(frame: Buffer): boolean {
  return /Xing|Info/.test(frame.toString('latin1', 4, 40));
}

/** What a frame says of itself. */
export interface MpegHeader {
  readonly length: number;
  /** How long it sounds, in milliseconds. */
  readonly ms: number;
  /** How long frames of its bit rate are on average, which their padding makes up for; `null` for AAC, which has none. */
  readonly meanLength: number | null;
  readonly sampleRate: number;
}

/** The frame that begins at that place, where there are at least 6 bytes; `undefined` when none does. */
export function mpegHeaderAt(bytes: Buffer, at: number): MpegHeader | undefined {
  const header = bytes.readUInt32BE(at);
  if (header >>> 21 !== 0x7ff) return undefined;
  const layerBits = (header >>> 17) & 3;
  return layerBits === 0 ? adtsFrame(bytes, at) : mpegFrame(header, layerBits);
}

function mpegFrame(header: number, layerBits: number): MpegHeader | undefined {
  const versionBits = (header >>> 19) & 3;
  const sampleRate = SAMPLE_RATES[(header >>> 10) & 3];
  if (versionBits === 1 || sampleRate === undefined) return undefined;
  const layer = 4 - layerBits;
  const kilobits = bitRates(versionBits === 3, layer)[(header >>> 12) & 15];
  if (!kilobits) return undefined;
  const rate = versionBits === 3 ? sampleRate : sampleRate / (versionBits === 2 ? 2 : 4);
  const padding = (header >>> 9) & 1;
  const slotBytes = layer === 1 ? 4 : 1;
  const samples = layer === 1 ? 384 : layer === 3 && versionBits !== 3 ? 576 : 1_152;
  const meanLength = (samples * 125 * kilobits) / rate;
  const length = (Math.floor(meanLength / slotBytes) + padding) * slotBytes;
  return { length, ms: (samples * 1_000) / rate, meanLength, sampleRate: rate };
}

function bitRates(version1: boolean, layer: number): readonly number[] {
  if (!version1) return layer === 1 ? BIT_RATES.version2.layer1 : BIT_RATES.version2.layer23;
  if (layer === 1) return BIT_RATES.version1.layer1;
  return layer === 2 ? BIT_RATES.version1.layer2 : BIT_RATES.version1.layer3;
}

/** ISO/IEC 13818-7 §6.2: the length stands in 13 bits of bytes 3 to 5, and how many blocks there are, less one, in the last two of byte 6. */
function adtsFrame(bytes: Buffer, at: number): MpegHeader | undefined {
  const rate = ADTS_RATES[(bytes.readUInt8(at + 2) >>> 2) & 15];
  const length =
    ((bytes.readUInt8(at + 3) & 3) << 11) | (bytes.readUInt8(at + 4) << 3) | (bytes.readUInt8(at + 5) >>> 5);
  if (rate === undefined || length <= 7) return undefined;
  const blocks = at + 6 < bytes.length ? (bytes.readUInt8(at + 6) & 3) + 1 : 1;
  return { length, ms: (blocks * 1_024 * 1_000) / rate, meanLength: null, sampleRate: rate };
}
