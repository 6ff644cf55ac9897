import type { Logger } from '@tonearm/core';
import type { ReadContent } from './indexed-file.js';
import { readTags } from './read-tags.js';
import { NotInFolder } from './safe-path.js';

/** What is in a file below the folder, or why that cannot be told, which the log is told too; `undefined` when it is not there. */
export async function readContent(folder: string, path: string, logger: Logger): Promise<ReadContent | undefined> {
  try {
    return { kind: 'read', tags: await readTags(folder, path) };
  } catch (error) {
    if (error instanceof NotInFolder) return undefined;
    logger.warn('A file in the music folder cannot be played', { file: path, error });
    return { kind: 'broken', error };
  }
}
