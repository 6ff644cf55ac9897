import { SourceUnavailableError } from '@tonearm/core';
import { fileNameOf } from './audio-files.js';
import { say } from './texts.js';

/** What a disk says that does not answer just now, a network disk above all; of the file it says nothing. */
const TROUBLES: ReadonlySet<string> = new Set([
  ...['EAGAIN', 'EBUSY', 'ECONNREFUSED', 'ECONNRESET', 'EHOSTDOWN', 'EHOSTUNREACH', 'EIO', 'EMFILE', 'ENETDOWN'],
  ...['ENETUNREACH', 'ENFILE', 'ENODEV', 'ENOMEM', 'ENOTCONN', 'EREMOTEIO', 'ESTALE', 'ETIMEDOUT'],
]);

/** Whether an error tells of the disk, and not of the file. */
export function isDiskTrouble(error: unknown): boolean {
  return TROUBLES.has(diskCode(error) ?? '');
}

/** Whether an error says that the bot is not allowed to. */
export function isForbidden(error: unknown): boolean {
  const code = diskCode(error);
  return code === 'EACCES' || code === 'EPERM';
}

/** What the disk would not give, as a listener may read it: it may be there in a while. */
export function diskFailure(path: string, cause: unknown): SourceUnavailableError {
  return new SourceUnavailableError('local', say('read-failed', { title: fileNameOf(path) }), { cause });
}

/** `ENOENT` and the like; `undefined` for what no disk has said. */
export function diskCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
