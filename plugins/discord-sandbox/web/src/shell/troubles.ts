import { html, type TemplateResult } from 'lit';
import { type Trouble, VOICE_CLOSE_CODES } from '../../../src/page/protocol.js';
import type { PageStore } from '../state/page-store.js';

type Plain = Exclude<Trouble, 'close-voice'>;

const GROUPS: readonly { readonly name: string; readonly troubles: Readonly<Partial<Record<Plain, string>>> }[] = [
  {
    name: 'Voice',
    troubles: {
      'move-bot-here': 'Move the bot to me',
      'disconnect-bot': 'Disconnect the bot',
      'let-bot-speak': 'Let it speak on the stage',
      'change-voice-server': 'Change the server',
      'lose-udp': 'Lose its UDP',
    },
  },
  {
    name: 'Encryption',
    troubles: {
      downgrade: 'Downgrade',
      upgrade: 'Upgrade',
      'spoil-commit': 'Spoil the next commit',
      'forge-proposal': 'Forge a proposal',
    },
  },
  { name: 'Gateway', troubles: { 'cut-gateway': 'Cut it', 'end-gateway-session': 'End its session' } },
];
const CRASHED = 4015;

/** What Discord may do to the bot, folded away. */
export function troubles(store: PageStore): TemplateResult {
  return html`<details class="troubles">
    <summary>Make trouble for the bot</summary>
    <div class="trouble-groups">${GROUPS.map(({ name, troubles }) => group(store, name, troubles))}</div>
    <form class="close-voice" @submit=${(event: SubmitEvent) => closeVoice(event, store)}>
      <label>Close voice with
        <input type="number" name="code" min=${VOICE_CLOSE_CODES.first} max=${VOICE_CLOSE_CODES.last} value=${CRASHED} required />
      </label>
      <button type="submit">Close</button>
    </form>
  </details>`;
}

function group(store: PageStore, name: string, labels: Readonly<Partial<Record<Plain, string>>>): TemplateResult {
  // Object.entries forgets the type of the keys; the record above has no others.
  const entries = Object.entries(labels) as [Plain, string][];
  return html`<fieldset>
    <legend>${name}</legend>
    ${entries.map(([trouble, label]) => {
      return html`<button type="button" data-trouble=${trouble} @click=${() => store.makeTrouble(trouble, CRASHED)}>${label}</button>`;
    })}
  </fieldset>`;
}

function closeVoice(event: SubmitEvent, store: PageStore): void {
  event.preventDefault();
  if (!(event.target instanceof HTMLFormElement)) return;
  store.makeTrouble('close-voice', Number(new FormData(event.target).get('code')));
}
