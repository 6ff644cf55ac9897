import { type ApplicationCommandRegistry, Command, container } from '@sapphire/framework';
import { type ChatInputCommandInteraction, InteractionContextType, SlashCommandBuilder } from 'discord.js';
import { answer, playableChannelOf } from '../answer.js';
import { register } from './tonearm-command.js';

/** `/join`: into the listener's voice channel; what waits in the queue goes on there. */
export class JoinCommand extends Command {
  override registerApplicationCommands(registry: ApplicationCommandRegistry): void {
    register(
      registry,
      new SlashCommandBuilder()
        .setName('join')
        .setDescription('Come into your voice channel')
        .setContexts(InteractionContextType.Guild),
    );
  }

  override chatInputRun(interaction: ChatInputCommandInteraction<'cached'>): Promise<void> {
    return answer(interaction, {
      ephemeral: false,
      check: () => playableChannelOf(interaction.member),
      act: (channel) => {
        container.tonearm.join(interaction.guildId, channel.id);
        return `Coming to ${channel}.`;
      },
    });
  }
}
