import { Session, type SessionParts } from './session.js';

/** The guilds' sessions: made when first needed, forgotten when they are over. */
export class Sessions {
  readonly #parts: () => Omit<SessionParts, 'guildId'>;
  readonly #sessions = new Map<string, Session>();

  /** @param parts what a new session is made of; asked for each time, so that parts may be replaced */
  constructor(parts: () => Omit<SessionParts, 'guildId'>) {
    this.#parts = parts;
  }

  /** The guild's session; a new one if it has none. */
  open(guildId: string): Session {
    const known = this.#sessions.get(guildId);
    if (known) return known;
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

  /** Leaves every channel. */
  closeAll(): void {
    for (const session of [...this.#sessions.values()]) session.leave();
  }
}
