import { type ApplicationCommandRegistry, Command, container } from '@sapphire/framework';
import { type ChatInputCommandInteraction, InteractionContextType, PermissionFlagsBits } from 'discord.js';
import { answerAdministrator } from '../answer.js';
import { cleanupText } from '../replies/resources-text.js';
import { register } from './tonearm-command.js';

/** `/cleanup`: releases now what is not in use, for administrators. Of other guilds only what was due to go anyway. */
export class CleanupCommand extends Command {
  override registerApplicationCommands(registry: ApplicationCommandRegistry): void {
    register(registry, (builder) =>
      builder
        .setName('cleanup')
        .setDescription('Release now what is not in use; what plays goes on')
        .setContexts(InteractionContextType.Guild)
        .setDefaultMemberPermissions(PermissionFlagsBits.Administrator),
    );
  }

  override chatInputRun(interaction: ChatInputCommandInteraction<'cached'>): Promise<void> {
    return answerAdministrator(interaction, async () =>
      cleanupText(await container.tonearm.cleanUp(interaction.guildId)),
    );
  }
}
