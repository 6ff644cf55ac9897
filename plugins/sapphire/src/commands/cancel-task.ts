import { container } from '@sapphire/framework';
import { cancelTask } from '../controls/cancel-task.js';
import { command } from './tonearm-command.js';

/** `/cancel_task task`: withdraws a request that has not ended. */
export const CancelTaskCommand = command({
  name: 'cancel_task',
  visibility: 'asker',
  options: [{ name: 'task', type: 'text', text: 'option.task', required: true, completes: true }],
  use: (asked) => () => cancelTask(asked, asked.interaction.options.getString('task', true)),
  complete: async (interaction) => {
    const typed = interaction.options.getFocused().toLowerCase();
    return container.tonearm
      .status(interaction.guildId)
      .tasks.filter(({ state }) => ['queued', 'running', 'waiting-to-retry'].includes(state.status))
      .filter(({ id, name }) => `${id} ${name}`.toLowerCase().includes(typed))
      .map(({ id, name, percent }) => ({ label: `${name} (${percent} %)`, query: id }));
  },
});
