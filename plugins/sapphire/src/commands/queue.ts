import { type ApplicationCommandRegistry, Command, container } from '@sapphire/framework';
import { type ChatInputCommandInteraction, InteractionContextType, SlashCommandBuilder } from 'discord.js';
import { answer } from '../answer.js';
import { queueText } from '../replies/queue-text.js';
import { register } from './tonearm-command.js';

/** `/queue`: what plays and what follows. */
export class QueueCommand extends Command {
  override registerApplicationCommands(registry: ApplicationCommandRegistry): void {
    register(
      registry,
      new SlashCommandBuilder()
        .setName('queue')
        .setDescription('Show what plays and what follows')
        .setContexts(InteractionContextType.Guild),
    );
  }

  override chatInputRun(interaction: ChatInputCommandInteraction<'cached'>): Promise<void> {
    return answer(interaction, {
      ephemeral: true,
      check: () => {},
      act: () => queueText(container.tonearm.session(interaction.guildId)?.snapshot),
    });
  }
}
