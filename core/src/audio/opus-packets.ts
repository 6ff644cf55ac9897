import { Readable } from 'node:stream';
import { FfmpegMissingError } from '../errors/source-errors.js';
import type { AudioStream } from '../model/audio-stream.js';
import { ForeignCodecError } from './foreign-codec-error.js';
import type { OpusDemuxer } from './opus-demuxer.js';
import { oggOpus } from './ogg-writer.js';
import { FRAME_MS, type OpusPacket, toOpusPacket } from './opus-packet.js';
import { PacketTimeline } from './packet-timeline.js';
import { type ContainerProbe, probeContainer } from './probe-container.js';
import type { SoundPlan } from './sound-plan.js';
import type { Transcoder } from './transcoder.js';
import { phrase } from '../texts/phrase.js';

/** What packets are made from, and with what. */
export interface OpusPacketsOptions {
  /** Ends everything, child processes included; the packets then end with the signal's reason. */
  readonly signal: AbortSignal;
  /** What plays everything but 20 ms Opus in Ogg or WebM; without it such a stream is refused in words. */
  readonly transcoder?: Transcoder | undefined;
  /** Where in the track the first packet shall lie; what the stream has before it is dropped. Its own start by default. */
  readonly positionMs?: number;
  /** How it shall sound; untouched by default. With a speed, a packet is 20 ms of sound and more or less of the track. */
  readonly sound?: SoundPlan | undefined;
}

/** How many packets are made and thrown away before the first: an encoder that begins needs them to become itself. */
const WARM_UP_PACKETS = 4;
/** A tenth of a second: a slow stream reaches the transcoder without waiting for a page to fill. */
const PACKETS_PER_PAGE = 5;

/**
 * The packets of a track, each 20 ms of Opus, as fast as they are taken.
 *
 * Opus in Ogg or WebM passes through untouched when its packets last 20 ms and its sound is to stay what it is; everything
 * else goes through the transcoder. Which of the two it is, the bytes decide, not the declared format alone. Pre-skip and end are kept as
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
    const packets = stream.format === 'opus' ? wholePackets(stream, options) : containedPackets(stream, options);
    yield* stream.part === undefined ? packets : first(packetsOfPart(stream, stream.part.endMs, options), packets);
    signal.throwIfAborted();
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    signal.removeEventListener('abort', abort);
    stream.readable.destroy();
  }
}

function wholePackets(stream: AudioStream, options: OpusPacketsOptions): AsyncGenerator<OpusPacket> {
  return opus(stream, options, (timeline) => checked(stream.readable, timeline));
}

async function* containedPackets(stream: AudioStream, options: OpusPacketsOptions): AsyncGenerator<OpusPacket> {
  const bytes = buffers(stream.readable);
  const probe = await probe20Ms(stream, bytes);
  if (probe.kind === 'passes') {
    yield* opus(stream, options, (timeline) => demuxed(probe.demuxer, probe.packets, bytes, timeline));
    return;
  }
  const { transcoder, positionMs = stream.positionMs } = options;
  if (transcoder === undefined) throw probe.why instanceof ForeignCodecError ? new FfmpegMissingError() : probe.why;
  const input = { ...stream, readable: Readable.from(chain(probe.seen, bytes), { objectMode: false }) };
  const before = stream.file === undefined ? skipMs(stream, options) : startOfPart(stream) + positionMs;
  yield* transcoded(input, before, { ...options, transcoder });
}

/** Reads the packets of a stream and keeps what the timeline says. */
type Reading = (timeline: PacketTimeline) => AsyncGenerator<OpusPacket>;

/** Opus as it is; or, where it is to sound other, what the transcoder makes of it. */
function opus(stream: AudioStream, options: OpusPacketsOptions, read: Reading): AsyncGenerator<OpusPacket> {
  const { sound, transcoder } = options;
  if (sound === undefined) return read(new PacketTimeline(skipMs(stream, options)));
  if (transcoder === undefined) throw new FfmpegMissingError();
  const before = Math.max(0, skipMs(stream, options));
  const unneeded = Math.max(0, Math.floor((before - warmUpMs(before, sound)) / FRAME_MS) - WARM_UP_PACKETS);
  // By packets, not by the bytes of the source: so its time stays what it is when the packets pass untouched.
  const ogg = oggOpus(read(new PacketTimeline(unneeded * FRAME_MS)), { packetsPerPage: PACKETS_PER_PAGE });
  const readable = Readable.from(ogg, { objectMode: false });
  const input: AudioStream = { readable, format: 'ogg/opus', positionMs: stream.positionMs };
  return transcoded(input, before - unneeded * FRAME_MS, { ...options, transcoder });
}

/** @param before how much of what the transcoder reads lies before the first packet wanted, in milliseconds */
async function* transcoded(
  input: AudioStream,
  before: number,
  options: OpusPacketsOptions & { readonly transcoder: Transcoder },
): AsyncGenerator<OpusPacket> {
  const { transcoder, signal, sound, positionMs = input.positionMs } = options;
  const warmUp = warmUpMs(before, sound);
  const batches = transcoder.transcode(input, {
    signal,
    positionMs: startOfPart(input) + positionMs - warmUp,
    skipMs: before - warmUp,
    ...(sound && { chain: sound.chain }),
  });
  const timeline = new PacketTimeline(warmUp / (sound?.speed ?? 1), before > 0);
  for await (const packets of batches) yield* timeline.take(packets);
  timeline.end();
}

/** How much of the track is used up by warming up, in milliseconds: whole packets, as far as there is something before. */
function warmUpMs(before: number, sound: SoundPlan | undefined): number {
  const packetMs = FRAME_MS * (sound?.speed ?? 1);
  return Math.max(0, Math.min(WARM_UP_PACKETS, Math.floor(before / packetMs))) * packetMs;
}

async function* checked(readable: Readable, timeline: PacketTimeline): AsyncGenerator<OpusPacket> {
  for await (const chunk of readable) {
    const packet = toOpusPacket(chunk);
    if (packet !== undefined) yield* timeline.take([packet]);
  }
  timeline.end();
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
  return { kind: 'needs-transcoding', seen: [], why: new ForeignCodecError(phrase('undecodable.no-opus')) };
}

async function* buffers(readable: Readable): AsyncGenerator<Buffer> {
  for await (const chunk of readable) yield Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk);
}

async function* chain(seen: readonly Buffer[], rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield* seen;
  yield* rest;
}

function skipMs(stream: AudioStream, { positionMs = stream.positionMs }: OpusPacketsOptions): number {
  return positionMs - stream.positionMs + (stream.part?.leadMs ?? 0);
}

function startOfPart({ part }: AudioStream): number {
  return onRaster(part?.startMs ?? 0) * FRAME_MS;
}

/**
 * How many packets a part has from the position on. Its bounds lie on the raster of the whole, so that each packet belongs
 * to one of two parts that meet: played one after the other, nothing is missing and nothing comes twice.
 */
function packetsOfPart(
  stream: AudioStream,
  endMs: number | null,
  { positionMs = stream.positionMs, sound }: OpusPacketsOptions,
): number {
  if (endMs === null) return Number.POSITIVE_INFINITY;
  return Math.round((onRaster(endMs) - onRaster(startOfPart(stream) + positionMs)) / (sound?.speed ?? 1));
}

function onRaster(ms: number): number {
  return Math.round(ms / FRAME_MS);
}

async function* first(count: number, packets: AsyncGenerator<OpusPacket>): AsyncGenerator<OpusPacket> {
  let left = count;
  if (left <= 0) return;
  for await (const packet of packets) {
    yield packet;
    if (--left <= 0) return;
  }
}
