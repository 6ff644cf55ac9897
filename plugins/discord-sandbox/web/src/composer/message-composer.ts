import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { channelOf, type PageState } from '../state/page-state.js';
import type { PageStore } from '../state/page-store.js';
import { Autocompletion } from './autocompletion.js';
import { type BarActions, commandBar } from './command-bar.js';
import {
  beginDraft,
  type CommandDraft,
  checkDraft,
  unusedOptions,
  valuesOf,
  withOption,
  withoutOption,
  withText,
} from './command-draft.js';
import { isClosed, isSuggested, knownValues, type Suggestion } from './option-values.js';
import { LIST_ID, rowId, step, suggestionList } from './suggestion-list.js';
import { commandBegun, matchingCommands, type UsableCommand, usableCommands } from './usable-commands.js';

/** Why it was not sent, and which option is to blame. */
interface Problem {
  readonly option?: string;
  readonly words: string;
}

/** The box at the bottom: writes messages, and after a slash commands with completion. All of it works by keyboard. */
export class MessageComposer extends LitElement {
  static override properties = { state: { attribute: false }, store: { attribute: false } };
  declare state: PageState;
  declare store: PageStore;
  #text = '';
  #draft: CommandDraft | null = null;
  #last: CommandDraft | null = null;
  #focused: string | null = null;
  #active = 0;
  #closed = false;
  #sending = false;
  #problem: Problem | undefined;
  readonly #autocompletion = new Autocompletion(() => this.#suggested());

  protected override createRenderRoot(): this {
    return this;
  }

  /** Puts the focus into the box; with a text, that is what stands in it then. */
  begin(text?: string): void {
    if (text !== undefined) this.#reset(text);
    this.#focusBox();
  }

  protected override firstUpdated(): void {
    this.#focusBox();
  }

  protected override willUpdate(): void {
    const path = this.#draft?.command.path;
    if (path !== undefined && !this.#commands.some((command) => command.path === path)) this.#reset('');
  }

  protected override render(): TemplateResult {
    return html`<form class="composer" @submit=${(event: SubmitEvent) => event.preventDefault()}>
      ${this.#list()} ${this.#hint()}
      <div class="composer-box">
        ${
          this.#draft === null
            ? this.#messageBox()
            : commandBar({
                draft: this.#draft,
                focused: this.#focused,
                listOpen: this.#listOpen,
                active: this.#active,
                wrong: this.#problem?.option,
                actions: this.#barActions,
              })
        }
        <button type="button" class="send" ?disabled=${this.#draft === null && this.#text.trim() === ''} @click=${() => this.#send()}>Send</button>
      </div>
      <p class="composer-problem" role="alert">${this.#problem?.words ?? nothing}</p>
    </form>`;
  }

  get #commands(): readonly UsableCommand[] {
    return usableCommands(this.state);
  }

