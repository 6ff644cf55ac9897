import { container } from '@sapphire/framework';
import { cacheText, warmingText } from '../replies/cache-text.js';
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
      use:
        ({ speech }) =>
        async () =>
          cacheText(await container.tonearm.cacheFigures(), speech),
    },
    {
      name: 'warm',
      text: 'command.cache.warm',
      use:
        ({ speech }) =>
        async () =>
          warmingText(await container.tonearm.warmCache(), speech),
    },
    {
      name: 'clear',
      text: 'command.cache.clear',
      use:
        ({ speech }) =>
        async () => {
          const cleared = await container.tonearm.clearCache();
          if (cleared === 0) return speech.say('cache.was-empty');
          return speech.say('cache.cleared', { entries: speech.counted('entries', cleared) });
        },
    },
  ],
});
