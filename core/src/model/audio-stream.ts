import type { Readable } from 'node:stream';

/**
 * How the bytes of an {@link AudioStream} are packed.
 * - `webm/opus`, `ogg/opus`: Opus in a container; passes through untouched.
 * - `opus`: object mode, each chunk one Opus packet of 20 ms.
 * - `s16le`: raw 16-bit stereo samples at 48 kHz.
 * - `arbitrary`: anything else that ffmpeg may read.
 */
export type AudioFormat = 'webm/opus' | 'ogg/opus' | 'opus' | 's16le' | 'arbitrary';

/** An opened track. Whoever asked for it destroys `readable`; destroying it frees everything behind it. */
export interface AudioStream {
  readonly readable: Readable;
  readonly format: AudioFormat;
  /** Where in the track the first sample lies, in milliseconds: 0, or the position asked for as near as the source can. */
  readonly positionMs: number;
  /** When the address behind the stream stops answering, in Unix milliseconds. */
  readonly expiresAtMs?: number;
  /**
   * Hears what a live stream says is on, each time it says so, and the last it has said at once. It may be some seconds ahead of the
   * sound. Returns how to stop listening.
   */
  onTitle?(listener: (title: string) => void): () => void;
  /**
   * A local file with the same content, which the source vouches for. ffmpeg reads it instead of `readable`
   * when the container needs seeking (an MP4 whose index is at its end). Never made from a listener's text.
   */
  readonly file?: string;
  /** Given when the track is only a part of what `readable` and `file` hold. */
  readonly part?: AudioPart;
}

/** Where a track lies in something longer: a track of a CD in one file. In milliseconds of the whole. */
export interface AudioPart {
  readonly startMs: number;
  /** `null` when it goes on to the end. */
  readonly endMs: number | null;
  /** How much of the whole comes first in `readable`, before the sound at `positionMs`; it is left out. */
  readonly leadMs: number;
}
