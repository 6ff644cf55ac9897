/** Frames, or packets, in one piece of memory, which passes to another thread without being copied once more. */
export interface FrameBatch {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly lengths: readonly number[];
}

/**
 * Copies the frames into one new piece of memory. They are often views into whatever their source has read, which must
 * neither be given away nor be copied as a whole, as posting a view does.
 */
export function packFrames(frames: readonly Uint8Array[]): FrameBatch {
  const lengths = frames.map(({ length }) => length);
  const bytes = new Uint8Array(lengths.reduce((sum, length) => sum + length, 0));
  let at = 0;
  for (const frame of frames) {
    bytes.set(frame, at);
    at += frame.length;
  }
  return { bytes, lengths };
}

/** The frames as views into the batch. */
export function unpackFrames({ bytes, lengths }: FrameBatch): Uint8Array[] {
  let at = 0;
  return lengths.map((length) => {
    const frame = bytes.subarray(at, at + length);
    at += length;
    return frame;
  });
}
