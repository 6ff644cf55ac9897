import { html, LitElement, type TemplateResult } from 'lit';
import type { PageState } from '../state/page-state.js';
import type { PageStore } from '../state/page-store.js';
import type { CommandDraft } from './command-draft.js';
import type { MessageBox } from './message-box.js';
import { usableCommands } from './usable-commands.js';
import './command-form.js';
import './message-box.js';

/** The bottom of a channel: a box for messages, in whose place a command's options stand while one is typed. */
export class MessageComposer extends LitElement {
  static override properties = { state: { attribute: false }, store: { attribute: false }, draft: { state: true } };
  declare state: PageState;
  declare store: PageStore;
  declare draft: CommandDraft | null;
  #last: CommandDraft | null = null;

  constructor() {
    super();
    this.draft = null;
  }

  protected override createRenderRoot(): this {
    return this;
  }

  /** Puts the focus into the message box; with a text, that is what stands in it then. */
  begin(text?: string): void {
    if (text !== undefined) this.draft = null;
    this.updateComplete.then(
      () => this.querySelector<MessageBox>('message-box')?.begin(text),
      () => {},
    );
  }

  protected override willUpdate(): void {
    const path = this.draft?.command.path;
    // Another person or another channel may not have it.
    if (!usableCommands(this.state).some((command) => command.path === path)) this.draft = null;
  }

  protected override render(): TemplateResult {
    const { state, store, draft } = this;
    if (draft === null) {
      return html`<message-box .state=${state} .store=${store} .onAgain=${() => {
        this.draft = this.#last;
      }} .onBegin=${(begun: CommandDraft) => {
        this.draft = begun;
      }}></message-box>`;
    }
    return html`<command-form .state=${state} .store=${store} .begun=${draft} .onEnd=${(
      sent: CommandDraft | undefined,
    ) => {
      this.#last = sent ?? this.#last;
      this.draft = null;
    }}></command-form>`;
  }
}

customElements.define('message-composer', MessageComposer);
