import { type ApplicationCommandRegistry, Command, container } from '@sapphire/framework';
import { type ChatInputCommandInteraction, InteractionContextType, SlashCommandBuilder } from 'discord.js';
import { answer, requireSameChannel } from '../answer.js';
import { register } from './tonearm-command.js';

/** `/resume`: on from where it was paused. */
export class ResumeCommand extends Command {
  override registerApplicationCommands(registry: ApplicationCommandRegistry): void {
    register(
      registry,
      new SlashCommandBuilder()
        .setName('resume')
        .setDescription('Go on playing')
        .setContexts(InteractionContextType.Guild),
    );
  }

  override chatInputRun(interaction: ChatInputCommandInteraction<'cached'>): Promise<void> {
    return answer(interaction, {
      ephemeral: false,
      check: () => requireSameChannel(interaction.member),
      act: () => (container.tonearm.session(interaction.guildId)?.resume() ? 'Playing on.' : 'Nothing is paused.'),
    });
  }
}
