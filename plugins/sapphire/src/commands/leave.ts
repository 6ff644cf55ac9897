import { type ApplicationCommandRegistry, Command, container } from '@sapphire/framework';
import { type ChatInputCommandInteraction, InteractionContextType, SlashCommandBuilder } from 'discord.js';
import { answer, requireSameChannel } from '../answer.js';
import { register } from './tonearm-command.js';

/** `/leave`: out of the voice channel; the queue is forgotten. */
export class LeaveCommand extends Command {
  override registerApplicationCommands(registry: ApplicationCommandRegistry): void {
    register(
      registry,
      new SlashCommandBuilder()
        .setName('leave')
        .setDescription('Leave the voice channel')
        .setContexts(InteractionContextType.Guild),
    );
  }

  override chatInputRun(interaction: ChatInputCommandInteraction<'cached'>): Promise<void> {
    return answer(interaction, {
      ephemeral: false,
      check: () => requireSameChannel(interaction.member),
      act: () => {
        container.tonearm.session(interaction.guildId)?.leave();
        return 'Goodbye.';
      },
    });
  }
}
