import { containerMimeType, type ContainerName, TonearmError, UndecodableError } from '@tonearm/core';
import { type IAudioMetadata, type IOptions, parseFromTokenizer } from 'music-metadata';
import { fileNameOf } from './audio-files.js';
import { BoundedFile } from './bounded-file.js';
import { diskFailure } from './disk-failure.js';
import { type Disk, NotInFolder, type OpenedFile, openInside } from './safe-path.js';
import { sniffContainer } from './sniff-container.js';
import { say } from './texts.js';

/** Tags with a picture or two; three files are read at a time. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Looks into an audio file below `folder`, which is open as long as `look` takes.
 * @throws NotInFolder when it is not there
 * @throws UndecodableError when it is no audio, damaged, or made to do harm
 * @throws SourceUnavailableError when the disk does not give it just now
 */
export async function insideAudio<T>(
  folder: string,
  path: string,
  look: (file: OpenedFile, container: ContainerName) => Promise<T>,
  disk?: Disk,
): Promise<T> {
  const file = await openInside(folder, path, disk);
  try {
    const container = await sniffContainer(file.handle);
    if (container === undefined) throw notAudio(path);
    return await look(file, container.name);
  } catch (cause) {
    throw explained(path, cause);
  } finally {
    await file.handle.close();
  }
}

/** All metadata, covers included, of a file that is open. It is read as what its bytes say, whatever its name is. */
export async function parse(
  file: OpenedFile,
  container: ContainerName,
  options: IOptions = {},
): Promise<IAudioMetadata> {
  // To look for the length, all of a file may have to be read, a little at a time.
  const mostBytes = options.duration === true ? Number.POSITIVE_INFINITY : MOST_BYTES;
  const bounded = new BoundedFile(file.handle, {
    mimeType: containerMimeType(container),
    size: file.sizeBytes,
    mostBytes,
  });
  return parseFromTokenizer(bounded, options);
}

/** Names the file as listeners know it: by its name, not by where it lies on the machine. */
export function notAudio(path: string, cause?: unknown): UndecodableError {
  return new UndecodableError(say('not-audio', { name: fileNameOf(path) }), { cause });
}

/** What went wrong while a file was read, as a listener may read it. */
export function explained(path: string, cause: unknown): Error {
  if (cause instanceof TonearmError || cause instanceof NotInFolder) return cause;
  // What the disk would not give says nothing of the file.
  const isOfDisk = cause instanceof Error && 'syscall' in cause;
  if (!isOfDisk) return notAudio(path, cause);
  return diskFailure(path, cause);
}
