import { type ApplicationCommandRegistry, Command, container } from '@sapphire/framework';
import { type ChatInputCommandInteraction, InteractionContextType, SlashCommandBuilder } from 'discord.js';
import { answer, requireSameChannel } from '../answer.js';
import { register } from './tonearm-command.js';

/** `/stop`: silence, and an empty queue; the bot stays. */
export class StopCommand extends Command {
  override registerApplicationCommands(registry: ApplicationCommandRegistry): void {
    register(
      registry,
      new SlashCommandBuilder()
        .setName('stop')
        .setDescription('Stop the music and clear the queue')
        .setContexts(InteractionContextType.Guild),
    );
  }

  override chatInputRun(interaction: ChatInputCommandInteraction<'cached'>): Promise<void> {
    return answer(interaction, {
      ephemeral: false,
      check: () => requireSameChannel(interaction.member),
      act: () => {
        container.tonearm.session(interaction.guildId)?.stop();
        return 'Stopped, and the queue is empty.';
      },
    });
  }
}
