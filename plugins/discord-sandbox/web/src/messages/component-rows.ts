import type {
  APIButtonComponent,
  APIComponentInMessageActionRow,
  APIMessage,
  APIMessageComponentEmoji,
} from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import type { InteractionView } from '../../../src/page/protocol.js';
import { icon } from '../shell/icons.js';
import type { PageState } from '../state/page-state.js';
import type { PageStore } from '../state/page-store.js';
import { selectMenu } from './select-menu.js';

/** Numbers of `ComponentType` and `ButtonStyle` (docs: Component Reference). */
const ACTION_ROW = 1;
const BUTTON = 2;
const LINK = 5;
const STYLES: Readonly<Record<number, string>> = {
  1: 'primary',
  2: 'secondary',
  3: 'success',
  4: 'danger',
  5: 'link-button',
  6: 'primary',
};

/** A message's buttons and selects that work, and what became of their use. */
export interface Rows {
  readonly state: PageState;
  readonly store: PageStore;
  readonly message: APIMessage;
}

export function componentRows(shown: Rows): TemplateResult | typeof nothing {
  const rows = (shown.message.components ?? []).flatMap((row) => (row.type === ACTION_ROW ? [row.components] : []));
  if (rows.length === 0) return nothing;
  const uses = [...shown.state.interactions.values()].filter(({ messageId }) => messageId === shown.message.id);
  const failed = uses.find(({ state }) => state === 'unanswered');
  return html`<div class="component-rows">
    ${rows.map((row) => html`<div class="component-row">${row.map((component) => control(shown, component, uses))}</div>`)}
    ${failed === undefined ? nothing : html`<p class="failure" role="alert">This interaction failed</p>`}
  </div>`;
}

function control(
  shown: Rows,
  component: APIComponentInMessageActionRow,
  uses: readonly InteractionView[],
): TemplateResult {
  const busy = uses.some(
    ({ customId, state }) => state === 'sent' && 'custom_id' in component && customId === component.custom_id,
  );
  return component.type === BUTTON ? button(shown, component, busy) : selectMenu(shown, component, busy);
}

function button({ store, message }: Rows, component: APIButtonComponent, busy: boolean): TemplateResult {
  const { style, disabled = false } = component;
  const label = 'label' in component ? component.label : undefined;
  const emoji = 'emoji' in component ? component.emoji : undefined;
  const face = html`${emoji === undefined ? nothing : emojiView(emoji)}${label === undefined ? nothing : html`<span>${label}</span>`}`;
  if (style === LINK) {
    const safe = /^https?:/.test(component.url) && !disabled;
    return html`<a class="message-button link-button" role=${safe ? nothing : 'link'} aria-disabled=${safe ? nothing : 'true'}
      href=${safe ? component.url : nothing} target="_blank" rel="noreferrer noopener">${face}${icon('outside')}</a>`;
  }
  const customId = 'custom_id' in component ? component.custom_id : '';
  // Busy is no `disabled`: that would take the focus away from who presses it by keyboard.
  return html`<button type="button" class="message-button ${STYLES[style] ?? 'secondary'} ${busy ? 'busy' : ''}" ?disabled=${disabled}
    aria-busy=${busy ? 'true' : 'false'} aria-label=${label === undefined ? (emoji?.name ?? customId) : nothing}
    @click=${() => busy || store.click(message.id, customId)}>${face}${busy ? html`<span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>` : nothing}</button>`;
}

/** A standard emoji; a custom one lies on Discord's servers, so its name stands for it. */
export function emojiView({ id, name }: APIMessageComponentEmoji): TemplateResult {
  return html`<span class="emoji" aria-hidden="true">${id === undefined ? name : `:${name}:`}</span>`;
}
