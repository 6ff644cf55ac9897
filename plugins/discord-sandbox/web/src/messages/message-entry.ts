import type { APIMessage, APIUser } from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import { markdown } from '../markdown/markdown-view.js';
import { avatar, cssColour } from '../shell/avatar.js';
import { icon } from '../shell/icons.js';
import { paint } from '../shell/paint.js';
import { memberOf, type PageState } from '../state/page-state.js';
import type { PageStore } from '../state/page-store.js';
import { attachmentViews } from './attachment-views.js';
import { componentRows } from './component-rows.js';
import { embedView } from './embed-view.js';
import { usedCommand } from './interaction-entry.js';

/** Bits of `MessageFlags` (docs: Message, "Message Flags"). */
const EPHEMERAL = 64;
const LOADING = 128;
const SUPPRESS_EMBEDS = 4;

/** One message and everything that hangs on it. `grouped` leaves its author out: the message above has the same. */
export function messageEntry(shown: {
  readonly state: PageState;
  readonly store: PageStore;
  readonly message: APIMessage;
  readonly grouped: boolean;
}): TemplateResult {
  const { state, store, message, grouped } = shown;
  const { id, flags = 0 } = message;
  const thinking = (flags & LOADING) !== 0;
  const ephemeral = (flags & EPHEMERAL) !== 0;
  const kinds = [grouped ? 'grouped' : '', ephemeral ? 'ephemeral' : '', thinking ? 'thinking' : ''].join(' ');
  return html`<article class="message ${kinds}" data-message-id=${id} aria-label="${nameOf(state, message.author)}, ${clock(message.timestamp)}">
    ${grouped ? nothing : head(state, message)}
    <div class="message-body">
      ${
        thinking
          ? html`<p class="sending">${nameOf(state, message.author)} is thinking<span class="dots" aria-hidden="true"><i></i><i></i><i></i></span></p>`
          : content(state, message)
      }
      ${(flags & SUPPRESS_EMBEDS) !== 0 ? nothing : message.embeds.map((embed) => embedView(state, embed))}
      ${attachmentViews(message)}
      ${message.content === '' && !thinking ? html`<p class="edited-line">${editedMark(message)}</p>` : nothing}
      ${componentRows({ state, message, store })}
      ${
        ephemeral
          ? html`<p class="ephemeral-note">${icon('eye')} Only you can see this ·
            <button type="button" class="link" @click=${() => store.dismiss(id)}>Dismiss message</button></p>`
          : nothing
      }
    </div>
  </article>`;
}

function head(state: PageState, message: APIMessage): TemplateResult {
  const { author } = message;
  const member = memberOf(state, author.id);
  const colour = cssColour(member?.color ?? 0);
  return html`${above(state, message)}
    ${avatar({ displayName: nameOf(state, author), bot: author.bot === true }, 'large')}
    <div class="message-head">
      <span class="author" ${paint('color', colour)}>${nameOf(state, author)}</span>
      ${author.bot === true ? html`<span class="badge">App</span>` : nothing}
      <time datetime=${message.timestamp} title=${new Date(message.timestamp).toLocaleString()}>${clock(message.timestamp)}</time>
    </div>`;
}

/** What the message answers. */
function above(state: PageState, message: APIMessage): TemplateResult | typeof nothing {
  // Deprecated by Discord in favour of `interaction_metadata`, which lacks the command's name.
  if (message.interaction !== undefined)
    return usedCommand(nameOf(state, message.interaction.user), message.interaction.name);
  const replied = message.referenced_message;
  if (replied == null) return nothing;
  const said = replied.content || replied.embeds[0]?.title || replied.embeds[0]?.description || 'a message';
  return html`<p class="used">${icon('reply')}<span class="name">${nameOf(state, replied.author)}</span> <span class="quoted">${said}</span></p>`;
}

function content(state: PageState, message: APIMessage): TemplateResult | typeof nothing {
  if (message.content === '') return nothing;
  return html`<div class="markdown">${markdown(state, message.content)} ${editedMark(message)}</div>`;
}

function editedMark({ edited_timestamp: edited }: APIMessage): TemplateResult | typeof nothing {
  if (edited === null) return nothing;
  return html`<time class="edited" datetime=${edited} title=${new Date(edited).toLocaleString()}>(edited)</time>`;
}

function nameOf(state: PageState, user: APIUser): string {
  return memberOf(state, user.id)?.displayName ?? user.global_name ?? user.username;
}

function clock(timestamp: string): string {
  return new Date(timestamp).toLocaleTimeString([], { timeStyle: 'short' });
}
