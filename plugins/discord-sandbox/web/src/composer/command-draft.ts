import type { APIApplicationCommandBasicOption } from 'discord-api-types/v10';
import type { OptionInput } from '../../../src/page/protocol.js';
import { isSuggested, readValue } from './option-values.js';
import type { UsableCommand } from './usable-commands.js';

/** One option as it is being filled in. */
export interface DraftEntry {
  readonly option: APIApplicationCommandBasicOption;
  /** What stands in its box. */
  readonly text: string;
  /** What was picked for it, whose name the text is; `undefined` when the text itself is meant. */
  readonly picked: OptionInput | undefined;
}

/** A command that is being typed. */
export interface CommandDraft {
  readonly command: UsableCommand;
  /** The required options, and those that were added. */
  readonly entries: readonly DraftEntry[];
}

/** What would be sent, or the first option that is not right yet, and why. */
export type Checked =
  | { readonly ok: true; readonly options: Readonly<Record<string, OptionInput>> }
  | { readonly ok: false; readonly option: string; readonly words: string };

/**
 * The command with its required options empty; `rest` goes into the first option. Where none is required, the first is
 * shown if something was typed for it or the bot completes it: that is what people type into.
 */
export function beginDraft(command: UsableCommand, rest = ''): CommandDraft {
  const required = command.options.filter((option) => option.required === true);
  const [first] = command.options;
  const isTypedInto = first !== undefined && (rest !== '' || isSuggested(first));
  const shown = required.length === 0 && isTypedInto ? [first] : required;
  return {
    command,
    entries: shown.map((option, index) => ({ option, text: index === 0 ? rest : '', picked: undefined })),
  };
}

/** The options that may still be added. */
export function unusedOptions({ command, entries }: CommandDraft): readonly APIApplicationCommandBasicOption[] {
  return command.options.filter((option) => !entries.some((entry) => entry.option.name === option.name));
}

export function withOption(draft: CommandDraft, option: APIApplicationCommandBasicOption): CommandDraft {
  return { ...draft, entries: [...draft.entries, { option, text: '', picked: undefined }] };
}

export function withoutOption(draft: CommandDraft, name: string): CommandDraft {
  return { ...draft, entries: draft.entries.filter(({ option }) => option.name !== name) };
}

export function withText(draft: CommandDraft, name: string, text: string, picked?: OptionInput): CommandDraft {
  const entries = draft.entries.map((entry) => (entry.option.name === name ? { ...entry, text, picked } : entry));
  return { ...draft, entries };
}

/** Everything that has a value; what is wrong with a text is said by {@link checkDraft}. */
export function valuesOf(draft: CommandDraft): Readonly<Record<string, OptionInput>> {
  const pairs = draft.entries.flatMap((entry) => {
    const read = readEntry(entry);
    return read === undefined || !read.ok ? [] : [[entry.option.name, read.value] as const];
  });
  return Object.fromEntries(pairs);
}

export function checkDraft(draft: CommandDraft): Checked {
  for (const entry of draft.entries) {
    const { name, required = false } = entry.option;
    const read = readEntry(entry);
    if (read === undefined && required) return { ok: false, option: name, words: `${name} is needed.` };
    if (read?.ok === false) return { ok: false, option: name, words: `${name}: ${read.words}` };
  }
  return { ok: true, options: valuesOf(draft) };
}

function readEntry({ option, text, picked }: DraftEntry): ReturnType<typeof readValue> | undefined {
  if (picked !== undefined) return { ok: true, value: picked };
  return text.trim() === '' ? undefined : readValue(option, text.trim());
}
