import { html, nothing, type TemplateResult } from 'lit';
import type { ChannelView, VoiceView } from '../../../src/page/protocol.js';
import { memberOf, ownVoiceChannel, type PageState } from '../state/page-state.js';
import type { PageStore } from '../state/page-store.js';
import { avatar } from './avatar.js';
import { icon } from './icons.js';

/** The guild's channels, who is in the voice channels, and what the bot has written to the person alone. */
export function channelList(state: PageState, store: PageStore): TemplateResult {
  const ofKind = (kind: ChannelView['kind']) => state.guild.channels.filter((channel) => channel.kind === kind);
  const direct = ofKind('direct');
  const voice = [...ofKind('voice'), ...ofKind('stage')];
  return html`<nav class="channels" aria-label="Channels" tabindex="-1">
    <h2 class="section" id="text-channels">Text channels</h2>
    <ul aria-labelledby="text-channels">
      ${ofKind('text').map((channel) => messageChannel(state, store, channel))}
    </ul>
    ${direct.length === 0 ? nothing : html`<h2 class="section" id="direct-messages">Direct messages</h2>`}
    <ul aria-labelledby="direct-messages">
      ${direct.map((channel) => messageChannel(state, store, channel))}
    </ul>
    ${voice.length === 0 ? nothing : html`<h2 class="section" id="voice-channels">Voice channels</h2>`}
    <ul aria-labelledby="voice-channels">
      ${voice.map((channel) => voiceChannel(state, store, channel))}
    </ul>
  </nav>`;
}

function messageChannel(state: PageState, store: PageStore, { id, name, kind }: ChannelView): TemplateResult {
  const current = id === state.channelId;
  const unread = state.unread.has(id) && !current;
  return html`<li>
    <button type="button" class="channel ${unread ? 'unread' : ''}" aria-current=${current ? 'page' : nothing}
      @click=${() => store.showChannel(id)}>
      ${icon(kind === 'direct' ? 'letter' : 'hash')}<span class="channel-name">${name}</span>${unread ? html`<span class="visually-hidden">, new messages</span>` : nothing}
    </button>
  </li>`;
}

function voiceChannel(
  state: PageState,
  store: PageStore,
  { id, name, status, kind, mayConnect }: ChannelView,
): TemplateResult {
  const own = ownVoiceChannel(state)?.id === id;
  const people = state.voice.filter((one) => one.channelId === id);
  return html`<li>
    <button type="button" class="channel voice" ?disabled=${!mayConnect} aria-current=${own ? 'true' : nothing}
      @click=${() => own || store.joinVoice(id)}>
      ${icon(kind === 'stage' ? 'stage' : 'speaker')}<span class="channel-name">${name}</span>
      ${own ? html`<span class="visually-hidden">, you are here</span>` : html`<span class="join">${mayConnect ? 'Join' : 'Locked'}</span>`}
    </button>
    ${status === '' ? nothing : html`<p class="channel-status">${status}</p>`}
    ${people.length === 0 ? nothing : html`<ul class="voice-people" aria-label="In ${name}">${people.map((one) => person(state, one))}</ul>`}
  </li>`;
}

function person(
  state: PageState,
  { userId, muted, deafened, suppressed, asksToSpeak }: VoiceView,
): TemplateResult | typeof nothing {
  const member = memberOf(state, userId);
  if (member === undefined) return nothing;
  const speaks = state.speaking.has(userId);
  return html`<li class="voice-person ${speaks ? 'speaking' : ''}" data-user=${member.name}>
    ${avatar(member, 'small')}<span class="name">${member.displayName}</span>
    ${speaks ? html`<span class="visually-hidden">is speaking</span>` : nothing}
    ${asksToSpeak ? html`<span class="stage-place">asks to speak</span>` : suppressed ? html`<span class="stage-place">audience</span>` : nothing}
    ${muted ? html`${icon('muted')}<span class="visually-hidden">muted</span>` : nothing}
    ${deafened ? html`${icon('deafened')}<span class="visually-hidden">deafened</span>` : nothing}
  </li>`;
}
