import { html, nothing, type TemplateResult } from 'lit';
import { type CommandDraft, type DraftEntry, unusedOptions } from './command-draft.js';
import { isClosed, isFile, isSuggested } from './option-values.js';
import { LIST_ID, rowId } from './suggestion-list.js';

/** What the bar of a command tells its composer. */
export interface BarActions {
  typed(name: string, text: string): void;
  attached(name: string, file: File): void;
  key(event: KeyboardEvent, name: string | null): void;
  entered(name: string): void;
  left(): void;
  added(name: string): void;
}

interface Bar {
  readonly draft: CommandDraft;
  readonly focused: string | null;
  readonly listOpen: boolean;
  readonly active: number;
  /** The option that is not right yet. */
  readonly wrong: string | undefined;
  readonly actions: BarActions;
}

/** The command and its options as boxes in a row, in place of the message box. */
export function commandBar(bar: Bar): TemplateResult {
  const { draft, actions } = bar;
  const more = unusedOptions(draft);
  return html`<div class="command-bar" role="group" aria-label="/${draft.command.path}">
    <span class="command-name">/${draft.command.path}</span>
    ${draft.entries.map((entry) => entryBox(entry, bar))}
    ${
      draft.entries.length > 0
        ? nothing
        : html`<input class="tail" id="option-tail" readonly aria-label="Enter sends /${draft.command.path}"
          placeholder="Enter sends it" @keydown=${(event: KeyboardEvent) => actions.key(event, null)} />`
    }
    ${more.map(
      ({ name, description }) => html`<button type="button" class="add-option" title=${description}
        aria-label="Add option ${name}" @click=${() => actions.added(name)}>+ ${name}</button>`,
    )}
  </div>`;
}

function entryBox({ option, text }: DraftEntry, bar: Bar): TemplateResult {
  const { name, description, required = false } = option;
  const { actions, focused, listOpen, active, wrong } = bar;
  const here = focused === name;
  if (isFile(option)) return fileBox(option, bar);
  const chooses = isClosed(option) || isSuggested(option);
  const open = here && listOpen;
  return html`<label class="option ${wrong === name ? 'wrong' : ''}">
    <span class="option-name">${name}</span>
    <input id="option-${name}" autocomplete="off" spellcheck="false" .value=${text} size=${Math.max(6, text.length + 1)}
      role=${chooses ? 'combobox' : nothing} aria-expanded=${chooses ? (open ? 'true' : 'false') : nothing}
      aria-controls=${open ? LIST_ID : nothing} aria-autocomplete=${chooses ? 'list' : nothing}
      aria-activedescendant=${open && active >= 0 ? rowId(active) : nothing} aria-required=${required ? 'true' : 'false'}
      aria-invalid=${wrong === name ? 'true' : 'false'} aria-description=${description}
      @input=${(event: InputEvent) => event.target instanceof HTMLInputElement && actions.typed(name, event.target.value)}
      @keydown=${(event: KeyboardEvent) => actions.key(event, name)}
      @focus=${() => actions.entered(name)} @blur=${() => actions.left()} />
  </label>`;
}

function fileBox({ name, description, required = false }: DraftEntry['option'], bar: Bar): TemplateResult {
  const { actions, wrong } = bar;
  const chosen = ({ target }: Event) => {
    const file = target instanceof HTMLInputElement ? target.files?.[0] : undefined;
    if (file) actions.attached(name, file);
  };
  return html`<label class="option ${wrong === name ? 'wrong' : ''}">
    <span class="option-name">${name}</span>
    <input id="option-${name}" type="file" aria-required=${required ? 'true' : 'false'}
      aria-invalid=${wrong === name ? 'true' : 'false'} aria-description=${description} @change=${chosen}
      @keydown=${(event: KeyboardEvent) => actions.key(event, name)}
      @focus=${() => actions.entered(name)} @blur=${() => actions.left()} />
  </label>`;
}
