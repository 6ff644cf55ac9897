import type { Plugin } from '@tonearm/core';
import { LocalSource } from './local-source.js';
import { MusicFolder } from './music-folder.js';
import { MusicIndex } from './music-index.js';

/** Which folder, and whether it is watched. */
export interface LocalFilesOptions {
  /** The folder of music; nothing outside of it is ever opened. */
  readonly folder: string;
  /** Notice what changes in the folder. `true` by default. */
  readonly watch?: boolean;
}

/** The plugin that plays a folder of music, as the source `local`. A folder that cannot be read stops nothing: the log says what to do. */
export function localFiles({ folder, watch = true }: LocalFilesOptions): Plugin {
  return {
    name: 'source-local',
    setup: async ({ sources, clock, logger }) => {
      const index = new MusicIndex(new MusicFolder(folder, { watch }), logger);
      const remove = sources.add(new LocalSource(index, clock));
      await index.start();
      return async () => {
        remove();
        await index.close();
      };
    },
  };
}
