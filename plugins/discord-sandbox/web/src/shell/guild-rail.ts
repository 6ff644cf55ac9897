import { html, nothing, type TemplateResult } from 'lit';
import type { PageState } from '../state/page-state.js';
import type { PageStore } from '../state/page-store.js';
import { initialsOf } from './avatar.js';

/** The guilds that the person is in. Nothing where there is no choice. */
export function guildRail(state: PageState, store: PageStore): TemplateResult | typeof nothing {
  if (state.guilds.length < 2) return nothing;
  return html`<nav class="guild-rail" aria-label="Servers">
    ${state.guilds.map(({ id, name }) => {
      const current = id === state.guild.id;
      return html`<button type="button" class="guild" aria-current=${current ? 'page' : nothing} title=${name} aria-label=${name}
        @click=${() => store.become(state.userId, id)}>${initialsOf(name)}</button>`;
    })}
  </nav>`;
}
