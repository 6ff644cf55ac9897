import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { channelOf, ownVoiceChannel, type PageState } from '../state/page-state.js';
import { PageStore } from '../state/page-store.js';
import { channelList } from './channel-list.js';
import { guildRail } from './guild-rail.js';
import { icon } from './icons.js';
import { memberList } from './member-list.js';
import { personSwitch } from './person-switch.js';
import { troubles } from './troubles.js';
import { welcome } from './welcome.js';
import type { MessageComposer } from '../composer/message-composer.js';
import '../composer/message-composer.js';
import '../messages/message-log.js';
import '../voice/voice-panel.js';
import './modal-dialog.js';

/** The whole page: what the store holds, drawn. */
export class SandboxApp extends LitElement {
  readonly #store = new PageStore(() => this.requestUpdate());

  protected override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('keydown', this.#shortcut);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.#shortcut);
  }

  protected override render(): TemplateResult {
    const { state } = this.#store;
    if (state === undefined)
      return html`<main class="opening"><h1>Discord sandbox</h1><p role="status">Connecting to the sandbox …</p></main>`;
    const channel = channelOf(state, state.channelId);
    return html`
      <a class="skip-link" href="#composer" @click=${(event: Event) => this.#skip(event)}>Skip to the message box</a>
      <div class="shell ${state.guilds.length > 1 ? 'with-rail' : ''}">
        ${guildRail(state, this.#store)}
        <div class="sidebar">
          <header class="guild-name"><h1>${state.guild.name}</h1><span class="local-badge" title="Only on this machine">local</span></header>
          ${channelList(state, this.#store)} ${this.#voicePanel(state)} ${troubles(this.#store)} ${personSwitch(state, this.#store)}
        </div>
        <main class="chat">
          <header class="chat-head">${icon('hash')}<h2>${channel?.name ?? 'no channel'}</h2>${this.#voiceInvitation(state)}</header>
          ${this.#banner(state)}
          <message-log .state=${state} .store=${this.#store}
            .welcome=${() => welcome(state, this.#store, channel?.name ?? '', (text: string) => this.#composer?.begin(text))}></message-log>
          <message-composer id="composer" .state=${state} .store=${this.#store}></message-composer>
        </main>
        ${memberList(state)}
      </div>
      <div class="notices" role="alert">${this.#store.notice === null ? nothing : html`<p class="notice">${this.#store.notice}</p>`}</div>
      ${state.modal === null ? nothing : this.#modal(state.modal)}
    `;
  }

  get #composer(): MessageComposer | null {
    return this.querySelector('message-composer');
  }

  #voicePanel(state: PageState): TemplateResult | typeof nothing {
    const channel = ownVoiceChannel(state);
    if (channel === undefined) return nothing;
    return html`<voice-panel .post=${this.#store.listening} .channelName=${channel.name} .listens=${this.#store.listening.on}
      .onToggle=${() => this.#store.toggleListening()} .onLeave=${() => this.#store.leaveVoice()}></voice-panel>`;
  }

  #voiceInvitation(state: PageState): TemplateResult | typeof nothing {
    const first = state.guild.channels.find((channel) => channel.kind === 'voice' && channel.mayConnect);
    if (ownVoiceChannel(state) !== undefined || first === undefined) return nothing;
    return html`<button type="button" class="primary compact" @click=${() => this.#store.joinVoice(first.id)}>
      ${icon('speaker')} Join voice
    </button>`;
  }

  #banner(state: PageState): TemplateResult | typeof nothing {
    if (!state.connected)
      return html`<p class="banner" role="status">The sandbox is not running. Start it again; this page reconnects by itself.</p>`;
    if (!state.guild.botOnline)
      return html`<p class="banner" role="status">The bot is not connected. Start it with the sandbox’s address and token.</p>`;
    return nothing;
  }

  #modal(modal: NonNullable<PageState['modal']>): TemplateResult {
    return html`<modal-dialog .modal=${modal} .onClose=${() => this.#store.closeModal()}
      .onSubmit=${(id: string, values: Readonly<Record<string, string>>) => this.#store.submitModal(id, values)}></modal-dialog>`;
  }

  #skip(event: Event): void {
    event.preventDefault();
    this.#composer?.begin();
  }

  /** `/` begins a command from anywhere but a field; Alt+L listens. */
  readonly #shortcut = (event: KeyboardEvent): void => {
    const { state } = this.#store;
    if (event.altKey && event.code === 'KeyL' && state !== undefined && ownVoiceChannel(state) !== undefined) {
      event.preventDefault();
      this.#store.toggleListening();
    }
    const inField = event.target instanceof Element && event.target.closest('input, textarea, select, dialog') !== null;
    if (event.key === '/' && !inField && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      this.#composer?.begin('/');
    }
  };
}

customElements.define('sandbox-app', SandboxApp);
