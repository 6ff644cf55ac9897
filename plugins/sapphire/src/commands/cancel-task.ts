import { type ApplicationCommandRegistry, Command, container } from '@sapphire/framework';
import {
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
  InteractionContextType,
  SlashCommandBuilder,
} from 'discord.js';
import { answer } from '../answer.js';
import { cancelTask } from '../cancel-task.js';
import { toChoices } from '../replies/choices.js';
import { register } from './tonearm-command.js';

/** `/cancel_task task`: withdraws a request that has not ended. */
export class CancelTaskCommand extends Command {
  override registerApplicationCommands(registry: ApplicationCommandRegistry): void {
    register(
      registry,
      new SlashCommandBuilder()
        .setName('cancel_task')
        .setDescription('Withdraw a request that is still being looked up')
        .setContexts(InteractionContextType.Guild)
        .addStringOption((option) =>
          option.setName('task').setDescription('The task').setRequired(true).setAutocomplete(true),
        ),
    );
  }

  override chatInputRun(interaction: ChatInputCommandInteraction<'cached'>): Promise<void> {
    return answer(interaction, {
      ephemeral: true,
      check: () => {},
      act: () => cancelTask(interaction.member, interaction.options.getString('task', true)),
    });
  }

  override async autocompleteRun(interaction: AutocompleteInteraction): Promise<void> {
    const typed = interaction.options.getFocused().toLowerCase();
    const { tasks } = container.tonearm.status(interaction.guildId ?? '');
    const choices = tasks
      .filter(({ state }) => ['queued', 'running', 'waiting-to-retry'].includes(state.status))
      .filter(({ id, name }) => `${id} ${name}`.toLowerCase().includes(typed))
      .map(({ id, name, percent }) => ({ label: `${name} (${percent} %)`, query: id }));
    await interaction.respond(toChoices(choices));
  }
}
