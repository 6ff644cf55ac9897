import { type ApplicationCommandRegistry, container } from '@sapphire/framework';
import { Subcommand } from '@sapphire/plugin-subcommands';
import { type ChatInputCommandInteraction, InteractionContextType, PermissionFlagsBits } from 'discord.js';
import { answerAdministrator } from '../answer.js';
import { cacheText, countedEntries, warmingText } from '../replies/cache-text.js';
import { register } from './tonearm-command.js';

/**
 * `/cache show|warm|clear`: what the cache of lookups is good for, for administrators. All guilds share it, so it shows
 * counts and totals alone, and never what anyone asked for.
 */
export class CacheCommand extends Subcommand {
  constructor(context: Subcommand.LoaderContext, options: Subcommand.Options) {
    super(context, {
      ...options,
      subcommands: [
        { name: 'show', chatInputRun: 'show' },
        { name: 'warm', chatInputRun: 'warm' },
        { name: 'clear', chatInputRun: 'clear' },
      ],
    });
  }

  override registerApplicationCommands(registry: ApplicationCommandRegistry): void {
    // Sapphire takes a builder of discord.js for plain data, and loses subcommands and permissions; its own it knows.
    register(registry, (builder) =>
      builder
        .setName('cache')
        .setDescription('Look after what I remember of earlier lookups')
        .setContexts(InteractionContextType.Guild)
        .setDefaultMemberPermissions(PermissionFlagsBits.Administrator)
        .addSubcommand((show) => show.setName('show').setDescription('Show how much it holds and what it has saved'))
        .addSubcommand((warm) => warm.setName('warm').setDescription('Renew popular entries now that are about to age'))
        .addSubcommand((clear) => clear.setName('clear').setDescription('Forget every entry, for all servers')),
    );
  }

  show(interaction: ChatInputCommandInteraction<'cached'>): Promise<void> {
    return answerAdministrator(interaction, async () => cacheText(await container.tonearm.cacheFigures()));
  }

  warm(interaction: ChatInputCommandInteraction<'cached'>): Promise<void> {
    return answerAdministrator(interaction, async () => warmingText(await container.tonearm.warmCache()));
  }

  clear(interaction: ChatInputCommandInteraction<'cached'>): Promise<void> {
    return answerAdministrator(interaction, async () => {
      const cleared = await container.tonearm.clearCache();
      return cleared === 0 ? 'The cache was empty already.' : `Cleared ${countedEntries(cleared)}.`;
    });
  }
}
