import type { OptionInput } from '../../../src/page/protocol.js';
import type { PageStore } from '../state/page-store.js';
import type { Suggestion } from './option-values.js';

/** Pauses in typing this long are asked about. */
const PAUSE_MS = 150;

/** What the bot is asked. */
export interface Question {
  readonly command: string;
  readonly options: Readonly<Record<string, OptionInput>>;
  readonly focused: string;
}

/** Asks the bot for values while somebody types, and keeps only the answer to the newest question. */
export class Autocompletion {
  rows: readonly Suggestion[] = [];
  note: string | undefined;
  #newest = 0;
  #timer = 0;

  constructor(private readonly changed: () => void) {}

  ask(store: PageStore, question: Question): void {
    const number = ++this.#newest;
    clearTimeout(this.#timer);
    if (this.rows.length === 0) this.note = 'Looking …';
    this.#timer = window.setTimeout(() => {
      store.suggest(question.command, question.options, question.focused).then(
        (choices) => {
          const rows = choices.map(({ name, value }) => ({ label: name, value }));
          this.#settle(number, rows, rows.length === 0 ? 'The bot has no suggestions for this.' : undefined);
        },
        () => this.#settle(number, [], 'Loading options failed.'),
      );
    }, PAUSE_MS);
  }

  forget(): void {
    this.#newest++;
    clearTimeout(this.#timer);
    this.rows = [];
    this.note = undefined;
  }

  #settle(number: number, rows: readonly Suggestion[], note: string | undefined): void {
    if (number !== this.#newest) return;
    this.rows = rows;
    this.note = note;
    this.changed();
  }
}
