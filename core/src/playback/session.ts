import { QueueFullError } from '../errors/request-errors.js';
import type { TonearmError } from '../errors/tonearm-error.js';
import type { Identified } from '../model/query.js';
import type { Resolution } from '../model/resolution.js';
import type { Clock, Unsubscribe } from '../runtime/clock.js';
import { Listeners } from '../runtime/listeners.js';
import type { Logger } from '../runtime/logger.js';
import type { Task } from '../scheduler/task.js';
import type { SourceResolver } from '../sources/source-resolver.js';
import { type Answer, answerOf } from './entries-of.js';
import { EntryLookups } from './entry-lookups.js';
import { FailurePause } from './failure-pause.js';
import { Mailbox } from './mailbox.js';
import { MailboxControls } from './mailbox-controls.js';
import { Player } from './player.js';
import type { PlayerEvent } from './player-messages.js';
import { Queue } from './queue.js';
import { isTrackEntry, type QueueEntry } from './queue-entry.js';
import type { SessionControls } from './session-controls.js';
import type { Added, EndReason, SessionEvent, SessionSnapshot } from './session-events.js';
import type { SessionKeeper } from './session-keeper.js';
import type { Reservation, SessionMessage } from './session-messages.js';
import type { SessionRecord } from './session-record.js';
import { SessionVoice, type SessionVoiceParts } from './session-voice.js';
import type { StreamOpener } from './stream-opener.js';
import type { VoiceConnection, VoiceConnectionState } from './voice-connector.js';

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
}

/**
 * One guild's music. Everything that changes it goes through its mailbox; a turn never awaits: it changes state, then
 * {@link Session.#reconcile} starts whatever the state lacks.
 */
export class Session {
  readonly guildId: string;
  /** What front ends steer it with. */
  readonly controls: SessionControls;
  readonly #parts: SessionParts;
  readonly #queue = new Queue();
  readonly #player: Player;
  readonly #mailbox: Mailbox<SessionMessage>;
  readonly #events: Listeners<SessionEvent>;
  readonly #lookups: EntryLookups;
  readonly #voice: SessionVoice;
  readonly #failurePause: FailurePause;
  /** The entry that was paused when an earlier process ended; it starts paused. */
  #pausedEntryId: string | undefined;
  #closed = false;

  constructor(parts: SessionParts) {
    const { guildId, resolver, clock, logger } = parts;
    this.guildId = guildId;
    this.#parts = parts;
    this.#events = new Listeners((error) => logger.error('A listener of a session failed', { guildId, error }));
    const onFailure = (error: unknown) => logger.error('A turn of a session failed', { guildId, error });
    this.#mailbox = new Mailbox((message) => this.#turn(message), onFailure);
    const post = (message: SessionMessage) => this.#mailbox.post(message);
    this.#player = new Player({ ...parts, post, emit: (event) => this.#played(event) });
    this.#lookups = new EntryLookups(guildId, resolver, this, logger);
    this.#voice = new SessionVoice(parts, post);
    const snapshot = () => this.snapshot;
    this.controls = new MailboxControls({ guildId, post, snapshot, onEvent: (listener) => this.onEvent(listener) });
    this.#failurePause = new FailurePause(clock, () => post({ type: 'pause-over' }));
  }

  get snapshot(): SessionSnapshot {
    return {
      guildId: this.guildId,
      voice: this.#voice.state,
      playing: this.#player.playing,
      upcoming: this.#queue.entries,
      upcomingTracks: this.#queue.trackCount,
    };
  }

  /** All of it that survives a restart. */
  get record(): SessionRecord {
    const { playing } = this.#player;
    const { state } = this.#voice;
    return {
      channelId: state && state.status !== 'destroyed' ? state.channelId : null,
      playing: playing && { entry: playing.entry, begunAtMs: playing.begunAtMs, paused: playing.paused },
      upcoming: this.#queue.entries,
      interrupting: this.#queue.interrupting,
    };
  }

  onEvent(listener: (event: SessionEvent) => void): Unsubscribe {
    return this.#events.add(listener);
  }

