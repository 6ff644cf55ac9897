import { mpegFrames } from '../../audio/mpeg-frames.js';
import { OggDemuxer } from '../../audio/ogg-demuxer.js';
import { OPUS_SAMPLE_RATE, opusSamples } from '../../audio/opus-packet.js';
import { WebmDemuxer } from '../../audio/webm-demuxer.js';
import type { AudioFormat, AudioStream } from '../../model/audio-stream.js';
import type { Track } from '../../model/track.js';
import { SystemClock } from '../../runtime/clock.js';

/** 48,000 samples of two times 16 bits. */
const PCM_BYTES_PER_MS = 192;
const PCM_FRAME_MS = 20;

/** How much of a stream is listened to. */
export interface Listening {
  readonly mostBytes: number;
  readonly mostMs: number;
}

/** Enough for the whole of any track that makes a good sample. */
const WHOLE: Listening = { mostBytes: 16 * 1024 * 1024, mostMs: 10_000 };
/** What has no end is only looked into. */
const LIVE: Listening = { mostBytes: 64 * 1024, mostMs: 1_000 };

/** A piece of sound with a length. */
export interface Frame {
  readonly data: Buffer;
  readonly ms: number;
}

/** What came out of a stream. */
export interface Heard {
  readonly format: AudioFormat;
  readonly positionMs: number;
  readonly bytes: Buffer;
  /** The sound in frames, where the format has them and the bytes are of that format. */
  readonly frames: readonly Frame[] | null;
  /** Why the bytes are not what the stream says; `null` when they are, or nobody can tell. */
  readonly formatFault: string | null;
  /** Whether that is all of it. */
  readonly ended: boolean;
}

/** How a track is to be listened to. */
export function listeningTo({ durationMs }: Track): Listening {
  return durationMs === null ? LIVE : WHOLE;
}

/**
 * Reads a stream to its end, or as much of it as is listened to, and destroys it.
 * @throws the stream's error
 */
export async function hear(stream: AudioStream, { mostBytes, mostMs }: Listening = WHOLE): Promise<Heard> {
  const chunks: Buffer[] = [];
  let length = 0;
  let isOver = false;
  const stop = new SystemClock().after(mostMs, () => {
    isOver = true;
    stream.readable.destroy();
  });
  try {
    for await (const chunk of stream.readable) {
      if (!(chunk instanceof Uint8Array)) throw new Error(`A chunk of sound has to be bytes, not ${typeof chunk}.`);
      chunks.push(Buffer.from(chunk));
      length += chunk.length;
      isOver = length >= mostBytes;
      if (isOver) break;
    }
  } catch (error) {
    // Destroyed because it had been listened to for long enough, it ends with an error.
    if (!isOver) throw error;
  } finally {
    stop();
    stream.readable.destroy();
  }
  const { format, positionMs } = stream;
  return {
    format,
    positionMs,
    bytes: Buffer.concat(chunks),
    ...ofPart(stream, unpacked(format, chunks)),
    ended: !isOver,
  };
}

/** How long it sounds, in milliseconds; `undefined` when that cannot be measured. */
export function heardMs({ frames, ended }: Heard): number | undefined {
  return frames && ended ? frames.reduce((sum, { ms }) => sum + ms, 0) : undefined;
}

/** Whether both are the same sound; containers may differ, and of what has no end every moment is another. */
export function soundsAlike(one: Heard, other: Heard): boolean {
  if (!one.ended && !other.ended) return true;
  if (!one.frames || !other.frames) return one.bytes.equals(other.bytes);
  const others = other.frames;
  return one.frames.length === others.length && one.frames.every(({ data }, index) => others[index]?.data.equals(data));
}

/** Of a track that is a part of something longer, only what is played: see `AudioStream.part`. */
function ofPart({ part, positionMs }: AudioStream, all: Unpacked): Unpacked {
  if (!part || !all.frames) return all;
  const lengthMs = part.endMs === null ? Number.POSITIVE_INFINITY : part.endMs - part.startMs - positionMs;
  let atMs = -part.leadMs;
  const frames = all.frames.filter(({ ms }) => {
    const middleMs = atMs + ms / 2;
    atMs += ms;
    return middleMs >= 0 && middleMs < lengthMs;
  });
  return { ...all, frames };
}

type Unpacked = Pick<Heard, 'frames' | 'formatFault'>;

function unpacked(format: AudioFormat, chunks: readonly Buffer[]): Unpacked {
  try {
    return { frames: framesOf(format, chunks), formatFault: null };
  } catch (error) {
    return { frames: null, formatFault: error instanceof Error ? error.message : String(error) };
  }
}

function framesOf(format: AudioFormat, chunks: readonly Buffer[]): readonly Frame[] | null {
  switch (format) {
    case 'opus':
      return chunks.map(opusFrame);
    case 'ogg/opus':
      return demuxed(new OggDemuxer(), chunks);
    case 'webm/opus':
      return demuxed(new WebmDemuxer(), chunks);
    case 's16le':
      return pcmFrames(Buffer.concat(chunks));
    case 'arbitrary':
      return compressedFrames(Buffer.concat(chunks));
  }
}

/** MP3 and AAC have frames as well; what else it may be is not taken to pieces. */
function compressedFrames(bytes: Buffer): readonly Frame[] | null {
  const frames = mpegFrames(bytes);
  const inFrames = frames.reduce((sum, { data }) => sum + data.length, 0);
  return inFrames > bytes.length / 2 ? frames : null;
}

function demuxed(demuxer: OggDemuxer | WebmDemuxer, chunks: readonly Buffer[]): readonly Frame[] {
  const packets = [...chunks.flatMap((chunk) => demuxer.push(chunk)), ...demuxer.end()];
  return packets.map(({ data }) => opusFrame(data));
}

function opusFrame(packet: Uint8Array): Frame {
  const samples = opusSamples(packet);
  if (samples === undefined) throw new Error('A packet is not Opus.');
  return { data: Buffer.from(packet), ms: (samples * 1000) / OPUS_SAMPLE_RATE };
}

function pcmFrames(bytes: Buffer): readonly Frame[] {
  const size = PCM_FRAME_MS * PCM_BYTES_PER_MS;
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, number) => {
    const data = bytes.subarray(number * size, (number + 1) * size);
    return { data, ms: data.length / PCM_BYTES_PER_MS };
  });
}
