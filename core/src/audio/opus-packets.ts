import { Readable } from 'node:stream';
import { FfmpegMissingError } from '../errors/source-errors.js';
import type { AudioStream } from '../model/audio-stream.js';
import { ForeignCodecError } from './foreign-codec-error.js';
import { OggDemuxer } from './ogg-demuxer.js';
import type { OpusDemuxer } from './opus-demuxer.js';
import { type OpusPacket, toOpusPacket } from './opus-packet.js';
import { PacketTimeline } from './packet-timeline.js';
import { type ContainerProbe, probeContainer } from './probe-container.js';
import type { Transcoder } from './transcoder.js';

/** What packets are made from, and with what. */
export interface OpusPacketsOptions {
  /** Ends everything, child processes included; the packets then end with the signal's reason. */
  readonly signal: AbortSignal;
  /** What plays everything but 20 ms Opus in Ogg or WebM; without it such a stream is refused in words. */
  readonly transcoder?: Transcoder | undefined;
  /** Where in the track the first packet shall lie; what the stream has before it is dropped. Its own start by default. */
  readonly positionMs?: number;
}

/**
 * The packets of a track, each 20 ms of Opus, as fast as they are taken.
 *
 * Opus in Ogg or WebM passes through untouched when its packets last 20 ms; everything else goes through the
 * transcoder. Which of the two it is, the bytes decide, not the declared format alone. Pre-skip and end are kept as
 * well as whole packets allow (see `PlayedRange`). `stream.readable` is destroyed when the packets end, fail, or are
 * no longer taken; a caller who never begins to take them destroys it himself.
 *
 * @throws UndecodableError for what is no sound, FfmpegMissingError for what needs the transcoder that is not there,
 * the stream's own error when reading it fails.
 */
export function opusPackets(stream: AudioStream, options: OpusPacketsOptions): AsyncIterable<OpusPacket> {
  // A source may fail before anyone reads; who iterates meets that error again.
  stream.readable.on('error', () => {});
  return { [Symbol.asyncIterator]: () => read(stream, options) };
}

async function* read(stream: AudioStream, options: OpusPacketsOptions): AsyncGenerator<OpusPacket> {
  const { signal } = options;
  const abort = () => void stream.readable.destroy(signal.reason instanceof Error ? signal.reason : undefined);
  signal.addEventListener('abort', abort, { once: true });
  try {
    signal.throwIfAborted();
    yield* stream.format === 'opus' ? wholePackets(stream, options) : containedPackets(stream, options);
    signal.throwIfAborted();
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    signal.removeEventListener('abort', abort);
    stream.readable.destroy();
  }
}

async function* wholePackets(stream: AudioStream, options: OpusPacketsOptions): AsyncGenerator<OpusPacket> {
  const timeline = new PacketTimeline(skipMs(stream, options));
  for await (const chunk of stream.readable) {
    const packet = toOpusPacket(chunk);
    if (packet !== undefined) yield* timeline.take([packet]);
  }
  timeline.end();
}

async function* containedPackets(stream: AudioStream, options: OpusPacketsOptions): AsyncGenerator<OpusPacket> {
  const bytes = buffers(stream.readable);
  const probe = await probe20Ms(stream, bytes);
  if (probe.kind === 'passes') {
    yield* demuxed(probe.demuxer, probe.packets, bytes, new PacketTimeline(skipMs(stream, options)));
    return;
  }
  const { transcoder, signal, positionMs = stream.positionMs } = options;
  if (transcoder === undefined) throw probe.why instanceof ForeignCodecError ? new FfmpegMissingError() : probe.why;
  const input = { ...stream, readable: Readable.from(chain(probe.seen, bytes), { objectMode: false }) };
  const ogg = transcoder.transcode(input, { positionMs: positionMs, signal });
  const skip = stream.file === undefined ? skipMs(stream, options) : 0;
  yield* demuxed(new OggDemuxer(), [], ogg, new PacketTimeline(skip));
}

async function* demuxed(
  demuxer: OpusDemuxer,
  packets: readonly OpusPacket[],
  bytes: AsyncIterable<Buffer>,
  timeline: PacketTimeline,
): AsyncGenerator<OpusPacket> {
  yield* timeline.take(packets);
  for await (const chunk of bytes) yield* timeline.take(demuxer.push(chunk));
  yield* timeline.take(demuxer.end());
  timeline.end();
}

/** Raw samples have no container to look into; everything else is looked at. */
async function probe20Ms(stream: AudioStream, bytes: AsyncGenerator<Buffer>): Promise<ContainerProbe> {
  if (stream.format !== 's16le') return probeContainer(bytes, stream.format);
  return { kind: 'needs-transcoding', seen: [], why: new ForeignCodecError('Raw samples have to be encoded.') };
}

async function* buffers(readable: Readable): AsyncGenerator<Buffer> {
  for await (const chunk of readable) yield Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk);
}

async function* chain(seen: readonly Buffer[], rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield* seen;
  yield* rest;
}

function skipMs(stream: AudioStream, { positionMs = stream.positionMs }: OpusPacketsOptions): number {
  return positionMs - stream.positionMs;
}
