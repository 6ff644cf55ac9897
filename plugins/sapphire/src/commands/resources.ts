import { resourcesText } from '../replies/resources-text.js';
import { command } from './tonearm-command.js';

/** `/resources`: what is used of what is limited, for administrators. It counts all guilds together and names none. */
export const ResourcesCommand = command({
  name: 'resources',
  visibility: 'asker',
  use:
    ({ tonearm, speech }) =>
    () =>
      resourcesText(tonearm.resourceStatus(), speech),
});
