import { type ApplicationCommandRegistry, Command, container } from '@sapphire/framework';
import { type ChatInputCommandInteraction, InteractionContextType, SlashCommandBuilder } from 'discord.js';
import { answer } from '../answer.js';
import { statusText } from '../replies/status-text.js';
import { register } from './tonearm-command.js';

/** `/queue_status`: the workers, and what this guild has asked of them. */
export class QueueStatusCommand extends Command {
  override registerApplicationCommands(registry: ApplicationCommandRegistry): void {
    register(
      registry,
      new SlashCommandBuilder()
        .setName('queue_status')
        .setDescription('Show what is being looked up, and how far it is')
        .setContexts(InteractionContextType.Guild),
    );
  }

  override chatInputRun(interaction: ChatInputCommandInteraction<'cached'>): Promise<void> {
    return answer(interaction, {
      ephemeral: true,
      check: () => {},
      act: () => statusText(container.tonearm.status(interaction.guildId)),
    });
  }
}
