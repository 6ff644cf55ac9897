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

/** Whether MPEG audio (MP1–3, or AAC in ADTS) begins somewhere in these bytes: three frames, each where the last one ends. */
export function hasMpegFrames(bytes: Buffer): boolean {
  for (let at = bytes.indexOf(0xff); at !== -1 && at + 6 <= bytes.length; at = bytes.indexOf(0xff, at + 1)) {
    if (framesFrom(bytes, at)) return true;
  }
  return false;
}

function framesFrom(bytes: Buffer, start: number): boolean {
  let at = start;
  for (let frame = 0; frame < 3; frame++) {
    const length = frameLength(bytes, at);
    if (length === undefined) return false;
    at += length;
    // A very short file ends with its first or second frame.
    if (at + 6 > bytes.length) return frame > 0 || at === bytes.length;
  }
  return true;
}

function frameLength(bytes: Buffer, at: number): number | undefined {
  const header = bytes.readUInt32BE(at);
  if (header >>> 21 !== 0x7ff) return undefined;
  const layerBits = (header >>> 17) & 3;
  return layerBits === 0 ? adtsLength(bytes, at) : mpegLength(header, layerBits);
}

function mpegLength(header: number, layerBits: number): number | undefined {
  const versionBits = (header >>> 19) & 3;
  const sampleRate = SAMPLE_RATES[(header >>> 10) & 3];
  if (versionBits === 1 || sampleRate === undefined) return undefined;
  const layer = 4 - layerBits;
  const kilobits = bitRates(versionBits === 3, layer)[(header >>> 12) & 15];
  if (!kilobits) return undefined;
  const rate = versionBits === 3 ? sampleRate : sampleRate / (versionBits === 2 ? 2 : 4);
  const padding = (header >>> 9) & 1;
  if (layer === 1) return (Math.floor((12_000 * kilobits) / rate) + padding) * 4;
  const bytesPerSlot = layer === 3 && versionBits !== 3 ? 72_000 : 144_000;
  return Math.floor((bytesPerSlot * kilobits) / rate) + padding;
}

function bitRates(version1: boolean, layer: number): readonly number[] {
  if (!version1) return layer === 1 ? BIT_RATES.version2.layer1 : BIT_RATES.version2.layer23;
  if (layer === 1) return BIT_RATES.version1.layer1;
  return layer === 2 ? BIT_RATES.version1.layer2 : BIT_RATES.version1.layer3;
}

/** ISO/IEC 13818-7 §6.2: the length stands in 13 bits of bytes 3 to 5. */
function adtsLength(bytes: Buffer, at: number): number | undefined {
  const rateIndex = (bytes.readUInt8(at + 2) >>> 2) & 15;
  const length =
    ((bytes.readUInt8(at + 3) & 3) << 11) | (bytes.readUInt8(at + 4) << 3) | (bytes.readUInt8(at + 5) >>> 5);
  return rateIndex < 13 && length > 7 ? length : undefined;
}
