import { CancelledError } from '../errors/request-errors.js';
import { Session, type SessionParts } from './session.js';

/** The guilds' sessions: made when first needed, forgotten when they are over. */
export class Sessions {
  readonly #parts: () => Omit<SessionParts, 'guildId'>;
  readonly #sessions = new Map<string, Session>();
  #closed = false;

  /** @param parts what a new session is made of; asked for each time, so that parts may be replaced */
  constructor(parts: () => Omit<SessionParts, 'guildId'>) {
    this.#parts = parts;
  }

  /** The guild's session; a new one if it has none. @throws CancelledError when everything is coming to its end */
  open(guildId: string): Session {
    const known = this.#sessions.get(guildId);
    if (known) return known;
    if (this.#closed) throw new CancelledError('I am shutting down. Please ask again in a moment.');
    const session = new Session({ ...this.#parts(), guildId });
    session.onEvent((event) => {
      if (event.type === 'closed') this.#sessions.delete(guildId);
    });
    this.#sessions.set(guildId, session);
    return session;
  }

  find(guildId: string): Session | undefined {
    return this.#sessions.get(guildId);
  }

  get size(): number {
    return this.#sessions.size;
  }

  /** Leaves every channel; no session opens after this. */
  closeAll(): void {
    this.#closed = true;
    for (const session of [...this.#sessions.values()]) session.leave();
  }
}
