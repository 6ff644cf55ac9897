import type { Button, ControlRow, Embed, MessageContent, Select } from '../model/message-content.js';

/**
 * What Discord would refuse a message for, in words, one entry a fault; empty when it would take it.
 * Limits: Discord's API reference, “Create Message”, “Embed limits” and “Component reference”. Lengths are counted in
 * UTF-16 units, which is never less than what Discord counts.
 */
export function discordLimits(content: MessageContent): readonly string[] {
  const { text = '', embeds = [], rows = [] } = content;
  const faults = new Faults();
  if (text.trim() === '' && embeds.length === 0) faults.add('the message is empty');
  faults.length('the text', text, 0, 2_000);
  faults.count('embeds', embeds.length, 0, 10);
  for (const embed of embeds) checkEmbed(embed, faults);
  faults.count('characters in all embeds', sum(embeds.map(lengthOf)), 0, 6_000);
  faults.count('rows', rows.length, 0, 5);
  for (const row of rows) checkRow(row, faults);
  const actions = rows.flatMap(actionsOf);
  if (new Set(actions).size < actions.length) faults.add(`an action stands twice: ${actions.join(', ')}`);
  return faults.found;
}

class Faults {
  readonly found: string[] = [];

  add(fault: string): void {
    this.found.push(fault);
  }

  count(what: string, got: number, min: number, max: number): void {
    if (got < min || got > max) this.add(`${what}: expected ${min} to ${max}, got ${got}`);
  }

  /** Discord trims texts, so a blank one is an empty one. */
  length(what: string, text: string | undefined, min: number, max: number): void {
    if (text === undefined) return;
    const got = text.trim() === '' ? 0 : text.length;
    this.count(`characters in ${what}`, got, min, max);
  }

  address(what: string, url: string | undefined, pattern: RegExp): void {
    if (url === undefined) return;
    if (!pattern.test(url) || !URL.canParse(url)) this.add(`${what} is no address: ${url.slice(0, 80)}`);
    this.count(`characters in ${what}`, url.length, 1, 2_048);
  }
}

function checkEmbed(embed: Embed, faults: Faults): void {
  const { title, description, footer, fields = [], url, thumbnailUrl, colour, timestampMs } = embed;
  const hasContent = [title, description, footer, thumbnailUrl].some((part) => part !== undefined) || fields.length > 0;
  if (!hasContent) faults.add('an embed is empty');
  faults.length('the title', title, 1, 256);
  faults.length('the description', description, 1, 4_096);
  faults.length('the footer', footer, 1, 2_048);
  faults.count('fields', fields.length, 0, 25);
  for (const { name, value } of fields) {
    faults.length('a field’s name', name, 1, 256);
    faults.length('a field’s value', value, 1, 1_024);
  }
  faults.address('the link', url, /^https?:\/\//);
  faults.address('the thumbnail', thumbnailUrl, /^(https?:\/\/|artwork:.)/);
  if (colour !== undefined && !(Number.isInteger(colour) && colour >= 0 && colour <= 0xffffff)) {
    faults.add(`the colour is none: ${colour}`);
  }
  if (timestampMs !== undefined && Number.isNaN(new Date(timestampMs).getTime())) {
    faults.add(`the timestamp is none: ${timestampMs}`);
  }
}

function checkRow(row: ControlRow, faults: Faults): void {
  if (row.kind === 'select') return checkSelect(row.select, faults);
  faults.count('buttons in a row', row.buttons.length, 1, 5);
  for (const button of row.buttons) checkButton(button, faults);
}

/** A front end puts a prefix of its own before an action; Discord's 100 characters are for both. */
const MAX_ACTION = 90;

function checkButton({ action, label, emoji }: Button, faults: Faults): void {
  faults.length('an action', action, 1, MAX_ACTION);
  faults.length('a button’s label', label, emoji === undefined ? 1 : 0, 80);
}

function checkSelect({ action, placeholder, options }: Select, faults: Faults): void {
  faults.length('an action', action, 1, MAX_ACTION);
  faults.length('a placeholder', placeholder, 0, 150);
  faults.count('options', options.length, 1, 25);
  for (const { label, value, description } of options) {
    faults.length('an option’s label', label, 1, 100);
    faults.length('an option’s value', value, 1, 100);
    faults.length('an option’s description', description, 1, 100);
  }
  if (new Set(options.map(({ value }) => value)).size < options.length) faults.add('two options have the same value');
}

function actionsOf(row: ControlRow): readonly string[] {
  return row.kind === 'select' ? [row.select.action] : row.buttons.map(({ action }) => action);
}

function lengthOf({ title = '', description = '', footer = '', fields = [] }: Embed): number {
  const texts = [title, description, footer, ...fields.flatMap(({ name, value }) => [name, value])];
  return sum(texts.map((text) => text.length));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
