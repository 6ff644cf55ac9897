import type { FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import {
  type AudioStream,
  type AudioContainer,
  type OpenContext,
  type Track,
  TrackUnavailableError,
} from '@tonearm/core';
import { type OggPosition, seekOgg } from './ogg-file.js';
import { notAudio } from './read-tags.js';
import { NotInFolder, type OpenedFile, openInside } from './safe-path.js';
import { sniffContainer } from './sniff-container.js';
import { say } from './texts.js';

/**
 * What is read at once. A stream holds about five such pieces at a time, which at Node's own 64 kB is the most of what a playing guild
 * takes; a second of Opus is 16 kB.
 */
const READ_BYTES = 16 * 1024;

/**
 * Opens the sound of a file below `folder`. Ogg/Opus begins near the position asked for; everything else at its start,
 * with `file` for whoever can seek in it.
 * @throws TrackUnavailableError when the file has gone, UndecodableError when it is no audio
 */
export async function openTrack(
  folder: string,
  path: string,
  track: Track,
  context: OpenContext,
): Promise<AudioStream> {
  const { attemptSignal, streamSignal } = context;
  attemptSignal.throwIfAborted();
  streamSignal.throwIfAborted();
  const file = await openInside(folder, path).catch((cause: unknown) => {
    throw cause instanceof NotInFolder ? gone(track, cause) : cause;
  });
  try {
    const container = await sniffContainer(file.handle);
    if (container === undefined) throw notAudio(path);
    const from = await startOf(file, container, context.positionMs);
    attemptSignal.throwIfAborted();
    streamSignal.throwIfAborted();
    const readable = readFrom(file.handle, from, streamSignal);
    return { readable, format: container.format, positionMs: from?.positionMs ?? 0, file: file.realPath };
  } catch (error) {
    await file.handle.close();
    throw error;
  }
}

/** The track is known, but its file is not there any more. */
export function gone(track: Pick<Track, 'title'>, cause?: unknown): TrackUnavailableError {
  return new TrackUnavailableError('local', say('gone', { title: track.title }), { cause });
}

async function startOf(
  file: OpenedFile,
  container: AudioContainer,
  positionMs: number,
): Promise<OggPosition | undefined> {
  if (positionMs <= 0 || container.format !== 'ogg/opus') return undefined;
  return seekOgg(file.handle, file.sizeBytes, positionMs);
}

/** The bytes from there on; reading to the end, an error and `destroy` all close the file. */
function readFrom(handle: FileHandle, from: OggPosition | undefined, streamSignal: AbortSignal): Readable {
  const readable = handle.createReadStream({ start: from?.offset ?? 0, highWaterMark: READ_BYTES });
  if (from !== undefined) readable.unshift(from.head);
  const abort = () => void readable.destroy(streamSignal.reason);
  streamSignal.addEventListener('abort', abort, { once: true });
  readable.once('close', () => streamSignal.removeEventListener('abort', abort));
  // It may fail before anyone listens; who reads it meets the error again.
  readable.on('error', () => {});
  return readable;
}
