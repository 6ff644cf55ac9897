import { type ApplicationCommandRegistry, Command, container } from '@sapphire/framework';
import { Subcommand } from '@sapphire/plugin-subcommands';
import type { Suggestion } from '@tonearm/core';
import {
  type ApplicationCommandOptionData,
  ApplicationCommandOptionType,
  type ApplicationCommandSubCommandData,
  type AutocompleteInteraction,
  type ChatInputApplicationCommandData,
  type ChatInputCommandInteraction,
  InteractionContextType,
} from 'discord.js';
import { answer, refuse, type Work } from '../answer.js';
import { Asked } from '../asked.js';
import { type CommandName, memberPermissionsFor } from '../policy/policy.js';
import { toChoices } from '../replies/choices.js';
import type { Visibility } from '../replies/interaction-reply.js';
import { speechIn } from '../texts/speech.js';
import { type OptionSpec, optionData } from './command-options.js';
import { described, type TextWithoutPlaces } from './described.js';

/**
 * What a use of a command does. It decides at once, without awaiting anything, and throws a `Refusal` when it may not
 * be done; what it returns runs after the acknowledgement.
 */
export type Use = (asked: Asked) => Work;

/** A command that does one thing. */
export interface CommandSpec {
  readonly name: CommandName;
  /** Who sees the answer; decided by what is asked for where it is a function. */
  readonly visibility: Visibility | ((interaction: ChatInputCommandInteraction<'cached'>) => Visibility);
  readonly options?: readonly OptionSpec[];
  readonly use: Use;
  /** What completes the option that is being typed. Never rejects. */
  complete?(interaction: AutocompleteInteraction<'cached'>): Promise<readonly Suggestion[]>;
}

/** A command of several parts, which cannot be called by itself. */
export interface GroupSpec {
  readonly name: CommandName;
  readonly visibility: Visibility;
  readonly subcommands: readonly SubcommandSpec[];
}

export interface SubcommandSpec {
  readonly name: string;
  /** The key of its description. */
  readonly text: TextWithoutPlaces;
  readonly options?: readonly OptionSpec[];
  /** Where it is not that of the command. */
  readonly visibility?: Visibility;
  /** The command whose rule decides who may use it, where that is another one. */
  readonly rule?: CommandName;
  readonly use: Use;
  complete?(interaction: AutocompleteInteraction<'cached'>): Promise<readonly Suggestion[]>;
}

/** A class that Sapphire makes its piece of. */
export type CommandClass = new (context: Command.LoaderContext, options: Command.Options) => Command;

/** The piece of a command: named, described and permitted by our tables, run by `use`. */
export function command(spec: CommandSpec): CommandClass {
  return class extends Command {
    override registerApplicationCommands(registry: ApplicationCommandRegistry): void {
      register(registry, { ...factsOf(spec.name), options: spec.options?.map(optionData) ?? [] });
    }

    override chatInputRun(interaction: ChatInputCommandInteraction): Promise<void> {
      return run(interaction, spec, spec.use);
    }

    override async autocompleteRun(interaction: AutocompleteInteraction): Promise<void> {
      if (interaction.inCachedGuild() && spec.complete) {
        await interaction.respond(toChoices(await spec.complete(interaction)));
      }
    }
  };
}

/** The piece of a command with subcommands. */
export function commandGroup(spec: GroupSpec): CommandClass {
  return class extends Subcommand {
    constructor(context: Subcommand.LoaderContext, options: Subcommand.Options) {
      const subcommands = spec.subcommands.map(({ name, use, rule = spec.name, visibility = spec.visibility }) => ({
        name,
        chatInputRun: (interaction: ChatInputCommandInteraction) => run(interaction, { name: rule, visibility }, use),
      }));
      super(context, { ...options, subcommands });
    }

    override registerApplicationCommands(registry: ApplicationCommandRegistry): void {
      register(registry, { ...factsOf(spec.name), options: spec.subcommands.map(subcommandData) });
    }

    override async autocompleteRun(interaction: AutocompleteInteraction): Promise<void> {
      const asked = interaction.options.getSubcommand(false);
      const subcommand = spec.subcommands.find(({ name }) => name === asked);
      if (interaction.inCachedGuild() && subcommand?.complete) {
        await interaction.respond(toChoices(await subcommand.complete(interaction)));
      }
    }
  };
}

function run(
  interaction: ChatInputCommandInteraction,
  { name, visibility }: Pick<CommandSpec, 'name' | 'visibility'>,
  use: Use,
): Promise<void> {
  if (!interaction.inCachedGuild()) return refuse(interaction, speechIn('en').say('refuse.only-in-servers'));
  return answer(interaction, () => {
    const asked = Asked.admit(interaction, name);
    const work = use(asked);
    asked.coolDown(name);
    return { work, visibility: typeof visibility === 'function' ? visibility(interaction) : visibility };
  });
}

function factsOf(name: CommandName) {
  return {
    name,
    ...described(`command.${name}`),
    contexts: [InteractionContextType.Guild],
    defaultMemberPermissions: memberPermissionsFor(container.tonearmInSapphire.policy[name]),
  };
}

function subcommandData({ name, text, options = [] }: SubcommandSpec): ApplicationCommandSubCommandData {
  // Our options are never subcommands themselves, which is all that the two types differ in.
  const own = options.map(optionData) as NonNullable<ApplicationCommandSubCommandData['options']>;
  return { type: ApplicationCommandOptionType.Subcommand, name, ...described(text), options: own };
}

/** Registers a command in the configured guilds, or everywhere. */
function register(
  registry: ApplicationCommandRegistry,
  data: ChatInputApplicationCommandData & { readonly options: readonly ApplicationCommandOptionData[] },
): void {
  const { guildIds } = container.tonearmInSapphire;
  registry.registerChatInputCommand(data, guildIds.length > 0 ? { guildIds: [...guildIds] } : {});
}
