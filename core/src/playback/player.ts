import { PLAIN_SOUND, type Sound } from '../audio/sound.js';
import type { Wording } from '../model/phrase.js';
import type { AudioOutput } from './audio-output.js';
import type { Change } from './current-track.js';
import { isTimeToLookAhead } from './next-track.js';
import { OutputTurns } from './output-turns.js';
import type { PlayerEvent, PlayerMessage } from './player-messages.js';
import { PlayerOutput } from './player-output.js';
import { PlayerTracks } from './player-tracks.js';
import type { TrackEntry } from './queue-entry.js';
import { NO_RULES, type QueueRules } from './queue-rules.js';
import type { NowPlaying } from './session-events.js';
import { isExpired, release, type Slot, soundsLike } from './slot.js';
import type { SlotOpenerParts } from './slot-opener.js';
import { StreamTurns } from './stream-turns.js';

export interface PlayerParts extends SlotOpenerParts {
  /** Whether the next track may be opened before its turn; always by default. */
  mayOpenAhead?(): boolean;
  /** What is let into the queue; everything by default. It holds also for what is found for a track, once that is known. */
  rules?(): QueueRules;
  emit(event: PlayerEvent): void;
  /** The output is broken, and why; it is to be replaced by another one. */
  outputFailed(reason: Wording): void;
}

/**
 * Plays one track and prepares the one after it. Every method is a part of a session's turn: it changes state, starts
 * work, and returns. What that work brings comes back as a {@link PlayerMessage} with its generation; a stale one is
 * dropped, and what it opened is closed.
 */
export class Player {
  readonly #parts: PlayerParts;
  readonly #output: PlayerOutput;
  readonly #tracks: PlayerTracks;
  readonly #streams: StreamTurns;
  readonly #outputTurns: OutputTurns;
  #sound: Sound = PLAIN_SOUND;
  #paused = false;

