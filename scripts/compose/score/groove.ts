/** When beats fall. */
export interface Groove {
  readonly tempoBpm: number;
  /** The note value that swings, in beats: 0.25 for sixteenths, 0.5 for eighths. */
  readonly swungBeats: number;
  /** Where the second of two falls: 0.5 is straight, 0.67 a triplet. */
  readonly swing: number;
}

/** The time of a beat, with its swing. */
export function secondsAt(groove: Groove, beat: number): number {
  const pair = 2 * groove.swungBeats;
  const start = Math.floor(beat / pair) * pair;
  const share = (beat - start) / pair;
  const swung = share < 0.5 ? share * 2 * groove.swing : groove.swing + (share - 0.5) * 2 * (1 - groove.swing);
  return ((start + swung * pair) * 60) / groove.tempoBpm;
}
