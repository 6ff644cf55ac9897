import { html, nothing, type TemplateResult } from 'lit';
import type { MemberView } from '../../../src/page/protocol.js';
import type { PageState } from '../state/page-state.js';
import { avatar, cssColour } from './avatar.js';
import { icon } from './icons.js';
import { paint } from './paint.js';

/** Who is in the guild: bots, then people. */
export function memberList(state: PageState): TemplateResult {
  const bots = state.guild.members.filter((member) => member.bot);
  const people = state.guild.members.filter((member) => !member.bot);
  return html`<aside class="members" aria-label="Members" tabindex="0">
    ${group(state, 'Bots', bots)} ${group(state, 'People', people)}
  </aside>`;
}

function group(state: PageState, title: string, members: readonly MemberView[]): TemplateResult | typeof nothing {
  if (members.length === 0) return nothing;
  return html`<h2 class="section">${title} — ${members.length}</h2>
    <ul>${members.map((member) => row(state, member))}</ul>`;
}

function row(state: PageState, member: MemberView): TemplateResult {
  const offline = member.bot && !state.guild.botOnline;
  const colour = cssColour(member.color);
  return html`<li class="member ${offline ? 'offline' : ''}">
    <span class="with-dot">${avatar(member)}<span class="dot ${offline ? 'off' : 'on'}"></span></span>
    <span class="who">
      <span class="name" ${paint('color', colour)}>${member.displayName}</span>
      ${member.bot ? html`<span class="badge">App</span>` : nothing}
      ${member.standing === 'owner' ? html`<span class="rank" title="Owns the server">${icon('crown')}</span>` : nothing}
      ${member.standing === 'manager' && !member.bot ? html`<span class="rank" title="May manage the server">${icon('shield')}</span>` : nothing}
      ${offline ? html`<span class="activity">Offline</span>` : member.activity === null ? nothing : html`<span class="activity">${member.activity}</span>`}
    </span>
  </li>`;
}