  /**
   * Goes on where an earlier process was; the new session has nothing else in it yet. Joining its channel comes after.
   * @param positionMs where what played had got; its start without it
   */
  restore(record: SessionRecord, positionMs: number | undefined): void {
    this.#mailbox.post({ type: 'restore', record, positionMs });
  }

  /** Goes into a voice channel, or over to another. Being there already changes nothing. */
  join(channelId: string): void {
    this.#mailbox.post({ type: 'join', channelId });
  }

  /** Keeps a place in the queue for a request that is still being looked up. Returns the entry's id. */
  reserve({ place, requestId, requestedBy, query }: Reservation): string {
    const entry: QueueEntry = { id: this.#parts.newId(), requestId, requestedBy, content: { kind: 'pending', query } };
    this.#mailbox.post({ type: 'reserve', entry, place });
    return entry.id;
  }

  /** Ties a lookup to the entry that waits for it: when the entry goes, the lookup is cancelled. */
  lookingUp(entryId: string, task: Task<Resolution>): void {
    this.#mailbox.post({ type: 'looking-up', entryId, task });
  }

  /** Fills a reserved place with what was found. @throws NothingFoundError when that is nothing */
  answer(entryId: string, resolution: Resolution, { reference, startMs }: Identified, query: string): Added {
    const answer = answerOf(resolution, query, reference, startMs);
    this.found(entryId, answer);
    return answer.added;
  }

  /** Puts these entries in the place of one. */
  found(entryId: string, answer: Answer): void {
    this.#mailbox.post({ type: 'found', entryId, answer });
  }

  /** Gives a reserved place up. */
  notFound(entryId: string, error: TonearmError): void {
    this.#mailbox.post({ type: 'not-found', entryId, error });
  }

  #turn(message: SessionMessage): void {
    if (this.#closed) return this.#tooLate(message);
    switch (message.type) {
      case 'restore':
        this.#restore(message.record, message.positionMs);
        break;
      case 'join':
        this.#join(message.channelId);
        break;
      case 'reserve':
        this.#queue.add(message.entry, message.place);
        break;
      case 'looking-up':
        if (this.#queue.indexOf(message.entryId) < 0) message.task.cancel('The request was withdrawn.');
        else this.#lookups.follow(message.entryId, message.task);
        break;
      case 'found':
        this.#fill(message.entryId, message.answer);
        break;
      case 'not-found':
        this.#giveUp(message.entryId, message.error);
        break;
      case 'skip':
        if (this.#player.playing?.entry.id === message.entryId) this.#endCurrent('skipped');
        break;
      case 'set-paused':
        this.#setPaused(message.paused);
        break;
      case 'stop':
        this.#empty('The queue was cleared.');
        break;
      case 'leave':
        return this.#close(message.reason);
      case 'voice':
        this.#voiceChanged(message.connection, message.state);
        break;
      case 'pause-over':
        break;
      default:
        this.#player.handle(message);
    }
    this.#reconcile();
    this.#keep(message);
  }

  /** Tells whoever keeps the session what would be lost in a crash. */
  #keep(message: SessionMessage): void {
    const { keeper } = this.#parts;
    if (message.type !== 'output' || message.event.type !== 'position') keeper?.changed();
    const { playing } = this.#player;
    if (!playing) return;
    const { entry, begunAtMs, positionMs } = playing;
    keeper?.moved({ entryId: entry.id, begunAtMs, positionMs });
  }

  /** Starts what the state lacks; where too much is waiting already, a little later. */
  #reconcile(): void {
    const head = this.#queue.head;
    if (this.#player.next && this.#player.next.id !== head?.id) this.#player.unprepare();
    if (!head || this.#failurePause.pausing || !this.#voice.connected) return;
    try {
      this.#startHead(head);
    } catch (error) {
      if (!(error instanceof QueueFullError)) throw error;
      this.#failurePause.pause();
    }
  }

  /** Opens the head, or prepares it to follow what plays; looks up what is about to be needed. */
  #startHead(head: QueueEntry): void {
    if (!this.#player.playing) {
      if (!isTrackEntry(head)) return this.#lookups.start(head, 'urgent');
      this.#player.play(head);
      if (this.#pausedEntryId === head.id) this.#player.setPaused(true);
      this.#pausedEntryId = undefined;
      this.#queue.takeHead();
    } else if (this.#player.wantsNext) {
      if (isTrackEntry(head)) this.#player.prepare(head);
      else this.#lookups.start(head, 'high');
    }
  }

  #restore({ playing, upcoming, interrupting }: SessionRecord, positionMs: number | undefined): void {
    this.#queue.restore(upcoming, interrupting);
    if (!playing) return;
    const { entry, paused } = playing;
    const startMs = positionMs ?? entry.content.startMs;
    this.#queue.add({ ...entry, content: { ...entry.content, startMs } }, 'next');
    if (paused) this.#pausedEntryId = entry.id;
  }

  #join(channelId: string): void {
    if (this.#voice.state?.status === 'destroyed') this.#loseVoice();
    const output = this.#voice.join(channelId);
    if (output) this.#player.attach(output);
  }

  #voiceChanged(connection: VoiceConnection, state: VoiceConnectionState): void {
    if (!this.#voice.isCurrent(connection)) return;
    if (state.status === 'destroyed') this.#loseVoice();
    this.#events.emit({ type: 'voice', state });
  }

  /** The connection is gone for good: what played goes back to the head of the queue, to go on from its position. */
  #loseVoice(): void {
    const { playing } = this.#player;
    this.#voice.leave();
    this.#player.detach();
    if (!playing) return;
    const { entry, positionMs } = playing;
    this.#queue.add({ ...entry, content: { ...entry.content, startMs: positionMs } }, 'next');
  }

  #fill(entryId: string, { contents, added }: Answer): void {
    this.#lookups.forget(entryId);
    const filled = this.#queue.fill(entryId, contents, this.#parts.newId);
    if (!filled) return;
    // Who wants to hear something now does not wait for what failed before.
    if (filled.interrupts) this.#failurePause.reset();
    if (filled.interrupts) this.#endCurrent('skipped');
    const { entry, tracksBefore } = filled;
    if (entry.content.kind !== 'pending') return;
    const tracksAhead = tracksBefore + (this.#player.playing ? 1 : 0);
    this.#events.emit({ type: 'added', requestId: entry.requestId, added, tracksAhead });
  }

  #giveUp(entryId: string, error: TonearmError): void {
    this.#lookups.forget(entryId);
    const entry = this.#queue.remove(entryId);
    if (!entry) return;
    this.#events.emit({ type: 'failed', entry, error });
    if (entry.content.kind !== 'pending') this.#failurePause.failed();
  }

