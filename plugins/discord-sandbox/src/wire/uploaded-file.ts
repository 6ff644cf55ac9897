import { getMimeType } from 'hono/utils/mime';
import type { UploadedFile } from '../world/attachments.js';

/** The largest file in a guild without boosts, in bytes. */
export const UPLOAD_LIMIT = 10 * 1024 * 1024;

const MOST_NAME_CHARACTERS = 260;

/** A file as Discord keeps it: the name made safe, the type told by its ending. */
export function uploadedFile(name: string, bytes: Uint8Array): UploadedFile {
  const filename = safeFilename(name);
  return { filename, contentType: getMimeType(filename) ?? 'application/octet-stream', bytes };
}

/** The name as it may stand in an address and in a header. Discord, too, keeps no other characters. */
export function safeFilename(name: string): string {
  return name.replaceAll(/[^\w.-]/g, '_').slice(-MOST_NAME_CHARACTERS);
}
