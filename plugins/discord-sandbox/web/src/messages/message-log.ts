import type { APIMessage } from 'discord-api-types/v10';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { InteractionView } from '../../../src/page/protocol.js';
import { memberOf, type PageState } from '../state/page-state.js';
import type { PageStore } from '../state/page-store.js';
import { interactionEntry } from './interaction-entry.js';
import { messageEntry } from './message-entry.js';

/** Messages of one author within this time stand under one name. */
const GROUP_MS = 7 * 60_000;
/** Who is this close to the newest message stays with it. */
const NEAR_END_PX = 120;

/** The messages of the shown channel, the newest at the end and in view. */
export class MessageLog extends LitElement {
  static override properties = {
    state: { attribute: false },
    store: { attribute: false },
    welcome: { attribute: false },
  };
  declare state: PageState;
  declare store: PageStore;
  declare welcome: () => TemplateResult;
  #shownChannel = '';
  #atEnd = true;
  readonly #resized = new ResizeObserver(() => this.#keepEnd());

  protected override createRenderRoot(): this {
    return this;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized.disconnect();
  }

  protected override firstUpdated(): void {
    const content = this.querySelector('.log-content');
    if (content !== null) this.#resized.observe(content);
    this.#resized.observe(this);
  }

  protected override render(): TemplateResult {
    const { state } = this;
    const messages = [...state.messages.values()].filter(
      ({ id, channel_id }) => channel_id === state.channelId && !state.dismissed.has(id),
    );
    const loose = [...state.interactions.values()].filter(
      ({ channelId, use }) => channelId === state.channelId && use !== 'component',
    );
    // tabindex: a region that scrolls has to be reachable by keyboard.
    return html`<div class="log" role="log" aria-label="Messages" aria-relevant="additions" tabindex="0" @scroll=${() => this.#scrolled()}>
      <div class="log-content">
        ${this.welcome()}
        ${repeat(
          messages,
          ({ id }) => id,
          (message, index) =>
            messageEntry({ state, store: this.store, message, grouped: belongsTo(messages[index - 1], message) }),
        )}
        ${loose.map((interaction: InteractionView) => interactionEntry(state, this.store, interaction))}
      </div>
    </div>
    <p class="typing" role="status">${this.#typing()}</p>`;
  }

  protected override updated(): void {
    if (this.#shownChannel !== this.state.channelId) this.#atEnd = true;
    this.#shownChannel = this.state.channelId;
    this.#keepEnd();
  }

  #typing(): string | typeof nothing {
    const names = [...this.state.typing]
      .map((key) => key.split('/'))
      .filter(([channelId]) => channelId === this.state.channelId)
      .map(([, userId = '']) => memberOf(this.state, userId)?.displayName ?? 'Somebody');
    return names.length === 0 ? nothing : `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} typing …`;
  }

  #scrolled(): void {
    const log = this.querySelector('.log');
    if (log !== null) this.#atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END_PX;
  }

  #keepEnd(): void {
    const log = this.querySelector('.log');
    if (log !== null && this.#atEnd) log.scrollTop = log.scrollHeight;
  }
}

/** Whether the message goes on under the name above it: what answers somebody or is private stands alone. */
function belongsTo(before: APIMessage | undefined, message: APIMessage): boolean {
  if (before === undefined || before.author.id !== message.author.id) return false;
  if ('interaction' in message || message.referenced_message != null || message.flags !== before.flags) return false;
  return Date.parse(message.timestamp) - Date.parse(before.timestamp) < GROUP_MS;
}

customElements.define('message-log', MessageLog);