  get #matching(): readonly UsableCommand[] {
    return this.#text.startsWith('/') && !this.#closed ? matchingCommands(this.#commands, this.#text.slice(1)) : [];
  }

  /** What may be chosen for the option in focus. */
  get #values(): readonly Suggestion[] {
    const entry = this.#draft?.entries.find(({ option }) => option.name === this.#focused);
    if (entry === undefined || entry.picked !== undefined || this.#closed) return [];
    return isSuggested(entry.option) ? this.#autocompletion.rows : knownValues(this.state, entry.option, entry.text);
  }

  get #note(): string | undefined {
    return this.#closed || this.#draft === null || this.#focused === null ? undefined : this.#autocompletion.note;
  }

  get #listOpen(): boolean {
    return this.#draft === null ? this.#matching.length > 0 : this.#values.length > 0;
  }

  #messageBox(): TemplateResult {
    const channel = channelOf(this.state, this.state.channelId);
    const open = this.#listOpen;
    return html`<input id="message-box" class="message-box" role="combobox" autocomplete="off" maxlength="2000"
      aria-label="Message #${channel?.name ?? ''}" aria-expanded=${open ? 'true' : 'false'} aria-autocomplete="list"
      aria-controls=${open ? LIST_ID : nothing} aria-activedescendant=${open ? rowId(this.#active) : nothing}
      placeholder=${channel?.maySend === false ? 'You may not write here; commands may work' : `Message #${channel?.name ?? ''}, or type / for commands`}
      .value=${this.#text} @input=${(event: InputEvent) => event.target instanceof HTMLInputElement && this.#typed(event.target.value)}
      @keydown=${(event: KeyboardEvent) => this.#keyInBox(event)} />`;
  }

  #list(): TemplateResult | typeof nothing {
    if (this.#draft === null) {
      if (!this.#listOpen) return nothing;
      const rows = this.#matching.map(({ path, description, options }) => {
        return {
          label: `/${path}`,
          detail: description,
          aside: options.map(({ name, required }) => (required === true ? name : `${name}?`)).join('  '),
        };
      });
      return suggestionList({
        title: 'Commands',
        rows,
        active: this.#active,
        note: undefined,
        onChoose: (index) => this.#chooseCommand(index),
      });
    }
    if (!this.#listOpen && this.#note === undefined) return nothing;
    const title = `Values for ${this.#focused ?? ''}`;
    return suggestionList({
      title,
      rows: this.#values,
      active: this.#active,
      note: this.#note,
      onChoose: (index) => this.#chooseValue(index),
    });
  }

  /** What the option in focus is for. */
  #hint(): TemplateResult | typeof nothing {
    const draft = this.#draft;
    if (draft === null) return nothing;
    const option = draft.entries.find((entry) => entry.option.name === this.#focused)?.option;
    const more = unusedOptions(draft).length;
    return html`<p class="command-hint">
      ${option === undefined ? html`<strong>/${draft.command.path}</strong> ${draft.command.description}` : html`<strong>${option.name}</strong> ${option.description}`}
      <span class="keys">${more > 0 ? html`<kbd>Tab</kbd> ${more} more · ` : nothing}<kbd>Enter</kbd> send · <kbd>Esc</kbd> cancel</span>
    </p>`;
  }

  #typed(text: string): void {
    const begun = commandBegun(this.#commands, text);
    this.#problem = undefined;
    this.#closed = false;
    this.#active = 0;
    this.#text = text;
    if (begun !== undefined) this.#open(beginDraft(begun.command, begun.rest));
    this.requestUpdate();
  }

  #keyInBox(event: KeyboardEvent): void {
    const rows = this.#matching.length;
    if (this.#stepped(event, rows)) return;
    if (event.key === 'Enter' && !event.isComposing) {
      event.preventDefault();
      if (rows > 0) this.#chooseCommand(this.#active);
      else this.#send();
    } else if (event.key === 'Tab' && !event.shiftKey && rows > 0) {
      event.preventDefault();
      this.#chooseCommand(this.#active);
    } else if (event.key === 'Escape') {
      this.#closed = true;
      this.requestUpdate();
    } else if (event.key === 'ArrowUp' && this.#text === '' && this.#last !== null) {
      event.preventDefault();
      this.#open(this.#last);
    }
  }

  readonly #barActions: BarActions = {
    typed: (name, text) => {
      if (this.#draft === null) return;
      this.#draft = withText(this.#draft, name, text);
      this.#problem = undefined;
      this.#offer(name);
    },
    key: (event, name) => this.#keyInOption(event, name),
    entered: (name) => {
      this.#focused = name;
      this.#offer(name);
    },
    left: () => {
      this.#closed = true;
      this.requestUpdate();
    },
    added: (name) => {
      const option = this.#draft?.command.options.find((one) => one.name === name);
      if (this.#draft === null || option === undefined) return;
      this.#draft = withOption(this.#draft, option);
      this.#focusOption(name);
    },
  };

  #keyInOption(event: KeyboardEvent, name: string | null): void {
    if (this.#stepped(event, this.#values.length)) return;
    const entry = this.#draft?.entries.find(({ option }) => option.name === name);
    const picks = this.#values.length > 0 && this.#active >= 0;
    if (event.key === 'Enter' && !event.isComposing) {
      event.preventDefault();
      if (picks) this.#chooseValue(this.#active);
      else this.#send();
    } else if (event.key === 'Tab' && !event.shiftKey && picks) {
      event.preventDefault();
      this.#chooseValue(this.#active);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      if (this.#listOpen) this.#closed = true;
      else this.#cancel();
      this.requestUpdate();
    } else if (event.key === 'Backspace' && (entry === undefined || entry.text === '')) {
      event.preventDefault();
      this.#removeOption(name);
    }
  }

  /** Moves through the list; whether the key was for that. */
  #stepped(event: KeyboardEvent, rows: number): boolean {
    if ((event.key !== 'ArrowDown' && event.key !== 'ArrowUp') || rows === 0) return false;
    event.preventDefault();
    this.#active = step(this.#active, event.key === 'ArrowDown' ? 1 : -1, rows);
    this.requestUpdate();
    return true;
  }

  #chooseCommand(index: number): void {
    const command = this.#matching[index];
    if (command !== undefined) this.#open(beginDraft(command));
  }

  #chooseValue(index: number): void {
    const value = this.#values[index];
    if (value === undefined || this.#draft === null || this.#focused === null) return;
    this.#draft = withText(this.#draft, this.#focused, value.label, value.value);
    this.#autocompletion.forget();
    this.#problem = undefined;
    const next = this.#draft.entries.find(({ text, option }) => text === '' && option.required === true);
    if (next !== undefined) this.#focusOption(next.option.name);
    else this.#focusOption(this.#focused);
  }

  /** Opens the list for an option. In lists where nothing else will do, the first row is marked at once. */
  #offer(name: string): void {
    const entry = this.#draft?.entries.find(({ option }) => option.name === name);
    if (this.#draft === null || entry === undefined) return;
    this.#closed = false;
    this.#active = isClosed(entry.option) ? 0 : -1;
    if (isSuggested(entry.option) && entry.picked === undefined) {
      const { command } = this.#draft;
      this.#autocompletion.ask(this.store, {
        command: command.path,
        options: { ...valuesOf(this.#draft), [name]: entry.text },
        focused: name,
      });
    } else this.#autocompletion.forget();
    this.requestUpdate();
  }

  #suggested(): void {
    this.#active = Math.min(this.#active, this.#values.length - 1);
    this.requestUpdate();
  }

  #open(draft: CommandDraft): void {
    this.#draft = draft;
    this.#text = '';
    this.#problem = undefined;
    this.#autocompletion.forget();
    this.#focusOption(draft.entries[0]?.option.name ?? 'tail');
  }

  #removeOption(name: string | null): void {
    const required = this.#draft?.entries.find(({ option }) => option.name === name)?.option.required === true;
    if (this.#draft === null || name === null || required) return this.#cancel();
    this.#draft = withoutOption(this.#draft, name);
    this.#focusOption(this.#draft.entries.at(-1)?.option.name ?? 'tail');
  }

  #cancel(): void {
    this.#reset('');
    this.#focusBox();
  }

  #reset(text: string): void {
    this.#draft = null;
    this.#text = text;
    this.#focused = null;
    this.#active = 0;
    this.#closed = false;
    this.#problem = undefined;
    this.#autocompletion.forget();
    this.requestUpdate();
  }

  #send(): void {
    if (this.#sending) return;
    const draft = this.#draft;
    const sent = draft === null ? this.#sendText() : this.#sendCommand(draft);
    this.#sending = true;
    sent
      .catch((error: unknown): Problem => ({ words: String(error) }))
      .then((problem) => {
        this.#sending = false;
        if (problem === undefined) {
          this.#last = draft ?? this.#last;
          this.#cancel();
        } else {
          this.#problem = problem;
          if (problem.option !== undefined) this.#focusOption(problem.option);
        }
        this.requestUpdate();
      });
  }

  async #sendText(): Promise<Problem | undefined> {
    const text = this.#text.trim();
    if (text === '') return undefined;
    if (text.startsWith('/')) return { words: `There is no command ${text.split(' ')[0] ?? text} here.` };
    const words = await this.store.say(text);
    return words === undefined ? undefined : { words };
  }

  async #sendCommand(draft: CommandDraft): Promise<Problem | undefined> {
    const checked = checkDraft(draft);
    if (!checked.ok) return { option: checked.option, words: checked.words };
    const words = await this.store.useCommand(draft.command.path, checked.options);
    return words === undefined ? undefined : { words };
  }

  #focusBox(): void {
    this.#afterUpdate(() => this.querySelector<HTMLInputElement>('#message-box')?.focus());
  }

  #focusOption(name: string): void {
    this.#afterUpdate(() => {
      const input = this.querySelector<HTMLInputElement>(`#option-${CSS.escape(name)}`);
      if (input === null) return;
      const already = document.activeElement === input;
      input.focus();
      // No focus event will come, so the list is brought up to date here.
      if (already && name !== 'tail') this.#offer(name);
    });
  }

  /** What is to have the focus has to be drawn first. */
  #afterUpdate(act: () => void): void {
    this.requestUpdate();
    this.updateComplete.then(act, () => {});
  }
}

customElements.define('message-composer', MessageComposer);
