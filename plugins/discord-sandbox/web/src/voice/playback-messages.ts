/** What the page tells the playback thread. */
export type PlaybackCommand =
  /** Sound of one spurt, left and right, at 48 kHz. */
  | { readonly kind: 'sound'; readonly spurt: number; readonly left: Float32Array; readonly right: Float32Array }
  | { readonly kind: 'clear' };

/** What the playback thread tells about every 50 ms of sound. */
export interface PlaybackReport {
  /** Loudest sample and root mean square since the last report, from 0 to 1. */
  readonly peak: number;
  readonly rms: number;
  readonly bufferedMs: number;
  /** Since the start. */
  readonly playedMs: number;
  /** How often sound ran out within a spurt. */
  readonly underruns: number;
}
