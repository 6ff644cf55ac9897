import { type ApplicationCommandRegistry, Command, container } from '@sapphire/framework';
import { type ChatInputCommandInteraction, InteractionContextType, SlashCommandBuilder } from 'discord.js';
import { answer, requireSameChannel } from '../answer.js';
import { register } from './tonearm-command.js';

/** `/pause`: silence, and the place is kept. */
export class PauseCommand extends Command {
  override registerApplicationCommands(registry: ApplicationCommandRegistry): void {
    register(
      registry,
      new SlashCommandBuilder()
        .setName('pause')
        .setDescription('Pause the music')
        .setContexts(InteractionContextType.Guild),
    );
  }

  override chatInputRun(interaction: ChatInputCommandInteraction<'cached'>): Promise<void> {
    return answer(interaction, {
      ephemeral: false,
      check: () => requireSameChannel(interaction.member),
      act: () =>
        container.tonearm.session(interaction.guildId)?.pause() ? 'Paused. /resume goes on.' : 'Nothing is playing.',
    });
  }
}
