import { SandboxUsageError } from '../api/sandbox-errors.js';
import { isSnowflake } from '../world/snowflakes.js';
import {
  MOST_MESSAGE_CHARACTERS,
  MOST_REQUEST_CHARACTERS,
  type NumberedRequest,
  type OptionInput,
  type PageRequest,
  TROUBLES,
  VOICE_CLOSE_CODES,
} from './protocol.js';

type Fields = Readonly<Record<string, unknown>>;

/** A request that cannot be understood, with its number if it had one. */
export class MalformedRequestError extends SandboxUsageError {
  constructor(
    message: string,
    readonly requestId: number | null,
  ) {
    super(message);
  }
}

const MOST_NAME_CHARACTERS = 128;
const MOST_VALUE_CHARACTERS = 6_000;
const MOST_ENTRIES = 25;

/** Reads what a page sent and trusts nothing about it. @throws MalformedRequestError in words for the page */
export function parseRequest(text: string): NumberedRequest {
  if (text.length > MOST_REQUEST_CHARACTERS) {
    throw new MalformedRequestError(`That is too long: at most ${MOST_REQUEST_CHARACTERS} characters.`, null);
  }
  const fields = parseObject(text);
  const { requestId } = fields as { requestId?: unknown };
  if (typeof requestId !== 'number' || !Number.isSafeInteger(requestId)) {
    throw new MalformedRequestError('A request needs a whole number as requestId.', null);
  }
  try {
    return { ...request(fields), requestId };
  } catch (error) {
    if (error instanceof SandboxUsageError) throw new MalformedRequestError(error.message, requestId);
    throw error;
  }
}

function parseObject(text: string): Fields {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new MalformedRequestError('That is no JSON.', null);
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw new MalformedRequestError('A request has to be a JSON object.', null);
}

function request(fields: Fields): PageRequest {
  const kind = fields['do'];
  switch (kind) {
    case 'become':
      return { do: kind, userId: id(fields, 'userId'), guildId: id(fields, 'guildId') };
    case 'say':
      return {
        do: kind,
        channelId: id(fields, 'channelId'),
        content: text(fields, 'content', MOST_MESSAGE_CHARACTERS),
      };
    case 'command':
      return {
        do: kind,
        channelId: id(fields, 'channelId'),
        command: name(fields, 'command'),
        options: options(fields),
      };
    case 'autocomplete': {
      const channelId = id(fields, 'channelId');
      const focused = name(fields, 'focused');
      return { do: kind, channelId, command: name(fields, 'command'), options: options(fields), focused };
    }
    case 'click':
      return { do: kind, ...component(fields) };
    case 'pick':
      return { do: kind, ...component(fields), values: texts(fields, 'values') };
    case 'submit':
      return { do: kind, interactionId: id(fields, 'interactionId'), values: textsByName(fields, 'values') };
    case 'join-voice':
      return { do: kind, channelId: id(fields, 'channelId') };
    case 'leave-voice':
      return { do: kind };
    case 'trouble':
      return { do: kind, ...trouble(fields) };
    case 'listen':
      if (typeof fields['on'] !== 'boolean') throw wrong('on', 'true or false');
      return { do: kind, on: fields['on'] };
    default:
      throw new SandboxUsageError('A request says in “do” what to do; this one says nothing known.');
  }
}

function trouble(fields: Fields) {
  const found = TROUBLES.find((one) => one === fields['trouble']);
  const { first, last } = VOICE_CLOSE_CODES;
  const code = fields['code'];
  if (found === undefined) throw wrong('trouble', `one of ${TROUBLES.join(', ')}`);
  if (typeof code !== 'number' || !Number.isInteger(code) || code < first || code > last) {
    throw wrong('code', `a whole number from ${first} to ${last}`);
  }
  return { trouble: found, code };
}

function component(fields: Fields) {
  return {
    channelId: id(fields, 'channelId'),
    messageId: id(fields, 'messageId'),
    customId: text(fields, 'customId', MOST_NAME_CHARACTERS),
  };
}

function id(fields: Fields, key: string): string {
  const value = fields[key];
  if (!isSnowflake(value)) throw wrong(key, 'an id of 17 to 20 digits');
  return value;
}

function name(fields: Fields, key: string): string {
  return text(fields, key, MOST_NAME_CHARACTERS);
}

function text(fields: Fields, key: string, most: number): string {
  const value = fields[key];
  if (typeof value !== 'string' || value.trim() === '' || value.length > most) {
    throw wrong(key, `text of 1 to ${most} characters`);
  }
  return value;
}

function texts(fields: Fields, key: string): readonly string[] {
  const value = fields[key];
  const fits = (one: unknown): one is string => typeof one === 'string' && one.length <= MOST_NAME_CHARACTERS;
  if (!Array.isArray(value) || value.length > MOST_ENTRIES || !value.every(fits)) {
    throw wrong(key, `a list of at most ${MOST_ENTRIES} texts`);
  }
  return value;
}

function textsByName(fields: Fields, key: string): Readonly<Record<string, string>> {
  return entries(fields, key, 'texts by name', (value) => typeof value === 'string');
}

function options(fields: Fields): Readonly<Record<string, OptionInput>> {
  const fits = (value: unknown) =>
    typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value));
  return entries(fields, 'options', 'texts, numbers or truth values by name', fits);
}

/** An object whose values all fit. It has no prototype's properties: a key such as `__proto__` is an ordinary one. */
function entries<T>(fields: Fields, key: string, what: string, fits: (value: unknown) => boolean): Record<string, T> {
  const value = fields[key];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(key, what);
  const pairs = Object.entries(value);
  const short = pairs.every(
    ([name, one]) => name.length <= MOST_NAME_CHARACTERS && String(one).length <= MOST_VALUE_CHARACTERS,
  );
  if (pairs.length > MOST_ENTRIES || !short || !pairs.every(([, one]) => fits(one))) throw wrong(key, what);
  // `fits` has looked at every value.
  return Object.fromEntries(pairs) as Record<string, T>;
}

function wrong(key: string, expected: string): SandboxUsageError {
  return new SandboxUsageError(`“${key}” has to be ${expected}.`);
}
