/**
 * Messages, handled one at a time in the order they came. A message posted while another is being handled waits for
 * its turn; a turn is synchronous, so nothing can come between its lines. A turn that throws costs neither the
 * messages after it nor whoever posts: often that is a timer or a promise, where an exception would end the process.
 */
export class Mailbox<Message> {
  readonly #handle: (message: Message) => void;
  readonly #onFailure: (error: unknown) => void;
  readonly #waiting: Message[] = [];
  #busy = false;

  /** @param onFailure is given what a turn threw */
  constructor(handle: (message: Message) => void, onFailure: (error: unknown) => void) {
    this.#handle = handle;
    this.#onFailure = onFailure;
  }

  post(message: Message): void {
    this.#waiting.push(message);
    if (this.#busy) return;
    this.#busy = true;
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) this.#turn(next);
    this.#busy = false;
  }

  #turn(message: Message): void {
    try {
      this.#handle(message);
    } catch (error) {
      this.#onFailure(error);
    }
  }
}
