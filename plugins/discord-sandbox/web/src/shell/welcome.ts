import { html, nothing, type TemplateResult } from 'lit';
import { usableCommands } from '../composer/usable-commands.js';
import { ownVoiceChannel, type PageState } from '../state/page-state.js';
import type { PageStore } from '../state/page-store.js';
import { icon } from './icons.js';

/** The beginning of a text channel: what this is, and what to do first. */
export function welcome(
  state: PageState,
  store: PageStore,
  channelName: string,
  onCompose: (text: string) => void,
): TemplateResult {
  const voice = ownVoiceChannel(state);
  const first = state.guild.channels.find((channel) => channel.kind === 'voice' && channel.mayConnect);
  const commands = state.guild.commands.length;
  const plays = usableCommands(state).some(({ path }) => path === 'play');
  return html`<div class="welcome">
    <span class="welcome-sign" aria-hidden="true">${icon('hash')}</span>
    <h2>Welcome to #${channelName}</h2>
    <p>This is a Discord of your own, on this machine only. The bot in it is the real one, and so is its sound.</p>
    <ol class="first-steps">
      ${
        first === undefined && voice === undefined
          ? nothing
          : html`<li class=${voice === undefined ? '' : 'done'}>
            <span class="step" aria-hidden="true">${voice === undefined ? '1' : icon('check')}</span>
            ${
              voice === undefined
                ? html`<span>Go where the sound is.</span>
                  <button type="button" class="primary join-voice" @click=${() => first && store.joinVoice(first.id)}>
                    ${icon('speaker')} Join ${first?.name}
                  </button>`
                : html`<span>You are in <strong>${voice.name}</strong>.</span>`
            }
          </li>`
      }
      <li>
        <span class="step" aria-hidden="true">2</span>
        <span>Type <kbd>/</kbd> below and choose a command.</span>
        ${plays ? html`<button type="button" class="primary" @click=${() => onCompose('/play ')}>Begin with /play</button>` : nothing}
        <button type="button" class="secondary" ?disabled=${commands === 0} @click=${() => onCompose('/')}>
          ${commands === 0 ? 'The bot has no commands yet' : `Show the ${commands} commands`}
        </button>
      </li>
      <li>
        <span class="step" aria-hidden="true">3</span>
        <span>Be somebody else, bottom left: each person has their own rights and sees their own private messages.</span>
      </li>
    </ol>
  </div>`;
}
