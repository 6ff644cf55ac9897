import type { OpusPacket } from '../audio/opus-packet.js';
import { opusPackets } from '../audio/opus-packets.js';
import type { TranscodeOptions, Transcoder } from '../audio/transcoder.js';
import type { AudioStream } from '../model/audio-stream.js';

/**
 * Changes no sound: appends the volume of its chain, 0–200, to each packet, so that a test sees what a frame has been
 * through. Reads Opus in Ogg alone, as it gets it from Opus that shall sound other.
 */
export class FakeTranscoder implements Transcoder {
  /** What it was told each time. */
  readonly told: Omit<TranscodeOptions, 'signal'>[] = [];
  /** How many it works on. */
  running = 0;

  async *transcode(stream: AudioStream, { signal, ...told }: TranscodeOptions): AsyncGenerator<readonly OpusPacket[]> {
    this.told.push(told);
    this.running += 1;
    try {
      const { skipMs = 0, chain = '' } = told;
      const mark = Math.round(Number(/volume=([\d.]+)/.exec(chain)?.[1] ?? 1) * 100);
      for await (const { data, samples } of opusPackets(stream, { signal, positionMs: stream.positionMs + skipMs })) {
        yield [{ data: Uint8Array.of(...data, mark), samples }];
      }
    } finally {
      this.running -= 1;
    }
  }
}
