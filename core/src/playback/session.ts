import type { TonearmError } from '../errors/tonearm-error.js';
import type { Identified } from '../model/query.js';
import type { Resolution } from '../model/resolution.js';
import type { Clock, Unsubscribe } from '../runtime/clock.js';
import type { Logger } from '../runtime/logger.js';
import type { Random } from '../runtime/random.js';
import type { Task } from '../scheduler/task.js';
import type { SourceResolver } from '../sources/source-resolver.js';
import { answerOf } from './entries-of.js';
import { Mailbox } from './mailbox.js';
import { MailboxControls } from './mailbox-controls.js';
import type { Audience } from './audience.js';
import type { PlayRequest } from './play-request.js';
import type { QueueEntry } from './queue-entry.js';
import { answerWithin, expectRoom } from './queue-rules.js';
import type { SessionKeeper } from './session-keeper.js';
import type { SessionRecord } from './session-record.js';
import type { SessionControls } from './session-controls.js';
import type { Added, SessionEvent, SessionSnapshot } from './session-events.js';
import type { Reservation, SessionMessage } from './session-messages.js';
import { type SessionVoiceParts } from './session-voice.js';
import type { StreamOpener } from './stream-opener.js';
import { SessionTurns } from './session-turns.js';

export interface SessionParts extends SessionVoiceParts {
  readonly opener: StreamOpener;
  readonly resolver: SourceResolver;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Whether the next track may be opened before its turn; always by default. */
  mayOpenAhead?(): boolean;
  /** Makes unguessable ids. */
  newId(): string;
  /** Keeps what a crash would lose; nothing is kept without it. */
  readonly keeper?: SessionKeeper;
  /** Who listens; without it nobody is missed. */
  readonly audience?: Audience | undefined;
  /** Shuffles; `Math.random` by default. */
  readonly random?: Random;
}

/**
 * One guild's music. Everything that changes it goes through its mailbox, one message at a time; what follows from a
 * message is written in {@link SessionTurns}.
 */
export class Session {
  readonly guildId: string;
  /** What front ends steer it with. */
  readonly controls: SessionControls;
  readonly #parts: SessionParts;
  readonly #turns: SessionTurns;
  readonly #mailbox: Mailbox<SessionMessage>;

  constructor(parts: SessionParts) {
    const { guildId, logger } = parts;
    this.guildId = guildId;
    this.#parts = parts;
    const post = (message: SessionMessage) => this.#mailbox.post(message);
    this.#turns = new SessionTurns(parts, post);
    const onFailure = (error: unknown) => logger.error('A turn of a session failed', { guildId, error });
    this.#mailbox = new Mailbox((message) => this.#turns.take(message), onFailure);
    this.controls = new MailboxControls({
      guildId,
      post,
      snapshot: () => this.snapshot,
      onEvent: (listener) => this.onEvent(listener),
      canChangeSound: parts.opener.canChangeSound,
    });
  }

  get snapshot(): SessionSnapshot {
    return this.#turns.snapshot;
  }

  /** All of it that survives a restart. */
  get record(): SessionRecord {
    return this.#turns.record;
  }

  onEvent(listener: (event: SessionEvent) => void): Unsubscribe {
    return this.#turns.onEvent(listener);
  }

  /**
   * Goes on where an earlier process was; the new session has nothing else in it yet. Joining its channel comes after.
   * @param positionMs where what played had got; its start without it
   */
  restore(record: SessionRecord, positionMs: number | undefined): void {
    this.#mailbox.post({ type: 'restore', record, positionMs });
  }

  /** Someone came into a voice channel of the guild or left one. */
  audienceChanged(): void {
    this.#mailbox.post({ type: 'audience' });
  }

  /** Goes into a voice channel, or over to another. Being there already changes nothing. */
  join(channelId: string): void {
    this.#mailbox.post({ type: 'join', channelId });
  }

  /**
   * Takes over the rules that came with a request.
   * @throws RefusedError when its listener has as many tracks waiting as they may
   */
  admit({ requestedBy, rules = this.snapshot.rules }: Pick<PlayRequest, 'requestedBy' | 'rules'>): void {
    if (rules !== this.snapshot.rules) this.controls.setRules(rules);
    expectRoom(this.snapshot.upcoming, requestedBy, rules);
  }

  /** Keeps a place in the queue for a request that is still being looked up. Returns the entry's id. */
  reserve({ place, requestId, requestedBy, query }: Reservation): string {
    const id = this.#parts.newId();
    const entry: QueueEntry = { id, requestId, requestedBy, place, content: { kind: 'pending', query } };
    this.#mailbox.post({ type: 'reserve', entry });
    return id;
  }

  /** Ties a lookup to the entry that waits for it: when the entry goes, the lookup is cancelled. */
  lookingUp(entryId: string, task: Task<Resolution>): void {
    this.#mailbox.post({ type: 'looking-up', entryId, task });
  }

  /**
   * Fills a reserved place with what was found.
   * @throws NothingFoundError when that is nothing @throws RefusedError when the rules let nothing of it in
   */
  answer(entryId: string, resolution: Resolution, { reference, startMs }: Identified, query: string): Added {
    const { upcoming, rules } = this.snapshot;
    const entry = upcoming.find(({ id }) => id === entryId);
    const others = upcoming.filter((one) => one !== entry);
    const found = answerOf(resolution, query, reference, startMs);
    const answer = entry ? answerWithin(found, entry.requestedBy, others, rules) : found;
    this.#mailbox.post({ type: 'found', entryId, answer });
    return answer.added;
  }

  /** Gives a reserved place up. */
  notFound(entryId: string, error: TonearmError): void {
    this.#mailbox.post({ type: 'not-found', entryId, error });
  }
}
