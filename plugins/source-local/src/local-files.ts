import { type Plugin, tokens } from '@tonearm/core';
import { LocalSource } from './local-source.js';
import { MusicFolder } from './music-folder.js';
import { MusicIndex } from './music-index.js';
import { SavedIndex } from './saved-index.js';

/** Which folder, and whether it is watched. */
export interface LocalFilesOptions {
  /** The folder of music; nothing outside of it is ever opened. */
  readonly folder: string;
  /** Notice what changes in the folder. `true` by default. */
  readonly watch?: boolean;
}

/**
 * The plugin that plays a folder of music, as the source `local`. A folder that cannot be read stops nothing: the log says what
 * to do. What is read of the files is kept in the bot's store.
 */
export function localFiles({ folder, watch = true }: LocalFilesOptions): Plugin {
  return {
    name: 'source-local',
    setup: ({ sources, clock, logger, resolve }) => {
      const saved = new SavedIndex({ store: resolve(tokens.store), folder, clock, logger });
      const index = new MusicIndex(new MusicFolder(folder, { watch, clock }), logger, saved);
      const remove = sources.add(new LocalSource(index, clock, logger));
      index.start();
      return async () => {
        remove();
        await index.close();
      };
    },
  };
}
