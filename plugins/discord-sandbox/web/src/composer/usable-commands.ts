import type { APIApplicationCommandBasicOption, APIApplicationCommandOption } from 'discord-api-types/v10';
import { channelOf, type PageState } from '../state/page-state.js';

/** Something that can be typed after a slash: a command, or one subcommand of it. */
export interface UsableCommand {
  /** `play`, or `playlist add`. */
  readonly path: string;
  readonly description: string;
  /** Required ones first, as Discord demands. */
  readonly options: readonly APIApplicationCommandBasicOption[];
}

/** Numbers of `ApplicationCommandOptionType`. */
const SUBCOMMAND = 1;
const SUBCOMMAND_GROUP = 2;

/** What the person may use in the channel that is shown, by name. */
export function usableCommands(state: PageState): readonly UsableCommand[] {
  const allowed = channelOf(state, state.channelId)?.commandIds ?? [];
  return state.guild.commands
    .filter(({ id }) => allowed.includes(id))
    .flatMap(({ name, description, options }) => leaves(name, description, options))
    .toSorted((one, other) => one.path.localeCompare(other.path));
}

/** Those that fit what was typed after the slash: first those that begin with it, then those that hold it. */
export function matchingCommands(commands: readonly UsableCommand[], typed: string): readonly UsableCommand[] {
  const wanted = typed.toLowerCase().trim();
  const begins = commands.filter(({ path }) => path.startsWith(wanted));
  return [...begins, ...commands.filter((command) => !begins.includes(command) && command.path.includes(wanted))];
}

/** The command that the text names in full and goes on after: `/play needle` → play and `needle`. */
export function commandBegun(
  commands: readonly UsableCommand[],
  text: string,
): { readonly command: UsableCommand; readonly rest: string } | undefined {
  const typed = text.slice(1);
  const found = commands
    .filter(({ path }) => typed.startsWith(`${path} `))
    .toSorted((one, other) => other.path.length - one.path.length)[0];
  return found === undefined ? undefined : { command: found, rest: typed.slice(found.path.length + 1) };
}

function leaves(
  path: string,
  description: string,
  options: readonly APIApplicationCommandOption[],
): readonly UsableCommand[] {
  const inner = options.filter((option) => option.type === SUBCOMMAND || option.type === SUBCOMMAND_GROUP);
  if (inner.length > 0)
    return inner.flatMap((one) => leaves(`${path} ${one.name}`, one.description, one.options ?? []));
  return [{ path, description, options: options.filter(isBasic) }];
}

function isBasic(option: APIApplicationCommandOption): option is APIApplicationCommandBasicOption {
  return option.type !== SUBCOMMAND && option.type !== SUBCOMMAND_GROUP;
}
