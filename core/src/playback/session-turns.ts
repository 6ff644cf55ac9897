import type { Wording } from '../model/phrase.js';
import { phrase } from '../texts/phrase.js';
import type { Unsubscribe } from '../runtime/clock.js';
import { Listeners } from '../runtime/listeners.js';
import { Autoplay } from './autoplay.js';
import { Loneliness } from './loneliness.js';
import { Reconciler } from './reconciler.js';
import { FailurePause } from './failure-pause.js';
import { Intake } from './intake.js';
import { OutputWatch } from './output-watch.js';
import { Player } from './player.js';
import type { PlayerEvent } from './player-messages.js';
import type { Queue } from './queue.js';
import { Programme } from './programme.js';
import { isFor } from './queue-entry.js';
import type { SessionRecord } from './session-record.js';
import type { SessionEvent, SessionSnapshot } from './session-events.js';
import type { SessionMessage } from './session-messages.js';
import { SessionVoice } from './session-voice.js';
import type { SessionParts } from './session.js';
import { SkipTurns } from './skip-turns.js';
import { VoiceTurns } from './voice-turns.js';

/**
 * What follows from each message. A turn never awaits: it changes state, then the {@link Reconciler} starts
 * whatever the state lacks. What comes of that is a message again.
 */
export class SessionTurns {
  readonly #parts: SessionParts;
  readonly #programme = new Programme();
  readonly #player: Player;
  readonly #events: Listeners<SessionEvent>;
  readonly #intake: Intake;
  readonly #voice: SessionVoice;
  readonly #failurePause: FailurePause;
  readonly #loneliness: Loneliness;
  readonly #autoplay: Autoplay;
  readonly #reconciler: Reconciler;
  readonly #skipTurns: SkipTurns;
  readonly #voiceTurns: VoiceTurns;
  readonly #outputWatch: OutputWatch;
  #closed = false;

