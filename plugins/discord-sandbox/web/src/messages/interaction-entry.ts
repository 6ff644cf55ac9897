import { html, nothing, type TemplateResult } from 'lit';
import type { InteractionView } from '../../../src/page/protocol.js';
import { avatar } from '../shell/avatar.js';
import { icon } from '../shell/icons.js';
import { me, memberOf, type PageState } from '../state/page-state.js';
import type { PageStore } from '../state/page-store.js';

/** A command that was sent and has no answer yet, or got none in time. */
export function interactionEntry(state: PageState, store: PageStore, interaction: InteractionView): TemplateResult {
  const bot = memberOf(state, state.guild.botId);
  const failed = interaction.state === 'unanswered';
  return html`<article class="message pending ${failed ? 'failed' : ''}" aria-label="Your command">
    ${usedCommand(me(state)?.displayName ?? 'You', interaction.commandName)}
    ${bot === undefined ? nothing : avatar(bot, 'large')}
    <div class="message-head"><span class="author">${bot?.displayName ?? 'The bot'}</span> <span class="badge">App</span></div>
    <div class="message-body">
      ${
        failed
          ? html`<p class="failure">The application did not respond</p>
            <p class="ephemeral-note">${icon('eye')} Only you can see this ·
              <button type="button" class="link" @click=${() => store.dismissInteraction(interaction.id)}>Dismiss message</button></p>`
          : html`<p class="sending">Sending command<span class="dots" aria-hidden="true"><i></i><i></i><i></i></span></p>`
      }
    </div>
  </article>`;
}

/** "Ada used /play", the line above an answer. */
export function usedCommand(name: string, commandName: string | null): TemplateResult {
  return html`<p class="used">${icon('reply')}<span class="name">${name}</span> used
    <span class="command">/${commandName ?? 'a form'}</span></p>`;
}
