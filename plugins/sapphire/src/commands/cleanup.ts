import { cleanupText } from '../replies/resources-text.js';
import { command } from './tonearm-command.js';

/** `/cleanup`: releases now what is not in use, for administrators. Of other guilds only what was due to go anyway. */
export const CleanupCommand = command({
  name: 'cleanup',
  visibility: 'asker',
  use:
    ({ tonearm, guildId, speech }) =>
    async () =>
      cleanupText(await tonearm.cleanUp(guildId), speech),
});
