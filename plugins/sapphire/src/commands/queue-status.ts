import { statusText } from '../replies/status-text.js';
import { command } from './tonearm-command.js';

/** `/queue_status`: the workers, and what this guild has asked of them. */
export const QueueStatusCommand = command({
  name: 'queue_status',
  visibility: 'asker',
  use:
    ({ tonearm, guildId, speech }) =>
    () =>
      statusText(tonearm.status(guildId), speech),
});
