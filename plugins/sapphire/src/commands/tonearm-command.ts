import { type ApplicationCommandRegistry, container } from '@sapphire/framework';

/** A command's definition: a builder, or what makes of Sapphire's own builder what it should be. */
type Definition = Parameters<ApplicationCommandRegistry['registerChatInputCommand']>[0];

/** Registers a command in the configured guilds, or everywhere. */
export function register(registry: ApplicationCommandRegistry, command: Definition): void {
  const { guildIds } = container.tonearmInSapphire;
  registry.registerChatInputCommand(command, guildIds.length > 0 ? { guildIds: [...guildIds] } : {});
}
