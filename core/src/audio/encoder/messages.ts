import type { FrameBatch } from '../frame-batch.js';

/** What an encoder thread is told. It answers `encode` and `end`, one after the other for each stream. */
export type ToEncoder =
  /** Samples of a stream: 16 bits, little endian, two channels at 48 kHz. The first ones begin it. */
  | { readonly type: 'encode'; readonly stream: number; readonly pcm: Uint8Array<ArrayBuffer>; readonly effort: number }
  /** There will be no more samples; what is left of them makes a last packet. */
  | { readonly type: 'end'; readonly stream: number }
  /** Nobody wants more of it. */
  | { readonly type: 'forget'; readonly stream: number };

/** What an encoder thread says. */
export type FromEncoder =
  /** Packets of 20 ms each. */
  | { readonly type: 'packets'; readonly stream: number; readonly batch: FrameBatch }
  | { readonly type: 'failed'; readonly stream: number; readonly reason: string };
