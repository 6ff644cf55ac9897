import type { Fields, Problems } from './problems.js';

/** How long a text may be. */
export interface Length {
  readonly min?: number;
  readonly max: number;
  readonly required?: boolean;
}

/** The value as an object; a problem and an empty one when it is none. */
export function objectOf(value: unknown, problems: Problems): Fields {
  if (isFields(value)) return value;
  problems.add('MODEL_TYPE_CONVERT', 'Only dictionaries may be used in a ModelType');
  return {};
}

/** Whether it is a JSON object: neither null nor a list. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value as a list; absent or `null` is an empty one. */
export function listOf(
  value: unknown,
  problems: Problems,
  limit: { readonly min?: number; readonly max: number },
): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) {
    problems.add('LIST_TYPE_CONVERT', 'Only iterables may be used in a ListType');
    return [];
  }
  const { min = 0, max } = limit;
  if (value.length < min || value.length > max) {
    const message = min > 0 ? `Must be between ${min} and ${max} in length.` : `Must be ${max} or fewer in length.`;
    problems.add(min > 0 ? 'BASE_TYPE_BAD_LENGTH' : 'BASE_TYPE_MAX_LENGTH', message);
  }
  return value;
}

/** Checks a text and answers its length in characters; absent or `null` counts 0. */
export function checkText(fields: Fields, key: string, problems: Problems, length: Length): number {
  const value = fields[key];
  const { min = 0, max, required = false } = length;
  if (value === undefined || value === null || (value === '' && min > 0)) {
    if (required) problems.at(key).add('BASE_TYPE_REQUIRED', 'This field is required');
    else if (value === '') problems.at(key).add('BASE_TYPE_BAD_LENGTH', `Must be between ${min} and ${max} in length.`);
    return 0;
  }
  if (typeof value !== 'string') {
    problems.at(key).add('STRING_TYPE_CONVERT', 'Could not interpret as string.');
    return 0;
  }
  const count = [...value].length;
  if (count > max || count < min) {
    if (min > 0) problems.at(key).add('BASE_TYPE_BAD_LENGTH', `Must be between ${min} and ${max} in length.`);
    else problems.at(key).add('BASE_TYPE_MAX_LENGTH', `Must be ${max} or fewer in length.`);
  }
  return count;
}

/** Checks that a number, if there is one, is whole and within its bounds. */
export function checkInteger(
  fields: Fields,
  key: string,
  problems: Problems,
  bounds: { readonly min: number; readonly max: number },
): void {
  const value = fields[key];
  if (value === undefined || value === null) return;
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    problems.at(key).add('NUMBER_TYPE_COERCE', `Value "${String(value)}" is not int.`);
  } else if (value < bounds.min) {
    problems.at(key).add('NUMBER_TYPE_MIN', `int value should be greater than or equal to ${bounds.min}.`);
  } else if (value > bounds.max) {
    problems.at(key).add('NUMBER_TYPE_MAX', `int value should be less than or equal to ${bounds.max}.`);
  }
}

/** Checks that a value is one of those allowed. */
export function checkChoice(fields: Fields, key: string, problems: Problems, allowed: readonly number[]): void {
  const value = fields[key];
  if (value === undefined || value === null) problems.at(key).add('BASE_TYPE_REQUIRED', 'This field is required');
  else if (typeof value !== 'number' || !allowed.includes(value)) {
    problems.at(key).add('BASE_TYPE_CHOICES', `Value must be one of {${allowed.join(', ')}}.`);
  }
}

/** Checks that an address, if there is one, is one that Discord follows. */
export function checkUrl(fields: Fields, key: string, problems: Problems): void {
  const value = fields[key];
  if (value === undefined || value === null || value === '') return;
  if (typeof value === 'string' && /^(https?|attachment|discord):\/\/\S+$/.test(value)) return;
  const scheme = typeof value === 'string' && value.includes(':');
  if (scheme)
    problems
      .at(key)
      .add(
        'URL_TYPE_INVALID_SCHEME',
        `Scheme "${value.split(':')[0]}" is not supported. Scheme must be one of ('http', 'https').`,
      );
  else problems.at(key).add('URL_TYPE_INVALID_URL', 'Not a well formed URL.');
}
