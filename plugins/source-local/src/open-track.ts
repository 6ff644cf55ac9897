import type { FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import {
  type AudioPart,
  type AudioStream,
  type AudioContainer,
  type OpenContext,
  SourceUnavailableError,
  type Track,
  TrackUnavailableError,
} from '@tonearm/core';
import { FileReadable } from './file-readable.js';
import { explained, notAudio } from './inside-audio.js';
import { checkMusicFolder } from './music-folder.js';
import { type OggPosition, seekOgg } from './ogg-file.js';
import { NotInFolder, type OpenedFile, openInside } from './safe-path.js';
import { sniffContainer } from './sniff-container.js';
import { say } from './texts.js';
import { LOCAL } from './to-track.js';

/**
 * Opens the sound of a file below `folder`, or of a part of it. Ogg/Opus begins near the position asked for; everything else
 * at the start of the file, with `file` for whoever can seek in it.
 * @throws TrackUnavailableError when the file has gone, SourceUnavailableError when the whole folder has,
 * UndecodableError when it is no audio
 */
export async function openTrack(
  folder: string,
  path: string,
  track: Track,
  context: OpenContext,
  part?: Pick<AudioPart, 'startMs' | 'endMs'>,
): Promise<AudioStream> {
  const { attemptSignal, streamSignal } = context;
  attemptSignal.throwIfAborted();
  streamSignal.throwIfAborted();
  const file = await openInside(folder, path).catch(async (cause: unknown) => {
    throw cause instanceof NotInFolder ? await whyGone(folder, track, cause) : cause;
  });
  try {
    const container = await sniffContainer(file.handle);
    if (container === undefined) throw notAudio(path);
    const startMs = part?.startMs ?? 0;
    const from = await startOf(file, container, startMs + context.positionMs);
    attemptSignal.throwIfAborted();
    streamSignal.throwIfAborted();
    const readable = readFrom(file.handle, from, track, streamSignal);
    const firstMs = (from?.positionMs ?? 0) - startMs;
    return {
      readable,
      format: container.format,
      positionMs: Math.max(0, firstMs),
      file: file.realPath,
      ...(part && { part: { ...part, leadMs: Math.max(0, -firstMs) } }),
    };
  } catch (error) {
    await file.handle.close();
    attemptSignal.throwIfAborted();
    streamSignal.throwIfAborted();
    throw explained(path, error);
  }
}

/** The track is known, but its file is not there any more. */
export function gone(track: Pick<Track, 'title'>, cause?: unknown): TrackUnavailableError {
  return new TrackUnavailableError('local', say('gone', { title: track.title }), { cause });
}

async function whyGone(folder: string, track: Track, cause: unknown): Promise<Error> {
  const error = await checkMusicFolder(folder);
  return error ? new SourceUnavailableError(LOCAL, say('folder-away'), { cause: error }) : gone(track, cause);
}

async function startOf(
  file: OpenedFile,
  container: AudioContainer,
  positionMs: number,
): Promise<OggPosition | undefined> {
  if (positionMs <= 0 || container.format !== 'ogg/opus') return undefined;
  return seekOgg(file.handle, file.sizeBytes, positionMs);
}

function readFrom(
  handle: FileHandle,
  from: OggPosition | undefined,
  { title }: Track,
  streamSignal: AbortSignal,
): Readable {
  const readable = new FileReadable(handle, {
    from: from?.offset ?? 0,
    ...(from && { head: from.head }),
    explain: (cause) => new SourceUnavailableError(LOCAL, say('read-failed', { title }), { cause }),
  });
  const abort = () => void readable.destroy(streamSignal.reason);
  streamSignal.addEventListener('abort', abort, { once: true });
  readable.once('close', () => streamSignal.removeEventListener('abort', abort));
  return readable;
}
