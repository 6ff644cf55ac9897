import { Readable } from 'node:stream';
import type { AudioStream } from '../model/audio-stream.js';
import { oggOpus } from './ogg-writer.js';
import { FRAME_SAMPLES, type OpusPacket } from './opus-packet.js';
import type { Transcoder } from './transcoder.js';

/**
 * Packets in which the end of one track sounds together with the beginning of the next, which then goes on alone: as many
 * as the next one has. ffmpeg reads both as one stream, cuts it where the next one begins and lays the parts over each other.
 *
 * @param tail what is left of the one that ends; all of it is faded out, and is read whole at first
 */
export async function* crossfade(
  tail: AsyncIterable<OpusPacket>,
  next: AsyncIterable<OpusPacket>,
  { transcoder, signal }: { readonly transcoder: Transcoder; readonly signal: AbortSignal },
): AsyncGenerator<OpusPacket> {
  const ending: OpusPacket[] = [];
  for await (const packet of tail) ending.push(packet);
  if (ending.length === 0) return yield* next;
  const samples = ending.length * FRAME_SAMPLES;
  const chain =
    `asplit[both][again];[both]atrim=end_sample=${samples}[ending];` +
    `[again]atrim=start_sample=${samples},asetpts=PTS-STARTPTS[beginning];` +
    `[ending][beginning]acrossfade=nb_samples=${samples}:curve1=qsin:curve2=qsin`;
  const readable = Readable.from(oggOpus(joined(ending, next), { packetsPerPage: 5 }), { objectMode: false });
  const input: AudioStream = { readable, format: 'ogg/opus', positionMs: 0 };
  for await (const packets of transcoder.transcode(input, { signal, positionMs: 0, chain })) yield* packets;
}

async function* joined(ending: readonly OpusPacket[], next: AsyncIterable<OpusPacket>): AsyncGenerator<OpusPacket> {
  yield* ending;
  yield* next;
}
