import {
  type APIComponentInMessageActionRow,
  type APIMessage,
  ApplicationCommandOptionType,
  ComponentType,
} from 'discord-api-types/v10';
import { resolve } from './command-data.js';
import type { SandboxContext } from './sandbox-context.js';
import { SandboxUsageError } from './sandbox-errors.js';

/** The `data` of a click (docs: Receiving and Responding, "Message Component Data Structure"). */
export function clickData(message: APIMessage, customId: string) {
  const component = find(message, customId);
  if (component.type !== ComponentType.Button) throw new SandboxUsageError(`${customId} is no button.`);
  return { component_type: component.type, custom_id: customId };
}

/** Which kind of option a select's values are of. */
const RESOLVED_AS: Readonly<Record<number, ApplicationCommandOptionType>> = {
  [ComponentType.UserSelect]: ApplicationCommandOptionType.User,
  [ComponentType.RoleSelect]: ApplicationCommandOptionType.Role,
  [ComponentType.MentionableSelect]: ApplicationCommandOptionType.Mentionable,
  [ComponentType.ChannelSelect]: ApplicationCommandOptionType.Channel,
};

/** The `data` of a choice in a select. */
export function pickData(
  context: SandboxContext,
  guildId: string,
  message: APIMessage,
  customId: string,
  values: readonly string[],
) {
  const select = find(message, customId);
  if (select.type === ComponentType.Button) throw new SandboxUsageError(`${customId} is a button, not a select.`);
  const { min_values: min = 1, max_values: max = 1 } = select;
  if (values.length < min || values.length > max)
    throw new SandboxUsageError(`${customId} takes ${min} to ${max} values.`);
  const resolved: Record<string, Record<string, unknown>> = {};
  if (select.type === ComponentType.StringSelect) {
    const offered = select.options.map((option) => option.value);
    const unknown = values.filter((value) => !offered.includes(value));
    if (unknown.length > 0)
      throw new SandboxUsageError(`${customId} offers ${offered.join(', ')}, not ${unknown.join(', ')}.`);
  } else {
    for (const value of values) resolve(context, guildId, RESOLVED_AS[select.type] ?? 0, value, resolved);
  }
  const isString = select.type === ComponentType.StringSelect;
  return { component_type: select.type, custom_id: customId, values, ...(isString ? {} : { resolved }) };
}

function find(message: APIMessage, customId: string): APIComponentInMessageActionRow {
  const components = (message.components ?? []).flatMap((row) =>
    row.type === ComponentType.ActionRow ? row.components : [],
  );
  const found = components.find((component) => 'custom_id' in component && component.custom_id === customId);
  if (found === undefined) {
    const there = components.flatMap((component) => ('custom_id' in component ? [component.custom_id] : []));
    throw new SandboxUsageError(`The message has no component ${customId}. It has: ${there.join(', ') || 'none'}.`);
  }
  if (found.disabled === true) throw new SandboxUsageError(`${customId} is disabled.`);
  return found;
}
