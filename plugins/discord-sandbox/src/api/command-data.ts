import { ApplicationCommandOptionType, type APIApplicationCommandOption } from 'discord-api-types/v10';
import { channelJson, memberJson, roleJson } from '../wire/guild-json.js';
import { attachmentJson } from '../wire/message-json.js';
import { UPLOAD_LIMIT, uploadedFile } from '../wire/uploaded-file.js';
import { userJson } from '../wire/user-json.js';
import { holds } from '../world/permissions.js';
import type { CommandRecord } from '../world/records.js';
import type { World } from '../world/world.js';
import type { SandboxContext } from './sandbox-context.js';
import { SandboxUsageError } from './sandbox-errors.js';

/** The value of an option: for users, roles, channels their handle or id, for an attachment the file or its id. */
export type OptionValue = string | number | boolean | { readonly id: string } | FileToAttach;

/** A file as a person attaches it. */
export interface FileToAttach {
  /** With its ending, which tells the type. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A command as it is typed: the registered one, and the way down to its subcommand. */
export interface UsableCommand {
  readonly command: CommandRecord;
  readonly path: readonly string[];
}

const { Subcommand, SubcommandGroup } = ApplicationCommandOptionType;

/** The command, if Discord's client would offer it to this member here. */
export function requireUsable(
  world: World,
  member: { readonly guildId: string; readonly id: string },
  channel: { readonly id: string },
  typed: string,
): UsableCommand {
  const [name = '', ...path] = typed.trim().replace(/^\//, '').split(/\s+/);
  const known = world.commands.usableIn(member.guildId);
  const command = known.find((candidate) => candidate.name === name && candidate.type === 1);
  if (command === undefined) {
    throw new SandboxUsageError(
      `There is no command /${name}. Registered: ${known.map((other) => other.name).join(', ') || 'none'}.`,
    );
  }
  const bits = world.guilds.permissions(member.guildId, member.id, channel.id);
  if (!mayUse(bits, command)) {
    throw new SandboxUsageError(`/${name} is hidden from this member: a permission is missing.`);
  }
  return { command, path };
}

/** Whether the client offers the command to who holds these permissions (docs: Application Commands, "Permissions"). */
export function mayUse(bits: bigint, command: CommandRecord): boolean {
  const { default_member_permissions: needed } = command;
  if (!holds(bits, 'UseApplicationCommands')) return false;
  if (needed === '0') return holds(bits, 'Administrator');
  return (bits & BigInt(needed ?? 0)) === BigInt(needed ?? 0);
}

/** The `data` of a command interaction (docs: Receiving and Responding, "Application Command Data Structure"). */
export function commandData(
  context: SandboxContext,
  guildId: string,
  usable: UsableCommand,
  values: Readonly<Record<string, OptionValue>>,
) {
  const { definitions, wrap } = descend(usable);
  requireKnown(usable, definitions, values);
  const missing = definitions.filter((option) => option.required === true && values[option.name] === undefined);
  if (missing.length > 0)
    throw new SandboxUsageError(`/${usable.command.name} needs ${missing.map((option) => option.name).join(', ')}.`);

  const resolved: Record<string, Record<string, unknown>> = {};
  const options = definitions.flatMap((definition) => {
    const value = values[definition.name];
    if (value === undefined) return [];
    const plain = plainOf(context, definition, value);
    checkValue(definition, plain);
    resolve(context, guildId, definition.type, String(plain), resolved);
    return [{ name: definition.name, type: definition.type, value: plain }];
  });
  return {
    ...head(usable.command),
    options: wrap(options),
    ...(Object.keys(resolved).length === 0 ? {} : { resolved }),
  };
}

/** The `data` of an autocomplete interaction: unchecked and incomplete, one option in focus. */
export function autocompleteData(
  usable: UsableCommand,
  values: Readonly<Record<string, OptionValue>>,
  focused: string,
) {
  const { definitions, wrap } = descend(usable);
  requireKnown(usable, definitions, { ...values, [focused]: '' });
  const suggests = definitions.find(
    (option) => option.name === focused && 'autocomplete' in option && option.autocomplete === true,
  );
  if (suggests === undefined) throw new SandboxUsageError(`Option ${focused} has no autocomplete.`);
  const options = definitions.flatMap(({ name, type }) => {
    const value = name === focused ? (values[name] ?? '') : values[name];
    // The client uploads files only when the command is sent.
    if (value === undefined || (typeof value === 'object' && 'bytes' in value)) return [];
    const plain = typeof value === 'object' ? value.id : value;
    return [
      { name, type, value: name === focused ? String(plain) : plain, ...(name === focused ? { focused: true } : {}) },
    ];
  });
  return { ...head(usable.command), options: wrap(options) };
}

function head(command: CommandRecord) {
  const { id, name, type, guild_id } = command;
  return { id, name, type, ...(guild_id === undefined ? {} : { guild_id }) };
}

/** The options of the (sub)command that is meant, and how to wrap values into its group and subcommand. */
function descend({ command, path }: UsableCommand) {
  let definitions: readonly APIApplicationCommandOption[] = command.options ?? [];
  let wrap = (options: readonly unknown[]): readonly unknown[] => options;
  for (const name of path) {
    const next = definitions.find((option) => option.name === name);
    if (next === undefined || (next.type !== Subcommand && next.type !== SubcommandGroup)) {
      throw new SandboxUsageError(`/${command.name} has no subcommand ${name}.`);
    }
    const outer = wrap;
    wrap = (options) => outer([{ name: next.name, type: next.type, options }]);
    definitions = next.options ?? [];
  }
  if (definitions.some((option) => option.type === Subcommand || option.type === SubcommandGroup)) {
    throw new SandboxUsageError(
      `/${command.name} needs a subcommand: ${definitions.map((option) => option.name).join(', ')}.`,
    );
  }
  return { definitions, wrap };
}

function requireKnown(
  usable: UsableCommand,
  definitions: readonly APIApplicationCommandOption[],
  values: Readonly<Record<string, unknown>>,
): void {
  const unknown = Object.keys(values).filter((name) => !definitions.some((option) => option.name === name));
  if (unknown.length > 0) throw new SandboxUsageError(`/${usable.command.name} has no option ${unknown.join(', ')}.`);
}

/** What the client checks before it sends: the type, the choices, the bounds. */
function checkValue(definition: APIApplicationCommandOption, value: string | number | boolean): void {
  const bad = (why: string) => new SandboxUsageError(`Option ${definition.name}: ${why}.`);
  switch (definition.type) {
    case ApplicationCommandOptionType.Integer:
    case ApplicationCommandOptionType.Number: {
      if (typeof value !== 'number') throw bad('a number is needed');
      if (definition.type === ApplicationCommandOptionType.Integer && !Number.isInteger(value))
        throw bad('a whole number is needed');
      const { min_value: min = -Infinity, max_value: max = Infinity } = {
        ...('min_value' in definition && { min_value: definition.min_value }),
        ...('max_value' in definition && { max_value: definition.max_value }),
      };
      if (value < min || value > max) throw bad(`it must be between ${min} and ${max}`);
      break;
    }
    case ApplicationCommandOptionType.Boolean:
      if (typeof value !== 'boolean') throw bad('true or false is needed');
      break;
    case ApplicationCommandOptionType.String: {
      if (typeof value !== 'string') throw bad('text is needed');
      const { min_length: min = 0, max_length: max = 6_000 } = {
        ...('min_length' in definition && { min_length: definition.min_length }),
        ...('max_length' in definition && { max_length: definition.max_length }),
      };
      if (value.length < min || value.length > max) throw bad(`it must have ${min} to ${max} characters`);
      break;
    }
  }
  const choices = 'choices' in definition ? (definition.choices ?? []) : [];
  if (choices.length > 0 && !choices.some((choice) => choice.value === value)) {
    throw bad(`one of ${choices.map((choice) => String(choice.value)).join(', ')} is needed`);
  }
}

/** The value as it is sent; a file is uploaded first, and its id is. */
function plainOf(
  { world }: SandboxContext,
  { name, type }: APIApplicationCommandOption,
  value: OptionValue,
): string | number | boolean {
  if (typeof value !== 'object') return value;
  if (!('bytes' in value)) return value.id;
  if (type !== ApplicationCommandOptionType.Attachment) throw new SandboxUsageError(`Option ${name} takes no file.`);
  if (value.bytes.byteLength > UPLOAD_LIMIT) {
    throw new SandboxUsageError(`Option ${name}: the file is larger than ${UPLOAD_LIMIT / 1024 / 1024} MiB.`);
  }
  return world.attachments.store(uploadedFile(value.name, value.bytes)).id;
}

/** Adds what an id stands for (docs: Receiving and Responding, "Resolved Data Structure"). */
export function resolve(
  { world, origin }: Pick<SandboxContext, 'world' | 'origin'>,
  guildId: string,
  type: number,
  id: string,
  resolved: Record<string, Record<string, unknown>>,
): void {
  const put = (key: string, value: unknown) => {
    resolved[key] = { ...resolved[key], [id]: value };
  };
  const { User, Role, Channel, Mentionable, Attachment } = ApplicationCommandOptionType;
  const isRole = world.guilds.roles(guildId).some((role) => role.id === id);
  if (type === Role || (type === Mentionable && isRole)) {
    const role = world.guilds.roles(guildId).find((candidate) => candidate.id === id);
    if (role === undefined) throw new SandboxUsageError(`There is no role ${id}.`);
    put('roles', roleJson(role));
  } else if (type === User || type === Mentionable) {
    put('users', userJson(world.guilds.user(id)));
    if (!world.guilds.isMember(guildId, id)) return;
    const { user: _, deaf: __, mute: ___, ...member } = memberJson(world, world.guilds.member(guildId, id));
    put('members', { ...member, permissions: String(world.guilds.permissions(guildId, id)) });
  } else if (type === Channel) {
    put('channels', channelJson(world.guilds.channel(id)));
  } else if (type === Attachment) {
    const file = world.attachments.find(id);
    if (file === undefined)
      throw new SandboxUsageError(`There is no file ${id}: give it to the sandbox with upload().`);
    // As on Discord's CDN it lies where the files of messages do not.
    put('attachments', {
      ...attachmentJson(origin(), world.bot.id, file.record, 'ephemeral-attachments'),
      ephemeral: true,
    });
  }
}