  /** @param post brings a message back through the mailbox */
  constructor(parts: SessionParts, post: (message: SessionMessage) => void) {
    const { guildId, clock, logger } = parts;
    this.#parts = parts;
    this.#events = new Listeners((error) => logger.error('A listener of a session failed', { guildId, error }));
    const rules = () => this.#programme.modes.rules;
    this.#player = new Player({
      ...parts,
      post,
      rules,
      emit: (event) => this.#played(event),
      outputFailed: (reason) => this.#voiceTurns.outputFailed(reason),
    });
    this.#intake = new Intake({
      ...parts,
      queue: this.#queue,
      post,
      emit: (event) => this.#events.emit(event),
      rules,
      isPlaying: () => this.#player.playing !== null,
      interrupt: () => this.#skipTurns.interrupt(),
      onFailure: () => this.#failurePause.failed(),
    });
    this.#voice = new SessionVoice(parts, post);
    this.#outputWatch = new OutputWatch(clock, () => post({ type: 'stuck' }));
    this.#failurePause = new FailurePause(clock, () => post({ type: 'look-again' }));
    this.#loneliness = new Loneliness(guildId, parts.audience);
    this.#autoplay = new Autoplay({ ...parts, onFound: () => post({ type: 'look-again' }) });
    this.#reconciler = new Reconciler({
      ...parts,
      programme: this.#programme,
      player: this.#player,
      intake: this.#intake,
      autoplay: this.#autoplay,
      voice: this.#voice,
      failurePause: this.#failurePause,
    });
    this.#skipTurns = new SkipTurns({
      ...parts,
      programme: this.#programme,
      player: this.#player,
      intake: this.#intake,
      failurePause: this.#failurePause,
      emit: (event) => this.#events.emit(event),
    });
    this.#voiceTurns = new VoiceTurns({
      programme: this.#programme,
      player: this.#player,
      voice: this.#voice,
      loneliness: this.#loneliness,
      reconciler: this.#reconciler,
      emit: (event) => this.#events.emit(event),
    });
  }

  get snapshot(): SessionSnapshot {
    return {
      guildId: this.#parts.guildId,
      voice: this.#voice.state,
      playing: this.#player.playing,
      sound: this.#player.sound,
      upcoming: this.#queue.entries,
      upcomingTracks: this.#queue.trackCount,
      history: this.#programme.history,
      alone: this.#loneliness.alone,
      ...this.#programme.modes,
    };
  }

  /** All of it that survives a restart. */
  get record(): SessionRecord {
    const { playing } = this.#player;
    const { state } = this.#voice;
    // Whether anyone listens is seen again after the restart.
    const paused = (playing?.paused ?? false) && !this.#loneliness.hasPaused;
    return {
      channelId: state && state.status !== 'destroyed' ? state.channelId : null,
      playing: playing && { entry: playing.entry, begunAtMs: playing.begunAtMs, paused },
      sound: this.#player.sound,
      ...this.#programme.record,
    };
  }

  onEvent(listener: (event: SessionEvent) => void): Unsubscribe {
    return this.#events.add(listener);
  }

  take(message: SessionMessage): void {
    if (this.#closed) return this.#tooLate(message);
    switch (message.type) {
      case 'restore':
        this.#restore(message.record, message.positionMs);
        break;
      case 'join':
        this.#voiceTurns.join(message.channelId);
        break;
      case 'skip':
        this.#skipTurns.skip(message.entryId, message.passOver);
        break;
      case 'previous':
        this.#skipTurns.goBack(message.entryId);
        break;
      case 'take':
        this.#intake.removed(this.#queue.take(message.parts), phrase('over.taken-out'));
        this.#events.emit({ type: 'arranged' });
        break;
      case 'move':
      case 'shuffle':
      case 'set':
        this.#programme.arrange(message, this.#parts.random);
        this.#events.emit({ type: 'arranged' });
        break;
      case 'set-paused':
        this.#loneliness.overrule(message.paused);
        if (!message.paused) this.#reconciler.startPlaying();
        this.#setPaused(message.paused);
        break;
      case 'seek':
        if (this.#player.playing?.entry.id === message.entryId) this.#player.seek(message.positionMs);
        break;
      case 'play-instead':
        if (this.#player.playing?.entry.id === message.entryId) this.#player.playInstead(message.content);
        break;
      case 'match-anew':
        // The end of this turn opens it again.
        if (isFor(this.#player.next, message.wanted)) this.#player.unprepare();
        break;
      case 'set-sound':
        this.#player.setSound(message.sound);
        break;
      case 'stop':
        this.#skipTurns.endCurrent('stopped');
        this.#skipTurns.clear(phrase('over.cleared'));
        break;
      case 'clear':
        this.#skipTurns.clear(phrase('over.cleared'));
        break;
      case 'leave':
        return this.#close(message.reason);
      case 'reserve':
      case 'looking-up':
      case 'found':
      case 'looked-up':
      case 'not-found':
        this.#intake.handle(message);
        break;
      case 'voice':
        this.#voiceTurns.changed(message.connection, message.state);
        break;
      case 'rejoin':
        this.#voiceTurns.rejoin();
        break;
      case 'stuck':
        this.#voiceTurns.outputFailed(phrase('over.no-sound-left'));
        break;
      case 'audience':
        this.#loneliness.count(this.#voice.state);
        break;
      case 'look-again':
        break;
      default:
        this.#player.handle(message);
    }
    this.#voiceTurns.giveUpForNothing();
    this.#reconciler.reconcile();
    this.#pauseWhenAlone();
    this.#outputWatch.look(this.#voice.flows && this.#player.owesSound, message.type === 'output');
    this.#keep(message);
  }

  #pauseWhenAlone(): void {
    const paused = this.#loneliness.wantsPaused(this.#player.playing);
    if (paused !== undefined) this.#setPaused(paused);
  }

  get #queue(): Queue {
    return this.#programme.queue;
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

  #restore({ playing, sound, ...programme }: SessionRecord, positionMs: number | undefined): void {
    this.#programme.restore(programme);
    this.#player.setSound(sound);
    if (!playing) return;
    const { entry, paused } = playing;
    this.#programme.putBack(entry, positionMs ?? entry.content.startMs);
    if (paused) this.#reconciler.startPaused(entry.id);
  }

  #played(event: PlayerEvent): void {
    switch (event.type) {
      case 'started':
        this.#failurePause.succeeded();
        break;
      case 'ended':
        this.#programme.ended(event.entry, event.outcome, this.#player.playing?.entry);
        break;
      case 'failed':
        this.#failurePause.failed();
        break;
      case 'kept':
      case 'elsewhere':
      case 'changed':
    }
    this.#events.emit(event);
  }

  #setPaused(paused: boolean): void {
    const { playing } = this.#player;
    if (!playing || playing.paused === paused) return;
    this.#player.setPaused(paused);
    this.#events.emit({ type: 'changed', entry: playing.entry });
  }

  #close(reason: Wording): void {
    this.#skipTurns.endCurrent('stopped');
    this.#skipTurns.clear(reason);
    this.#autoplay.cancel();
    this.#outputWatch.end();
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
