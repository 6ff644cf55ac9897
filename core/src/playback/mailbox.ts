/**
 * Messages, handled one at a time in the order they came. A message posted while another is being handled waits for
 * its turn; a turn is synchronous, so nothing can come between its lines.
 */
export class Mailbox<Message> {
  readonly #handle: (message: Message) => void;
  readonly #waiting: Message[] = [];
  #busy = false;

  constructor(handle: (message: Message) => void) {
    this.#handle = handle;
  }

  post(message: Message): void {
    this.#waiting.push(message);
    if (this.#busy) return;
    this.#busy = true;
    try {
      for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) this.#handle(next);
    } finally {
      this.#busy = false;
    }
  }
}
