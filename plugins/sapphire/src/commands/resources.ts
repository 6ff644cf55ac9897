import { type ApplicationCommandRegistry, Command, container } from '@sapphire/framework';
import { type ChatInputCommandInteraction, InteractionContextType, PermissionFlagsBits } from 'discord.js';
import { answerAdministrator } from '../answer.js';
import { resourcesText } from '../replies/resources-text.js';
import { register } from './tonearm-command.js';

/** `/resources`: what is used of what is limited, for administrators. It counts all guilds together and names none. */
export class ResourcesCommand extends Command {
  override registerApplicationCommands(registry: ApplicationCommandRegistry): void {
    // Sapphire's own builder: it loses the permissions of one of discord.js.
    register(registry, (builder) =>
      builder
        .setName('resources')
        .setDescription('Show what I use, how much I may, and what I refused')
        .setContexts(InteractionContextType.Guild)
        .setDefaultMemberPermissions(PermissionFlagsBits.Administrator),
    );
  }

  override chatInputRun(interaction: ChatInputCommandInteraction<'cached'>): Promise<void> {
    return answerAdministrator(interaction, () => resourcesText(container.tonearm.resourceStatus()));
  }
}
