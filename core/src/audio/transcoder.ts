import type { AudioStream } from '../model/audio-stream.js';

/** Turns any sound into Ogg/Opus at 48 kHz, stereo, 20 ms a packet. */
export interface Transcoder {
  /**
   * The Ogg bytes, as fast as they are taken. Stopping to take them, or the signal, ends all work behind it.
   *
   * @param options `positionMs`: where in the track to begin when `stream.file` is read; `stream.readable` is read from where it is.
   * @throws UndecodableError when it is no sound that we can read; the stream's own error when reading it failed.
   */
  transcode(
    stream: AudioStream,
    options: { readonly positionMs: number; readonly signal: AbortSignal },
  ): AsyncIterable<Buffer>;
}
