import type { SoundStart, WantedStart } from './sound-start.js';

const RIFF_HEADER_BYTES = 12;
const CHUNK_HEADER_BYTES = 8;
const PCM_FORMATS: ReadonlySet<number> = new Set([1, 3, 6, 7, 0xfffe]);

/** Where to begin in a WAVE file (RIFF MCI, 1991), exact to the sample: its header, and behind it the samples from there on. */
export function wavStart(head: Buffer, { positionMs, totalBytes }: WantedStart): SoundStart | undefined {
  let blockBytes = 0;
  let bytesPerSecond = 0;
  for (let at = RIFF_HEADER_BYTES; at + CHUNK_HEADER_BYTES <= head.length; ) {
    const name = head.toString('latin1', at, at + 4);
    const length = head.readUInt32LE(at + 4);
    const content = at + CHUNK_HEADER_BYTES;
    if (name === 'fmt ' && content + 16 <= head.length) {
      // Only of plain samples each second is as long as the next.
      if (!PCM_FORMATS.has(head.readUInt16LE(content))) return undefined;
      bytesPerSecond = head.readUInt32LE(content + 8);
      blockBytes = head.readUInt16LE(content + 12);
    }
    if (name === 'data') {
      if (blockBytes === 0 || bytesPerSecond === 0) return undefined;
      const blocks = Math.floor((positionMs * bytesPerSecond) / 1000 / blockBytes);
      const offset = content + blocks * blockBytes;
      if (offset >= totalBytes) return undefined;
      const startMs = (blocks * blockBytes * 1000) / bytesPerSecond;
      return { offset, positionMs: startMs, front: Buffer.from(head.subarray(0, content)), frames: false };
    }
    at = content + length + (length % 2);
  }
  return undefined;
}
