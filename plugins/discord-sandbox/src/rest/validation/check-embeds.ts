import { checkInteger, checkText, checkUrl, isFields, listOf, objectOf } from './fields.js';
import type { Problems } from './problems.js';

/** All text of all embeds of a message together (docs: Message, "Embed Limits"). */
const TOTAL_TEXT = 6_000;

/** Checks a message's embeds (docs: Message, "Embed Limits"). */
export function checkEmbeds(value: unknown, problems: Problems): void {
  const total = listOf(value, problems, { max: 10 })
    .map((embed, index) => checkEmbed(embed, problems.at(index)))
    .reduce((sum, length) => sum + length, 0);
  if (total > TOTAL_TEXT) problems.add('MAX_EMBED_SIZE_EXCEEDED', `Embed size exceeds maximum size of ${TOTAL_TEXT}`);
}

/** The length of the embed's text. */
function checkEmbed(value: unknown, problems: Problems): number {
  const embed = objectOf(value, problems);
  let length = checkText(embed, 'title', problems, { max: 256 });
  length += checkText(embed, 'description', problems, { max: 4_096 });
  checkUrl(embed, 'url', problems);
  checkInteger(embed, 'color', problems, { min: 0, max: 0xffffff });
  checkTimestamp(embed['timestamp'], problems);
  for (const key of ['image', 'thumbnail'] as const) {
    const image = embed[key];
    if (isFields(image)) checkUrl(image, 'url', problems.at(key));
  }
  if (isFields(embed['footer'])) {
    length += checkText(embed['footer'], 'text', problems.at('footer'), { max: 2_048, required: true });
    checkUrl(embed['footer'], 'icon_url', problems.at('footer'));
  }
  if (isFields(embed['author'])) {
    length += checkText(embed['author'], 'name', problems.at('author'), { max: 256, required: true });
    checkUrl(embed['author'], 'url', problems.at('author'));
    checkUrl(embed['author'], 'icon_url', problems.at('author'));
  }
  const fields = problems.at('fields');
  for (const [index, entry] of listOf(embed['fields'], fields, { max: 25 }).entries()) {
    const field = objectOf(entry, fields.at(index));
    length += checkText(field, 'name', fields.at(index), { max: 256, required: true });
    if (field['name'] === '') fields.at(index).at('name').add('BASE_TYPE_REQUIRED', 'This field is required');
    length += checkText(field, 'value', fields.at(index), { max: 1_024, required: true });
    if (field['value'] === '') fields.at(index).at('value').add('BASE_TYPE_REQUIRED', 'This field is required');
  }
  return length;
}

function checkTimestamp(value: unknown, problems: Problems): void {
  if (value === undefined || value === null) return;
  if (typeof value === 'string' && !Number.isNaN(Date.parse(value))) return;
  problems.at('timestamp').add('DATE_TIME_TYPE_PARSE', `Could not parse ${String(value)}. Should be ISO8601.`);
}
