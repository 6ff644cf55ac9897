import type { AudioStream } from '../model/audio-stream.js';
import type { OpusPacket } from './opus-packet.js';

export interface TranscodeOptions {
  /** Ends all work. */
  readonly signal: AbortSignal;
  /** Where in the track to begin when `stream.file` is read. */
  readonly positionMs: number;
  /** How much of what `stream.readable` gives is left out at its beginning, in milliseconds; nothing by default. */
  readonly skipMs?: number;
  /** What is done to the sound, as a `SoundPlan` says it; nothing by default. */
  readonly chain?: string;
}

/** Turns any sound into Opus at 48 kHz, stereo, 20 ms a packet. */
export interface Transcoder {
  /**
   * The packets, some at a time, as fast as they are taken. Stopping to take them, or the signal, ends all work behind it.
   *
   * @throws UndecodableError when it is no sound that we can read; the stream's own error when reading it failed.
   */
  transcode(stream: AudioStream, options: TranscodeOptions): AsyncIterable<readonly OpusPacket[]>;
}
