import type { APIComponentInMessageActionRow, APIMessage } from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import type { PageState } from '../state/page-state.js';
import type { PageStore } from '../state/page-store.js';

type Select = Exclude<APIComponentInMessageActionRow, { readonly type: 2 }>;

interface Offer {
  readonly value: string;
  readonly label: string;
  readonly chosen: boolean;
}

interface Place {
  readonly state: PageState;
  readonly store: PageStore;
  readonly message: APIMessage;
}

/** The browser's own select: it is known to every keyboard and screen reader. Several at once are boxes to tick. */
export function selectMenu(place: Place, select: Select, busy: boolean): TemplateResult {
  const offers = offersOf(place.state, select);
  const { custom_id: customId, disabled = false, placeholder = 'Make a selection', max_values: most = 1 } = select;
  if (most > 1) return severalOf(place, select, offers, busy);
  const pick = (event: Event) => {
    if (event.target instanceof HTMLSelectElement && event.target.value !== '') {
      place.store.pick(place.message.id, customId, [event.target.value]);
    }
  };
  return html`<select class="message-select" aria-label=${placeholder} aria-busy=${busy ? 'true' : 'false'} ?disabled=${disabled} @change=${pick}>
    ${offers.some(({ chosen }) => chosen) ? nothing : html`<option value="" selected disabled>${placeholder}</option>`}
    ${offers.map(({ value, label, chosen }) => html`<option value=${value} ?selected=${chosen}>${label}</option>`)}
  </select>`;
}

function severalOf(place: Place, select: Select, offers: readonly Offer[], busy: boolean): TemplateResult {
  const {
    custom_id: customId,
    disabled = false,
    placeholder = 'Make a selection',
    min_values: least = 1,
    max_values: most = 1,
  } = select;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!(event.target instanceof HTMLFormElement)) return;
    place.store.pick(place.message.id, customId, new FormData(event.target).getAll('pick').map(String));
  };
  return html`<details class="message-select several">
    <summary aria-disabled=${disabled ? 'true' : nothing}>${placeholder}</summary>
    <form @submit=${submit}>
      <fieldset ?disabled=${disabled} aria-busy=${busy ? 'true' : 'false'}>
        <legend>${least} to ${most}</legend>
        ${offers.map(({ value, label, chosen }) => html`<label><input type="checkbox" name="pick" value=${value} ?checked=${chosen} /> ${label}</label>`)}
        <button type="submit" class="message-button primary">Choose</button>
      </fieldset>
    </form>
  </details>`;
}

/** Numbers of `ComponentType`: 3 of texts, 5 users, 6 roles, 7 users and roles, 8 channels. */
function offersOf({ guild }: PageState, select: Select): readonly Offer[] {
  const users = guild.members.map(({ id, displayName }) => ({ value: id, label: `@${displayName}`, chosen: false }));
  const roles = guild.roles.map(({ id, name }) => ({ value: id, label: `@${name.replace(/^@/, '')}`, chosen: false }));
  switch (select.type) {
    case 3:
      return select.options.map(({ value, label, description, default: chosen = false }) => {
        return { value, label: description === undefined ? label : `${label} — ${description}`, chosen };
      });
    case 5:
      return users;
    case 6:
      return roles;
    case 7:
      return [...users, ...roles];
    default:
      return guild.channels.map(({ id, name, kind }) => ({
        value: id,
        label: kind === 'text' ? `#${name}` : name,
        chosen: false,
      }));
  }
}
