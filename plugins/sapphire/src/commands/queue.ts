import { queuePage } from '../replies/queue-page.js';
import { command } from './tonearm-command.js';

/** `/queue page`: what plays and what follows, page by page. */
export const QueueCommand = command({
  name: 'queue',
  visibility: 'asker',
  options: [{ name: 'page', type: 'number', text: 'option.page' }],
  use: ({ interaction, snapshot, speech, member }) => {
    const page = interaction.options.getInteger('page') ?? 1;
    return () => queuePage(snapshot, page, member.id, speech);
  },
});
