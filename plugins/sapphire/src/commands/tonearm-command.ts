import { type ApplicationCommandRegistry, container } from '@sapphire/framework';
import type { SlashCommandBuilder, SlashCommandOptionsOnlyBuilder } from 'discord.js';

/** Registers a command in the configured guilds, or everywhere. */
export function register(
  registry: ApplicationCommandRegistry,
  command: SlashCommandBuilder | SlashCommandOptionsOnlyBuilder,
): void {
  const { guildIds } = container.tonearmInSapphire;
  registry.registerChatInputCommand(command, guildIds.length > 0 ? { guildIds: [...guildIds] } : {});
}