  constructor(parts: PlayerParts) {
    this.#parts = parts;
    const { emit } = parts;
    const output = new PlayerOutput(parts);
    const tracks = new PlayerTracks(parts, output, emit);
    this.#output = output;
    this.#tracks = tracks;
    const beginAlone = (slot: Slot) => this.#beginAlone(slot);
    this.#streams = new StreamTurns({
      ...parts,
      tracks,
      output,
      rules: () => parts.rules?.() ?? NO_RULES,
      beginAlone,
      stop: () => this.stop(),
      ended: (slot) => this.#outputTurns.ended(slot),
    });
    this.#outputTurns = new OutputTurns({
      ...parts,
      tracks,
      output,
      beginAlone,
      failed: (generation, error) => this.#streams.failed(generation, error),
    });
  }

  /** What plays or is being opened; `null` when nothing is. */
  get playing(): NowPlaying | null {
    return this.#tracks.current.playing(this.#paused);
  }

  /** How everything sounds from now on. */
  get sound(): Sound {
    return this.#sound;
  }

  /** The entry that is prepared to follow. */
  get next(): TrackEntry | undefined {
    return this.#tracks.next.slot?.entry;
  }

  /** Whether it is time to {@link prepare} the next track. */
  get wantsNext(): boolean {
    const { slot, change } = this.#tracks.current;
    if (!slot || this.#tracks.next.slot || change?.kind === 'seek' || this.#parts.mayOpenAhead?.() === false)
      return false;
    return isTimeToLookAhead(slot, this.#sound.crossfadeMs);
  }

  /** Whether the output has something of the current track that should be heard now. */
  get owesSound(): boolean {
    const { slot } = this.#tracks.current;
    return this.#output.keepsTime && slot?.pump !== undefined && !this.#paused && !(slot.started && slot.buffering);
  }

  /** Plays an entry instead of whatever plays. @throws QueueFullError when too many tracks are being opened */
  play(entry: TrackEntry): void {
    this.stop();
    this.#paused = false;
    this.#begin(entry, entry.content.startMs);
  }

  /** Plays something else for the current entry, from its beginning. What plays is wrong, so it stops at once. @throws QueueFullError */
  playInstead(content: TrackEntry['content']): void {
    const { slot } = this.#tracks.current;
    if (!slot) return;
    const entry = { ...slot.entry, content };
    this.play(entry);
    this.#parts.emit({ type: 'elsewhere', entry, error: null });
  }

  /** Opens the entry that will follow the current one without a gap. @throws QueueFullError */
  prepare(entry: TrackEntry): void {
    const { slot, change } = this.#tracks.current;
    this.#tracks.next.prepare(entry, this.#sound, change ? undefined : slot);
  }

  /** Forgets the prepared entry. */
  unprepare(): void {
    this.#tracks.next.forget();
  }

  /** Goes to another place in the current track; the old one sounds until that is open. A later seek makes this one void. */
  seek(positionMs: number): void {
    if (!this.#tracks.current.slot) return;
    this.#tracks.next.forget();
    this.#openAnew('seek', positionMs);
  }

  /** Changes how everything sounds; the old sound goes on until the new one is ready, and changes over where it stands. */
  setSound(sound: Sound): void {
    const fadeStays = this.#sound.crossfadeMs === sound.crossfadeMs;
    this.#sound = sound;
    this.#tracks.next.forgetUnlike(sound, fadeStays);
    const { slot, change } = this.#tracks.current;
    if (!slot) return;
    if (change?.kind === 'seek') this.#openAnew('seek', change.slot.fromMs);
    else if (!soundsLike(slot, sound)) this.#openAnew('sound', slot.pump ? slot.positionMs : slot.fromMs);
    else this.#tracks.current.withdrawChange();
    this.#tracks.changed(slot);
  }

  /** After a long pause what was opened may have expired: then it is opened again while what is held sounds. */
  setPaused(paused: boolean): void {
    this.#paused = paused;
    this.#output.send({ type: paused ? 'pause' : 'resume' });
    if (paused) return;
    const nowMs = this.#parts.clock.now();
    this.#tracks.next.forgetExpired(nowMs);
    const { slot, change } = this.#tracks.current;
    if (slot && !change && isExpired(slot, nowMs)) this.#openAnew('sound', slot.positionMs);
  }

  /** Stops and forgets both tracks. */
  stop(): void {
    this.#tracks.next.forget();
    if (!this.#tracks.current.slot) return;
    this.#tracks.silence.end();
    this.#tracks.current.release();
    this.#output.send({ type: 'stop' });
    if (this.#paused) this.setPaused(false);
  }

  /** Plays into this output from now on. Nothing plays yet. */
  attach(output: AudioOutput): void {
    this.#output.attach(output);
  }

  /** Stops, and lets go of the output. */
  detach(): void {
    this.stop();
    this.#output.detach();
  }

  handle(message: PlayerMessage): void {
    switch (message.type) {
      case 'opened':
        return this.#streams.opened(message.generation, message.stream);
      case 'open-failed':
        return this.#streams.failed(message.generation, message.error);
      case 'opening-again': {
        const slot = this.#tracks.find(message.generation);
        return slot && this.#tracks.changed(slot);
      }
      case 'opening-notice': {
        const slot = this.#tracks.find(message.generation);
        if (!slot) return;
        slot.notice = message.words;
        return this.#tracks.changed(slot);
      }
      case 'announced': {
        const slot = this.#tracks.find(message.generation);
        if (!slot || slot.announced === message.title) return;
        slot.announced = message.title;
        return this.#tracks.changed(slot);
      }
      case 'pumped':
        return this.#streams.pumped(message.generation, message.outcome);
      case 'silent':
        return this.#streams.fellSilent(message.generation);
      case 'output':
        return this.#outputTurns.heard(message.event);
    }
  }

  #begin(entry: TrackEntry, positionMs: number): void {
    this.#tracks.current.begin({ entry, positionMs, priority: 'urgent', sound: this.#sound });
  }

  #beginAlone(slot: Slot): void {
    release(slot);
    this.#begin(slot.entry, slot.fromMs);
  }

  #openAnew(kind: Change['kind'], positionMs: number): void {
    const { slot } = this.#tracks.current;
    this.#tracks.next.forgetFade();
    this.#tracks.current.openAnew(kind, positionMs, this.#sound);
    if (slot) this.#tracks.changed(slot);
  }
}