  #played(event: PlayerEvent): void {
    switch (event.type) {
      case 'started':
        this.#failurePause.succeeded();
        break;
      case 'ended':
        if (this.#player.playing) this.#queue.takeHead();
        break;
      case 'failed':
        this.#failurePause.failed();
        break;
      case 'changed':
    }
    this.#events.emit(event);
  }

  #endCurrent(outcome: EndReason): void {
    const entry = this.#player.playing?.entry;
    if (!entry) return;
    this.#player.stop();
    this.#events.emit({ type: 'ended', entry, outcome });
  }

  #setPaused(paused: boolean): void {
    const { playing } = this.#player;
    if (!playing || playing.paused === paused) return;
    this.#player.setPaused(paused);
    this.#events.emit({ type: 'changed', entry: playing.entry });
  }

  #empty(reason: string): void {
    this.#endCurrent('stopped');
    this.#lookups.cancelAll(reason);
    this.#failurePause.reset();
    for (const entry of this.#queue.clear()) this.#events.emit({ type: 'removed', entry, reason });
  }

  #close(reason: string): void {
    this.#empty(reason);
    this.#player.detach();
    this.#voice.leave();
    this.#closed = true;
    this.#parts.keeper?.changed();
    this.#events.emit({ type: 'closed', reason });
    this.#events.clear();
  }

  /** Frees what comes back to a session that is over. */
  #tooLate(message: SessionMessage): void {
    if (message.type === 'opened') message.stream.close();
    if (message.type === 'looking-up') message.task.cancel('The session is over.');
  }
}
