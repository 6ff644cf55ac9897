/** Where a part begins that can be read by itself, in the file and in time. */
export interface SoundCue {
  readonly atMs: number;
  readonly atByte: number;
}

/** What the head of a file of sound tells. */
export type SoundIndex =
  /** `introduction` is everything that has to stand before a part; the cues are in order. */
  | { readonly kind: 'index'; readonly introduction: Buffer; readonly cues: readonly SoundCue[] }
  /** So many bytes of the file are needed to know. */
  | { readonly kind: 'short'; readonly needsBytes: number }
  /** Its times stand at its end, or nowhere. */
  | { readonly kind: 'none' };

/** The last part that begins at or before that time. */
export function cueFor(cues: readonly SoundCue[], positionMs: number): SoundCue | undefined {
  return cues.findLast(({ atMs }) => atMs <= positionMs);
}
