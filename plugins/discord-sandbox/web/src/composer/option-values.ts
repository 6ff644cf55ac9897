import type { APIApplicationCommandBasicOption } from 'discord-api-types/v10';
import type { OptionInput } from '../../../src/page/protocol.js';
import type { PageState } from '../state/page-state.js';

/** A row of a list to choose from. */
export interface Suggestion {
  readonly label: string;
  readonly detail?: string;
  readonly value: OptionInput;
}

/** Numbers of `ApplicationCommandOptionType`. */
const TYPE = {
  string: 3,
  integer: 4,
  boolean: 5,
  user: 6,
  channel: 7,
  role: 8,
  mentionable: 9,
  number: 10,
  attachment: 11,
} as const;
const MOST_SUGGESTIONS = 25;

/** Whether only what is in a list will do. */
export function isClosed(option: APIApplicationCommandBasicOption): boolean {
  const { boolean, user, channel, role, mentionable } = TYPE;
  const listed: readonly number[] = [boolean, user, channel, role, mentionable];
  return listed.includes(option.type) || ('choices' in option && (option.choices?.length ?? 0) > 0);
}

/** Whether a file is attached. */
export function isFile(option: APIApplicationCommandBasicOption): boolean {
  return option.type === TYPE.attachment;
}

/** Whether the bot suggests values for it. */
export function isSuggested(option: APIApplicationCommandBasicOption): boolean {
  return 'autocomplete' in option && option.autocomplete === true;
}

/** What the page itself knows to offer for the option, that fits the text. */
export function knownValues(
  state: PageState,
  option: APIApplicationCommandBasicOption,
  text: string,
): readonly Suggestion[] {
  const wanted = text.trim().toLowerCase();
  return offered(state, option)
    .filter(({ label }) => label.toLowerCase().includes(wanted))
    .slice(0, MOST_SUGGESTIONS);
}

/** The value that a text means, or what is wrong with it. */
export function readValue(
  option: APIApplicationCommandBasicOption,
  text: string,
): { readonly ok: true; readonly value: OptionInput } | { readonly ok: false; readonly words: string } {
  const no = (words: string) => ({ ok: false, words }) as const;
  if ('choices' in option && option.choices !== undefined && option.choices.length > 0) {
    const found = option.choices.find(({ name }) => name.toLowerCase() === text.toLowerCase());
    return found === undefined ? no('choose one from the list.') : { ok: true, value: found.value };
  }
  switch (option.type) {
    case TYPE.string:
      return { ok: true, value: text };
    case TYPE.integer:
    case TYPE.number: {
      const value = Number(text);
      if (!Number.isFinite(value)) return no('a number is needed.');
      return option.type === TYPE.integer && !Number.isInteger(value)
        ? no('a whole number is needed.')
        : { ok: true, value };
    }
    case TYPE.boolean:
      return /^(true|false)$/i.test(text)
        ? { ok: true, value: text.toLowerCase() === 'true' }
        : no('true or false is needed.');
    case TYPE.user:
    case TYPE.channel:
    case TYPE.role:
    case TYPE.mentionable:
      return no('choose one from the list.');
    default:
      return no('choose a file.');
  }
}

function offered({ guild }: PageState, option: APIApplicationCommandBasicOption): readonly Suggestion[] {
  if ('choices' in option && option.choices !== undefined) {
    return option.choices.map(({ name, value }) => ({ label: name, value }));
  }
  const users = guild.members.map(({ id, displayName, name }) => ({ label: displayName, detail: name, value: id }));
  const roles = guild.roles.map(({ id, name }) => ({ label: name, detail: 'role', value: id }));
  switch (option.type) {
    case TYPE.boolean:
      return [true, false].map((value) => ({ label: value ? 'True' : 'False', value }));
    case TYPE.user:
      return users;
    case TYPE.role:
      return roles;
    case TYPE.mentionable:
      return [...users, ...roles];
    case TYPE.channel:
      return guild.channels.map(({ id, name, kind }) => ({ label: name, detail: kind, value: id }));
    default:
      return [];
  }
}
