// An encoder thread: makes Opus of samples, with libopus as WebAssembly. Says nothing to the console.
import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';
import { basename } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { createEncoder, loadLibopus, type OpusEncoderHandle } from 'libopus-wasm';
import { packFrames } from '../frame-batch.js';
import type { EncoderThreadOptions } from './encoder-threads.js';
import type { FromEncoder, ToEncoder } from './messages.js';
import { PcmFramer } from './pcm-framer.js';

/** Bits per second: transparent for nearly all music, and within Discord's usual bound. */
const BITRATE = 128_000;

interface Stream {
  readonly encoder: OpusEncoderHandle;
  readonly framer: PcmFramer;
  effort: number;
}

if (!parentPort) throw new Error('The encoder is started as a worker thread.');
const port = parentPort;
const streams = new Map<number, Stream>();

// Who starts the thread gives exactly this.
standBehind((workerData as EncoderThreadOptions).niceness);
await loadLibopus();
// The other side sends nothing else.
port.on('message', (message: ToEncoder) => void take(message));

async function take(message: ToEncoder): Promise<void> {
  try {
    if (message.type === 'encode') say(message.stream, await encode(message));
    else if (message.type === 'end') say(message.stream, end(message.stream));
    else forget(message.stream);
  } catch (error) {
    forget(message.stream);
    post({ type: 'failed', stream: message.stream, reason: error instanceof Error ? error.message : String(error) });
  }
}

async function encode({ stream: id, pcm, effort }: Extract<ToEncoder, { type: 'encode' }>): Promise<Uint8Array[]> {
  let stream = streams.get(id);
  if (stream === undefined) {
    const encoder = await createEncoder({ bitrate: BITRATE, complexity: effort });
    stream = { encoder, framer: new PcmFramer(), effort };
    streams.set(id, stream);
  }
  const { encoder, framer } = stream;
  if (stream.effort !== effort) encoder.setComplexity(effort);
  stream.effort = effort;
  return Array.from(framer.push(pcm), (frame) => encoder.encode(frame));
}

function end(id: number): Uint8Array[] {
  const stream = streams.get(id);
  const frame = stream?.framer.end();
  const packets = stream && frame ? [stream.encoder.encode(frame)] : [];
  forget(id);
  return packets;
}

function forget(id: number): void {
  streams.get(id)?.encoder.free();
  streams.delete(id);
}

function say(stream: number, packets: readonly Uint8Array[]): void {
  const batch = packFrames(packets);
  post({ type: 'packets', stream, batch }, [batch.bytes.buffer]);
}

function post(message: FromEncoder, transfer: ArrayBuffer[] = []): void {
  port.postMessage(message, transfer);
}

/** On Linux a thread has a priority of its own, by its id; elsewhere this one runs as the others do. */
function standBehind(niceness: number): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(Number(basename(readlinkSync('/proc/thread-self'))), niceness);
  } catch {
    // There is no /proc, or the system does not allow it.
  }
}
