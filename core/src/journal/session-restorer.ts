import { isSameSound, PLAIN_SOUND } from '../audio/sound.js';
import type { RequestBoard } from '../playback/request-board.js';
import type { RequestCard, RequestFacts } from '../playback/request-card.js';
import type { RequestRecord } from '../playback/request-record.js';
import type { Session } from '../playback/session.js';
import type { SessionRecord } from '../playback/session-record.js';
import type { Sessions } from '../playback/sessions.js';
import type { FindMessage } from '../progress/message-target.js';
import type { Logger } from '../runtime/logger.js';
import { isOfPlay, type SavedGuild, type SessionJournal } from './session-journal.js';

/** A request that was accepted and not answered when its process ended. */
export interface UnansweredRequest {
  readonly facts: RequestFacts;
  readonly session: Session;
  readonly entryId: string;
  readonly card: RequestCard;
}

export interface SessionRestorerParts {
  readonly journal: SessionJournal;
  readonly sessions: Sessions;
  readonly requests: RequestBoard;
  readonly findMessage: FindMessage;
  readonly logger: Logger;
  /** Whether there is what changes the sound of a track; there may have been, in the earlier process. */
  readonly canChangeSound: boolean;
  /** Looks up again what a request asked for. */
  answer(request: UnansweredRequest): void;
}

/** Brings back what an earlier process left: queues and channels, positions, and the messages of requests. */
export class SessionRestorer {
  readonly #parts: SessionRestorerParts;

  constructor(parts: SessionRestorerParts) {
    this.#parts = parts;
  }

  /** @returns how many sessions go on @throws StoreError when what was saved cannot be read */
  async restore(): Promise<number> {
    const saved = await this.#parts.journal.load();
    this.#tellOfSound(saved);
    return saved.filter((guild) => this.#restoreOrTell(guild)).length;
  }

  /** One guild that cannot go on, for want of a connection say, keeps no other one back. */
  #restoreOrTell(guild: SavedGuild): boolean {
    const { guildId } = guild;
    try {
      return this.#restoreGuild(guild);
    } catch (error) {
      this.#parts.logger.error('A session could not go on after the restart; it stays saved', { guildId, error });
      return false;
    }
  }

  /** A guild where a session has begun meanwhile is left alone. */
  #restoreGuild({ guildId, session: record, requests, position }: SavedGuild): boolean {
    const { sessions } = this.#parts;
    for (const request of requests) this.#deliver(guildId, request);
    if (!record || sessions.find(guildId)) return false;
    const session = sessions.open(guildId);
    session.restore(this.#playable(record), isOfPlay(position, record.playing) ? position.positionMs : undefined);
    for (const request of requests) if (!request.lastWord) this.#resume(request, session, record);
    if (record.channelId !== null) session.join(record.channelId);
    return true;
  }

  /** A sound that cannot be made any more would let every track fail. */
  #playable(record: SessionRecord): SessionRecord {
    return this.#parts.canChangeSound ? record : { ...record, sound: PLAIN_SOUND };
  }

  #tellOfSound(saved: readonly SavedGuild[]): void {
    if (this.#parts.canChangeSound) return;
    const changed = saved.filter(({ session }) => session && !isSameSound(session.sound, PLAIN_SOUND));
    if (changed.length === 0) return;
    const words =
      'Volume, filters and speed of sessions are lost after the restart: they need ffmpeg, which is not there any more';
    this.#parts.logger.warn(words, { sessions: changed.length });
  }

  /** Its story was over; only the last word had not arrived. */
  #deliver(guildId: string, request: RequestRecord): void {
    const message = this.#messageOf(request);
    if (request.lastWord && message) this.#parts.requests.deliver(guildId, request, request.lastWord, message);
  }

  /** Tells a request's story on, and looks up again what was not found yet. */
  #resume(request: RequestRecord, session: Session, { upcoming }: SessionRecord): void {
    const { address: _address, lastWord: _lastWord, requestedAtMs, ...facts } = request;
    const message = this.#messageOf(request);
    const accepted = Promise.resolve();
    const card = this.#parts.requests.add({ facts, requestedAtMs, accepted, ...(message && { message }) }, session);
    for (const { id: entryId, requestId, content } of upcoming) {
      if (content.kind !== 'pending' || requestId !== facts.taskId) continue;
      this.#parts.answer({ facts, session, entryId, card });
    }
  }

  #messageOf({ address }: RequestRecord): ReturnType<FindMessage> {
    return address === undefined ? undefined : this.#parts.findMessage(address);
  }
}
