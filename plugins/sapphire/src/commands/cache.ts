import { container } from '@sapphire/framework';
import { cacheText, countedEntries, warmingText } from '../replies/cache-text.js';
import { commandGroup } from './tonearm-command.js';

/**
 * `/cache show|warm|clear`: what the cache of lookups is good for, for administrators. All guilds share it, so it shows
 * counts and totals alone, and never what anyone asked for.
 */
export const CacheCommand = commandGroup({
  name: 'cache',
  visibility: 'asker',
  subcommands: [
    {
      name: 'show',
      text: 'command.cache.show',
      use: () => async () => cacheText(await container.tonearm.cacheFigures()),
    },
    {
      name: 'warm',
      text: 'command.cache.warm',
      use: () => async () => warmingText(await container.tonearm.warmCache()),
    },
    {
      name: 'clear',
      text: 'command.cache.clear',
      use: () => async () => {
        const cleared = await container.tonearm.clearCache();
        return cleared === 0 ? 'The cache was empty already.' : `Cleared ${countedEntries(cleared)}.`;
      },
    },
  ],
});
