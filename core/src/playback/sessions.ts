import type { Wording } from '../model/phrase.js';
import { phrase } from '../texts/phrase.js';
import { CancelledError } from '../errors/request-errors.js';
import type { ResourceLedger, ResourceReason } from '../resources/resource-ledger.js';
import type { ResourceLimits } from '../resources/resource-limits.js';
import type { Clock, Unsubscribe } from '../runtime/clock.js';
import type { Logger } from '../runtime/logger.js';
import { Listeners } from '../runtime/listeners.js';
import { repeat } from '../runtime/repeat.js';
import type { Audience } from './audience.js';
import { Session, type SessionParts } from './session.js';
import type { SessionSnapshot } from './session-events.js';
import { logSessionEvent } from './session-log.js';
import { type SessionUse, useOf } from './session-use.js';

export interface SessionsParts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly ledger: ResourceLedger;
  readonly limits: Pick<ResourceLimits, 'idleLeaveMs' | 'haltedLeaveMs'>;
  /** Who listens; without it nobody is missed. */
  readonly audience?: Audience | undefined;
  /** After how long of idleness a guild's session leaves, in milliseconds; `null` for the limit's time. */
  idleLeaveMsIn?(guildId: string): number | null;
  /** What a new session is made of; asked for each time, so that parts may be replaced. */
  sessionParts(guildId: string): Omit<SessionParts, 'guildId' | 'ledger' | 'clock' | 'logger' | 'audience'>;
}

interface Held {
  readonly session: Session;
  /** When something last happened in it, in monotonic milliseconds. */
  usedAtMs: number;
}

const SWEEP_EVERY_MS = 30_000;

/** The guilds' sessions: made when first needed, closed when they are no longer, forgotten when they are over. */
export class Sessions {
  readonly #parts: SessionsParts;
  readonly #sessions = new Map<string, Held>();
  readonly #began: Listeners<Session>;
  #stopTimer: Unsubscribe | undefined;
  #stopListening: Unsubscribe | undefined;
  #closed = false;

  constructor(parts: SessionsParts) {
    this.#parts = parts;
    this.#began = new Listeners((error) => parts.logger.error('A listener of new sessions failed', { error }));
  }

  /** Hears of each session when it begins. */
  onBegin(listener: (session: Session) => void): Unsubscribe {
    return this.#began.add(listener);
  }

  /** Begins to sweep, and to notice who listens. {@link closeAll} ends that. */
  start(): void {
    const { clock, audience } = this.#parts;
    this.#stopTimer = repeat(clock, SWEEP_EVERY_MS, () => this.sweep());
    this.#stopListening = audience?.onChange((guildId) => this.find(guildId)?.audienceChanged());
  }

  /**
   * The guild's session, with room for its voice connection; a new one if it has none.
   * @throws CancelledError when everything is coming to its end
   * @throws ResourceLimitError when there is no room, and no idle session could make some
   */
  open(guildId: string): Session {
    const known = this.#sessions.get(guildId);
    if (this.#closed) throw new CancelledError(phrase('over.shutting-down'));
    if (!known?.session.snapshot.voice) this.#makeRoom(guildId);
    if (!known) return this.#begin(guildId);
    known.usedAtMs = this.#parts.clock.monotonic();
    return known.session;
  }

  find(guildId: string): Session | undefined {
    return this.#sessions.get(guildId)?.session;
  }

  get size(): number {
    return this.#sessions.size;
  }

  /** How many are in which use. */
  uses(): Readonly<Record<SessionUse, number>> {
    const uses = { active: 0, halted: 0, idle: 0 };
    for (const { session } of this.#sessions.values()) uses[useOf(session.snapshot)] += 1;
    return uses;
  }

  /** Closes what has been unused for its time. A session that is active, or is to stay, never is. @returns how many were closed */
  sweep(): number {
    const unused = [...this.#sessions.values()].filter((held) => this.#isUnused(held));
    for (const { session } of unused) this.#release(session, 'unused', whyLeft(session.snapshot));
    return unused.length;
  }

  /** Closes a guild's session if it is idle and not to stay, whatever its time. `false` when it is not. */
  releaseIdle(guildId: string): boolean {
    const session = this.find(guildId);
    if (!session || session.snapshot.stay || useOf(session.snapshot) !== 'idle') return false;
    this.#release(session, 'cleanup', phrase('over.cleaned-up'));
    return true;
  }

  /** Leaves every channel; no session opens after this. */
  closeAll(): void {
    this.#closed = true;
    this.#stopTimer?.();
    this.#stopListening?.();
    for (const { session } of [...this.#sessions.values()]) session.controls.leave();
  }

  #begin(guildId: string): Session {
    const { clock, logger, ledger, audience, sessionParts } = this.#parts;
    const session = new Session({ ...sessionParts(guildId), clock, logger, ledger, audience, guildId });
    const held: Held = { session, usedAtMs: clock.monotonic() };
    session.onEvent((event) => {
      logSessionEvent(logger, guildId, event);
      if (event.type === 'closed') this.#sessions.delete(guildId);
      else if (event.type !== 'voice') held.usedAtMs = clock.monotonic();
    });
    this.#sessions.set(guildId, held);
    this.#began.emit(session);
    return session;
  }

  /** Where all connections are taken, the session that has been idle longest gives its own up. */
  #makeRoom(guildId: string): void {
    const { ledger } = this.#parts;
    if (!ledger.isFull('voice-connection')) return;
    const [longest] = [...this.#sessions.values()]
      .filter(({ session }) => session.guildId !== guildId && isIdleInVoice(session))
      .sort((a, b) => a.usedAtMs - b.usedAtMs);
    if (longest) this.#release(longest.session, 'made-room', phrase('over.made-room'));
    if (ledger.isFull('voice-connection')) throw ledger.refuse('voice-connection', 'limit');
  }

  #isUnused({ session, usedAtMs }: Held): boolean {
    const { clock, limits } = this.#parts;
    const { snapshot } = session;
    const unusedMs = clock.monotonic() - usedAtMs;
    const idleLeaveMs = this.#parts.idleLeaveMsIn?.(session.guildId) ?? limits.idleLeaveMs;
    if (snapshot.stay) return false;
    switch (useOf(snapshot)) {
      case 'active':
        return false;
      case 'halted':
        return unusedMs >= (snapshot.alone ? idleLeaveMs : limits.haltedLeaveMs);
      case 'idle':
        return unusedMs >= idleLeaveMs;
    }
  }

  #release(session: Session, reason: ResourceReason, words: Wording): void {
    const { ledger, logger } = this.#parts;
    ledger.note('voice-connection', reason);
    logger.info('A session that is not in use is closed', { guildId: session.guildId, reason });
    session.controls.leave(words);
  }
}

function isIdleInVoice(session: Session): boolean {
  const { snapshot } = session;
  return snapshot.voice !== null && !snapshot.stay && useOf(snapshot) === 'idle';
}

function whyLeft({ alone, playing }: SessionSnapshot): Wording {
  return alone && playing ? phrase('over.nobody-listened') : phrase('over.nothing-played');
}
