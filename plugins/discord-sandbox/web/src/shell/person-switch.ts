import { html, type TemplateResult } from 'lit';
import { type MemberView, STANDINGS } from '../../../src/page/protocol.js';
import { me, type PageState } from '../state/page-state.js';
import type { PageStore } from '../state/page-store.js';
import { avatar } from './avatar.js';

const IN_WORDS: Readonly<Record<MemberView['standing'], string>> = {
  owner: 'Owns the server',
  manager: 'May manage the server',
  member: 'Ordinary listener',
};

/** Chooses who the page is: everyone in the guild but bots. */
export function personSwitch(state: PageState, store: PageStore): TemplateResult {
  const people = state.guild.members
    .filter((member) => !member.bot)
    .toSorted((one, other) => STANDINGS.indexOf(one.standing) - STANDINGS.indexOf(other.standing));
  const own = me(state);
  return html`<section aria-label="Who you are"><fieldset class="person-switch">
    <legend>You are</legend>
    <div class="segments">
      ${people.map((member) => {
        return html`<label class="segment" title=${IN_WORDS[member.standing]}>
          <input type="radio" name="person" value=${member.id} .checked=${member.id === state.userId}
            @change=${() => store.become(member.id)} />
          <span class="face">${avatar(member, 'small')}<span class="name">${member.displayName}</span></span>
        </label>`;
      })}
    </div>
    <p class="standing">${own === undefined ? '' : standingOf(own)}</p>
  </fieldset></section>`;
}

function standingOf({ standing, roleNames }: MemberView): string {
  return [IN_WORDS[standing], ...roleNames].join(' · ');
}
