import type { FileHandle } from 'node:fs/promises';
import { type AudioContainer, id3TagLength, recogniseContainer } from '@tonearm/core';

const HEAD_LENGTH = 64 * 1024;

/** Looks at the first bytes (behind an ID3 tag, if there is one); `undefined` when it is no audio that we know. */
export async function sniffContainer(file: FileHandle): Promise<AudioContainer | undefined> {
  const head = await readAt(file, 0, HEAD_LENGTH);
  const tagLength = id3TagLength(head);
  return recogniseContainer(tagLength === 0 ? head : await readAt(file, tagLength, HEAD_LENGTH));
}

/** Up to `length` bytes; fewer at the end of the file. */
export async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  return buffer.subarray(0, bytesRead);
}
