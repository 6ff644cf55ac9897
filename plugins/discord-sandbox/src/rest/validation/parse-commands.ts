import { ApplicationCommandOptionType, ApplicationCommandType } from 'discord-api-types/v10';
import type { CommandDraft } from '../../world/commands.js';
import { checkChoice, checkInteger, checkText, isFields, listOf, objectOf } from './fields.js';
import { type Fields, Problems } from './problems.js';

const { Subcommand, SubcommandGroup, String: Text, Integer, Number: Decimal } = ApplicationCommandOptionType;
const OPTION_TYPES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
/** Letters of any script, digits, `-`, `_` and `'`; lower case where there is one (docs: Application Commands, "Naming"). */
const CHAT_INPUT_NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const COMMANDS_PER_SCOPE = 100;
/** Names, descriptions and values of one command together. */
const TOTAL_TEXT = 8_000;

/**
 * One command, checked, with the fields that Discord fills in.
 * @throws Refusal 50035 with the nested tree of what is wrong
 */
export function parseCommand(json: unknown): CommandDraft {
  const problems = new Problems();
  const command = checkCommand(json, problems);
  problems.refuseIfAny();
  return command;
}

/** A scope's whole list of commands. */
export function parseCommands(json: unknown): readonly CommandDraft[] {
  const problems = new Problems();
  const list = listOf(json, problems, { max: COMMANDS_PER_SCOPE });
  const commands = list.map((entry, index) => checkCommand(entry, problems.at(index)));
  const seen = new Set<string>();
  for (const [index, command] of commands.entries()) {
    const key = `${command.type}/${command.name}`;
    if (seen.has(key))
      problems
        .at(index)
        .at('name')
        .add('APPLICATION_COMMANDS_DUPLICATE_NAME', 'Application command names must be unique');
    seen.add(key);
  }
  problems.refuseIfAny();
  return commands;
}

function checkCommand(json: unknown, problems: Problems): CommandDraft {
  const fields = objectOf(json, problems);
  const type = fields['type'] ?? ApplicationCommandType.ChatInput;
  checkChoice({ type }, 'type', problems, [1, 2, 3, 4]);
  if (type === ApplicationCommandType.ChatInput) {
    checkName(fields, problems);
    checkText(fields, 'description', problems, { min: 1, max: 100, required: true });
    checkOptions(fields['options'], problems.at('options'), 0);
    if (textLength(fields) > TOTAL_TEXT)
      problems.add('APPLICATION_COMMAND_TOO_LARGE', `Command exceeds maximum size (${TOTAL_TEXT})`);
  } else {
    checkText(fields, 'name', problems, { min: 1, max: 32, required: true });
    if (fields['description'])
      problems
        .at('description')
        .add('APPLICATION_COMMAND_DESCRIPTION_NOT_ALLOWED', 'Context menu commands cannot have description');
  }
  checkPermissions(fields, problems);
  const defaults = {
    type,
    description: '',
    default_member_permissions: null,
    nsfw: false,
    contexts: null,
    integration_types: [0],
  };
  const own = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  // Checked above; a refused body never gets past its caller.
  return { ...defaults, ...own } as CommandDraft;
}

function checkOptions(value: unknown, problems: Problems, depth: number): void {
  const list = listOf(value, problems, { max: 25 });
  const names = new Set<unknown>();
  const kinds = list
    .filter(isFields)
    .map((option) => option['type'] === Subcommand || option['type'] === SubcommandGroup);
  let optionalSeen = false;
  for (const [index, entry] of list.entries()) {
    const at = problems.at(index);
    const option = objectOf(entry, at);
    checkOption(option, at, depth);
    if (names.has(option['name']))
      at.at('name').add('APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS', 'Option with the same name already exists');
    names.add(option['name']);
    if (kinds.includes(true) && kinds.includes(false)) {
      at.add(
        'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
        'Sub-command and sub-command group option types are mutually exclusive to all other types',
      );
    }
    if (option['required'] === true && optionalSeen) {
      at.add(
        'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
        'Required options must be placed before non-required options',
      );
    }
    optionalSeen ||= option['required'] !== true;
  }
}

function checkOption(option: Fields, problems: Problems, depth: number): void {
  checkChoice(option, 'type', problems, OPTION_TYPES);
  checkName(option, problems);
  checkText(option, 'description', problems, { min: 1, max: 100, required: true });
  const { type } = option;
  if (type === SubcommandGroup && depth > 0)
    problems.at('type').add('APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', 'Sub-command groups cannot be nested');
  if (type === Subcommand || type === SubcommandGroup)
    return checkOptions(option['options'], problems.at('options'), depth + 1);

  checkChoices(option, problems);
  const hasChoices = Array.isArray(option['choices']) && option['choices'].length > 0;
  if (option['autocomplete'] === true && (hasChoices || ![Text, Integer, Decimal].includes(Number(type)))) {
    problems
      .at('autocomplete')
      .add('APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID', 'Autocomplete is not available for this option');
  }
  checkInteger(option, 'min_length', problems, { min: 0, max: 6_000 });
  checkInteger(option, 'max_length', problems, { min: 1, max: 6_000 });
}

function checkChoices(option: Fields, problems: Problems): void {
  const choices = problems.at('choices');
  const names = new Set<unknown>();
  for (const [index, entry] of listOf(option['choices'], choices, { max: 25 }).entries()) {
    const at = choices.at(index);
    const choice = objectOf(entry, at);
    checkText(choice, 'name', at, { min: 1, max: 100, required: true });
    if (option['type'] === Text) checkText(choice, 'value', at, { max: 100, required: true });
    else if (typeof choice['value'] !== 'number')
      at.at('value').add('NUMBER_TYPE_COERCE', `Value "${String(choice['value'])}" is not a number.`);
    if (names.has(choice['name']))
      at.at('name').add(
        'APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS',
        'Choice with the same name already exists',
      );
    names.add(choice['name']);
  }
}

function checkName(fields: Fields, problems: Problems): void {
  checkText(fields, 'name', problems, { min: 1, max: 32, required: true });
  const { name } = fields;
  if (typeof name !== 'string' || name === '' || [...name].length > 32) return;
  if (!CHAT_INPUT_NAME.test(name) || name !== name.toLowerCase()) {
    problems.at('name').add('APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid');
  }
}

function checkPermissions(fields: Fields, problems: Problems): void {
  const bits = fields['default_member_permissions'];
  if (bits === undefined || bits === null || (typeof bits === 'string' && /^\d+$/.test(bits))) return;
  problems
    .at('default_member_permissions')
    .add('PERMISSIONS_INVALID', 'Permissions must be a number of bits, written as text.');
}

function textLength(fields: Fields): number {
  const own = [fields['name'], fields['description'], fields['value']].reduce<number>(
    (sum, text) => sum + (typeof text === 'string' ? text.length : 0),
    0,
  );
  const inner = [fields['options'], fields['choices']].flatMap((list) =>
    Array.isArray(list) ? list.filter(isFields) : [],
  );
  return own + inner.reduce((sum, entry) => sum + textLength(entry), 0);
}
