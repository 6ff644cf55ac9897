import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { channelOf, type PageState } from '../state/page-state.js';
import type { PageStore } from '../state/page-store.js';
import { beginDraft, type CommandDraft } from './command-draft.js';
import { composerFrame, type Problem } from './composer-frame.js';
import { LIST_ID, rowId, step, suggestionList } from './suggestion-list.js';
import { commandBegun, matchingCommands, type UsableCommand, usableCommands } from './usable-commands.js';

/** The box for messages; a slash in front opens the list of commands. It takes the focus when it appears. */
export class MessageBox extends LitElement {
  static override properties = {
    state: { attribute: false },
    store: { attribute: false },
    onBegin: { attribute: false },
    onAgain: { attribute: false },
  };
  declare state: PageState;
  declare store: PageStore;
  /** A command was chosen. */
  declare onBegin: (draft: CommandDraft) => void;
  /** The command before is wanted again. */
  declare onAgain: () => void;
  #text = '';
  #active = 0;
  #closed = false;
  #sending = false;
  #problem: Problem | undefined;

  protected override createRenderRoot(): this {
    return this;
  }

  /** Puts the focus into the box; with a text, that is what stands in it then. */
  begin(text?: string): void {
    if (text !== undefined) this.#typed(text);
    this.updateComplete.then(
      () => this.querySelector('input')?.focus(),
      () => {},
    );
  }

  protected override firstUpdated(): void {
    this.begin();
  }

  protected override render(): TemplateResult {
    return composerFrame({
      above: this.#list(),
      box: this.#input(),
      problem: this.#problem,
      canSend: this.#text.trim() !== '',
      onSend: () => this.#send(),
    });
  }

  get #commands(): readonly UsableCommand[] {
    return usableCommands(this.state);
  }

  get #matching(): readonly UsableCommand[] {
    return this.#text.startsWith('/') && !this.#closed ? matchingCommands(this.#commands, this.#text.slice(1)) : [];
  }

  #input(): TemplateResult {
    const { name = '', kind, maySend = true } = channelOf(this.state, this.state.channelId) ?? {};
    if (kind === 'direct') {
      return html`<input id="message-box" class="message-box" readonly aria-label="Message to ${name}"
        placeholder="What ${name} has written to you; go back to a channel to use commands" />`;
    }
    const open = this.#matching.length > 0;
    const hint = maySend ? `Message #${name}, or type / for commands` : 'You may not write here; commands may work';
    return html`<input id="message-box" class="message-box" role="combobox" autocomplete="off" maxlength="2000"
      aria-label="Message #${name}" placeholder=${hint} aria-autocomplete="list" aria-expanded=${open ? 'true' : 'false'}
      aria-controls=${open ? LIST_ID : nothing} aria-activedescendant=${open ? rowId(this.#active) : nothing}
      .value=${this.#text} @keydown=${(event: KeyboardEvent) => this.#key(event)}
      @input=${({ target }: InputEvent) => target instanceof HTMLInputElement && this.#typed(target.value)} />`;
  }

  #list(): TemplateResult | typeof nothing {
    const matching = this.#matching;
    if (matching.length === 0) return nothing;
    const rows = matching.map(({ path, description, options }) => ({
      label: `/${path}`,
      detail: description,
      aside: options.map(({ name, required = false }) => (required ? name : `${name}?`)).join('  '),
    }));
    const onChoose = (index: number) => this.#choose(index);
    return suggestionList({ title: 'Commands', rows, active: this.#active, note: undefined, onChoose });
  }

  #typed(text: string): void {
    this.#problem = undefined;
    this.#closed = false;
    this.#active = 0;
    this.#text = text;
    const begun = commandBegun(this.#commands, text);
    if (begun !== undefined) this.onBegin(beginDraft(begun.command, begun.rest));
    this.requestUpdate();
  }

  #key(event: KeyboardEvent): void {
    const rows = this.#matching.length;
    const { key } = event;
    if (rows > 0 && (key === 'ArrowDown' || key === 'ArrowUp')) {
      this.#active = step(this.#active, key === 'ArrowDown' ? 1 : -1, rows);
    } else if (rows > 0 && (key === 'Enter' || (key === 'Tab' && !event.shiftKey))) {
      this.#choose(this.#active);
    } else if (key === 'Enter' && !event.isComposing) {
      this.#send();
    } else if (key === 'Escape') {
      this.#closed = true;
    } else if (key === 'ArrowUp' && this.#text === '') {
      this.onAgain();
    } else return;
    event.preventDefault();
    this.requestUpdate();
  }

  #choose(index: number): void {
    const command = this.#matching[index];
    if (command !== undefined) this.onBegin(beginDraft(command));
  }

  #send(): void {
    const text = this.#text.trim();
    if (text === '' || this.#sending) return;
    if (text.startsWith('/')) return this.#sent(`There is no command ${text.split(' ')[0] ?? text} here.`);
    this.#sending = true;
    this.store.say(text).then(
      (words) => this.#sent(words),
      (error: unknown) => this.#sent(String(error)),
    );
  }

  #sent(refusal: string | undefined): void {
    this.#sending = false;
    if (refusal === undefined) this.#typed('');
    else this.#problem = { words: refusal };
    this.requestUpdate();
  }
}

customElements.define('message-box', MessageBox);
