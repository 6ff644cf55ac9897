import { isSnowflake } from '../../world/snowflakes.js';
import type { RestRequest } from '../rest-context.js';
import { checkInteger } from './fields.js';
import { Problems } from './problems.js';

/** An id in the query string; `undefined` when there is none. @throws Refusal 50035 for what is no id */
export function queryId(request: RestRequest, key: string): string | undefined {
  const text = request.req.query(key);
  // Discord takes 0 for the beginning of all ids.
  if (text === undefined || text === '0' || isSnowflake(text)) return text;
  const problems = new Problems();
  problems.at(key).add('NUMBER_TYPE_COERCE', `Value "${text}" is not snowflake.`);
  problems.refuseIfAny();
  return undefined;
}

/** A whole number in the query string; `undefined` when there is none. @throws Refusal 50035 outside its bounds */
export function queryNumber(
  request: RestRequest,
  key: string,
  bounds: { readonly min: number; readonly max: number },
): number | undefined {
  const text = request.req.query(key);
  if (text === undefined) return undefined;
  const number = text.trim() === '' ? Number.NaN : Number(text);
  const problems = new Problems();
  checkInteger({ [key]: number }, key, problems, bounds);
  problems.refuseIfAny();
  return number;
}
