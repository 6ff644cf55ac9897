import { type ApplicationCommandRegistry, Command, container } from '@sapphire/framework';
import { type ChatInputCommandInteraction, InteractionContextType, SlashCommandBuilder } from 'discord.js';
import { answer, requireSameChannel } from '../answer.js';
import { skippedText } from '../replies/skipped-text.js';
import { register } from './tonearm-command.js';

/** `/skip`: the next track, now. */
export class SkipCommand extends Command {
  override registerApplicationCommands(registry: ApplicationCommandRegistry): void {
    register(
      registry,
      new SlashCommandBuilder()
        .setName('skip')
        .setDescription('Skip the current track')
        .setContexts(InteractionContextType.Guild),
    );
  }

  override chatInputRun(interaction: ChatInputCommandInteraction<'cached'>): Promise<void> {
    return answer(interaction, {
      ephemeral: false,
      check: () => requireSameChannel(interaction.member),
      act: () => skippedText(container.tonearm.session(interaction.guildId)?.skip()),
    });
  }
}
