import type { Logger } from '@tonearm/core';
import { isForbidden } from './disk-failure.js';
import type { ReadContent } from './indexed-file.js';
import { readTags } from './read-tags.js';
import { type Disk, NotInFolder } from './safe-path.js';

/**
 * What is in a file below the folder, or why that cannot be told, which the log is told too; `undefined` when it is not there, or not for
 * the bot.
 */
export async function readContent(
  folder: string,
  path: string,
  logger: Logger,
  disk?: Disk,
): Promise<ReadContent | undefined> {
  try {
    return { kind: 'read', tags: await readTags(folder, path, disk) };
  } catch (error) {
    if (error instanceof NotInFolder) {
      if (isForbidden(error.cause))
        logger.warn('The bot is not allowed to read a file in the music folder', { file: path, error });
      return undefined;
    }
    logger.warn('A file in the music folder cannot be played', { file: path, error });
    return { kind: 'broken', error };
  }
}
