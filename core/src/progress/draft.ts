import type { MessageContent } from '../model/message-content.js';

/** Draws a message when it is about to be shown; `undefined` shows nothing. */
export type Drawing = () => MessageContent | undefined;

/** A state that wants to be shown. It is drawn when its turn has come, and once: most states are overtaken before that. */
export class Draft {
  readonly #draw: Drawing;
  #drawn: { readonly content: MessageContent | undefined } | undefined;

  constructor(content: MessageContent | Drawing) {
    this.#draw = typeof content === 'function' ? content : () => content;
  }

  get content(): MessageContent | undefined {
    this.#drawn ??= { content: this.#draw() };
    return this.#drawn.content;
  }
}
