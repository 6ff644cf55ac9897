import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { PageState } from '../state/page-state.js';
import type { PageStore } from '../state/page-store.js';
import { Autocompletion } from './autocompletion.js';
import { type BarActions, commandBar } from './command-bar.js';
import * as drafts from './command-draft.js';
import { composerFrame, type Problem } from './composer-frame.js';
import { isClosed, isSuggested, knownValues, type Suggestion } from './option-values.js';
import { step, suggestionList } from './suggestion-list.js';

/** Until the first drawing. */
const NOTHING: drafts.CommandDraft = { command: { path: '', description: '', options: [] }, entries: [] };

/** A command while its options are filled in. It takes the focus when it appears. */
export class CommandForm extends LitElement {
  static override properties = {
    state: { attribute: false },
    store: { attribute: false },
    begun: { attribute: false },
    onEnd: { attribute: false },
  };
  declare state: PageState;
  declare store: PageStore;
  /** What it begins with. */
  declare begun: drafts.CommandDraft;
  /** It was sent, or given up. */
  declare onEnd: (sent: drafts.CommandDraft | undefined) => void;
  /** What has become of it. */
  #draft: drafts.CommandDraft = NOTHING;
  #focused: string | null = null;
  #active = 0;
  #closed = false;
  #sending = false;
  /** Until the last file that was chosen has arrived. It never rejects. */
  #attaching: Promise<void> | undefined;
  #problem: Problem | undefined;
  readonly #autocompletion = new Autocompletion(() => {
    this.#active = Math.min(this.#active, this.#values.length - 1);
    this.requestUpdate();
  });

  protected override createRenderRoot(): this {
    return this;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#autocompletion.forget();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // lit sets objects anew at every drawing; only another one begins another draft.
    if (changed.has('begun')) this.#draft = this.begun;
  }

  protected override firstUpdated(): void {
    this.#focus(this.#draft.entries[0]?.option.name ?? TAIL);
  }

  protected override render(): TemplateResult {
    const draft = this.#draft;
    const listOpen = this.#values.length > 0;
    const wrong = this.#problem?.option;
    const bar = { draft, focused: this.#focused, listOpen, active: this.#active, wrong, actions: this.#actions };
    return composerFrame({
      above: html`${this.#list()} ${this.#hint()}`,
      box: commandBar(bar),
      problem: this.#problem,
      canSend: true,
      onSend: () => this.#send(),
    });
  }

  /** What may be chosen for the option in focus. */
  get #values(): readonly Suggestion[] {
    const entry = this.#draft.entries.find(({ option }) => option.name === this.#focused);
    if (entry === undefined || entry.picked !== undefined || this.#closed) return [];
    return isSuggested(entry.option) ? this.#autocompletion.rows : knownValues(this.state, entry.option, entry.text);
  }

  #list(): TemplateResult | typeof nothing {
    const note = this.#closed ? undefined : this.#autocompletion.note;
    const rows = this.#values;
    if (this.#focused === null || (rows.length === 0 && note === undefined)) return nothing;
    const onChoose = (index: number) => this.#choose(index);
    return suggestionList({ title: `Values for ${this.#focused}`, rows, active: this.#active, note, onChoose });
  }

  /** What the option in focus is for, and which keys help. */
  #hint(): TemplateResult {
    const { command, entries } = this.#draft;
    const option = entries.find((entry) => entry.option.name === this.#focused)?.option;
    const more = drafts.unusedOptions(this.#draft).length;
    return html`<p class="command-hint">
      <span><strong>${option?.name ?? `/${command.path}`}</strong> ${option?.description ?? command.description}</span>
      <span class="keys">${more > 0 ? html`<kbd>Tab</kbd> ${more} more · ` : nothing}<kbd>Enter</kbd> send · <kbd>Esc</kbd> cancel</span>
    </p>`;
  }

  readonly #actions: BarActions = {
    typed: (name, text) => {
      this.#draft = drafts.withText(this.#draft, name, text);
      this.#problem = undefined;
      this.#offer(name);
    },
    attached: (name, file) => {
      this.#attaching = this.#attach(name, file);
    },
    key: (event, name) => this.#key(event, name),
    entered: (name) => {
      this.#focused = name;
      this.#offer(name);
    },
    left: () => {
      this.#closed = true;
      this.requestUpdate();
    },
    added: (name) => {
      const option = this.#draft.command.options.find((one) => one.name === name);
      if (option !== undefined) this.#draft = drafts.withOption(this.#draft, option);
      this.#focus(name);
    },
  };

  #key(event: KeyboardEvent, name: string | null): void {
    const rows = this.#values.length;
    const { key } = event;
    const empty = (this.#draft.entries.find(({ option }) => option.name === name)?.text ?? '') === '';
    if (rows > 0 && (key === 'ArrowDown' || key === 'ArrowUp')) {
      this.#active = step(this.#active, key === 'ArrowDown' ? 1 : -1, rows);
    } else if (rows > 0 && this.#active >= 0 && (key === 'Enter' || (key === 'Tab' && !event.shiftKey))) {
      this.#choose(this.#active);
    } else if (key === 'Enter' && !event.isComposing) {
      this.#send();
    } else if (key === 'Escape') {
      if (rows > 0) this.#closed = true;
      else this.onEnd(undefined);
    } else if (key === 'Backspace' && empty) {
      this.#remove(name);
    } else return;
    event.preventDefault();
    this.requestUpdate();
  }

  #choose(index: number): void {
    const value = this.#values[index];
    if (value === undefined || this.#focused === null) return;
    this.#draft = drafts.withText(this.#draft, this.#focused, value.label, value.value);
    this.#autocompletion.forget();
    this.#problem = undefined;
    const missing = this.#draft.entries.find(({ text, option }) => text === '' && option.required === true);
    this.#focus(missing?.option.name ?? this.#focused);
  }

  async #attach(name: string, file: File): Promise<void> {
    this.#problem = undefined;
    try {
      this.#draft = drafts.withText(this.#draft, name, file.name, await this.store.attach(file));
    } catch (error) {
      this.#refused({ option: name, words: error instanceof Error ? error.message : String(error) });
    }
    this.#attaching = undefined;
    this.requestUpdate();
  }

  /** Opens the list for an option. Where nothing but the list will do, its first row is marked at once. */
  #offer(name: string): void {
    const entry = this.#draft.entries.find(({ option }) => option.name === name);
    if (entry === undefined) return;
    this.#closed = false;
    this.#active = isClosed(entry.option) ? 0 : -1;
    if (isSuggested(entry.option) && entry.picked === undefined) {
      const options = { ...drafts.valuesOf(this.#draft), [name]: entry.text };
      this.#autocompletion.ask(this.store, { command: this.#draft.command.path, options, focused: name });
    } else this.#autocompletion.forget();
    this.requestUpdate();
  }

  /** Takes an added option out; without the required ones there is no command. */
  #remove(name: string | null): void {
    const required = this.#draft.entries.find(({ option }) => option.name === name)?.option.required === true;
    if (name === null || required) return this.onEnd(undefined);
    this.#draft = drafts.withoutOption(this.#draft, name);
    this.#focus(this.#draft.entries.at(-1)?.option.name ?? TAIL);
  }

  #send(): void {
    if (this.#sending) return;
    if (this.#attaching !== undefined) {
      this.#attaching.then(
        () => this.#send(),
        () => {},
      );
      return;
    }
    const checked = drafts.checkDraft(this.#draft);
    if (!checked.ok) return this.#refused(checked);
    this.#sending = true;
    this.store.useCommand(this.#draft.command.path, checked.options).then(
      (words) => {
        this.#sending = false;
        if (words === undefined) this.onEnd(this.#draft);
        else this.#refused({ words });
      },
      (error: unknown) => this.#refused({ words: String(error) }),
    );
  }

  #refused(problem: Problem): void {
    this.#problem = problem;
    if (problem.option !== undefined) this.#focus(problem.option);
    this.requestUpdate();
  }

  /** What is to have the focus has to be drawn first. */
  #focus(name: string): void {
    this.requestUpdate();
    this.updateComplete.then(
      () => {
        const input = this.querySelector<HTMLInputElement>(`#option-${CSS.escape(name)}`);
        // No focus event will come from where it is already, so the list is brought up to date here.
        if (document.activeElement === input) this.#offer(name);
        input?.focus();
      },
      () => {},
    );
  }
}

/** Stands for the box of a command without options. */
const TAIL = 'tail';

customElements.define('command-form', CommandForm);
