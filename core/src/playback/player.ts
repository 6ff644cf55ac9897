import { phrase } from '../texts/phrase.js';
import { PLAIN_SOUND, type Sound } from '../audio/sound.js';
import { SourceUnavailableError } from '../errors/source-errors.js';
import type { TonearmError } from '../errors/tonearm-error.js';
import type { AudioOutput, OutputEvent } from './audio-output.js';
import { type Change, CurrentTrack } from './current-track.js';
import type { PumpOutcome } from './frame-pump.js';
import { isTimeToLookAhead, NextTrack } from './next-track.js';
import type { OpenedStream } from './opened-stream.js';
import type { PlayerEvent, PlayerMessage } from './player-messages.js';
import { PlayerOutput } from './player-output.js';
import type { TrackEntry } from './queue-entry.js';
import { NO_RULES, type QueueRules, whyRefused } from './queue-rules.js';
import { hasGivenAll, rungFor } from './recovery-ladder.js';
import type { NowPlaying } from './session-events.js';
import { logBreak } from './session-log.js';
import { SilenceWatch } from './silence-watch.js';
import { isExpired, release, type Slot, soundsLike } from './slot.js';
import { SlotOpener, type SlotOpenerParts } from './slot-opener.js';

export interface PlayerParts extends SlotOpenerParts {
  /** Whether the next track may be opened before its turn; always by default. */
  mayOpenAhead?(): boolean;
  /** What is let into the queue; everything by default. It holds also for what is found for a track, once that is known. */
  rules?(): QueueRules;
  emit(event: PlayerEvent): void;
}

/**
 * Plays one track and prepares the one after it. Every method is a part of a session's turn: it changes state, starts
 * work, and returns. What that work brings comes back as a {@link PlayerMessage} with its generation; a stale one is
 * dropped, and what it opened is closed.
 */
export class Player {
  readonly #parts: PlayerParts;
  readonly #output: PlayerOutput;
  readonly #current: CurrentTrack;
  readonly #next: NextTrack;
  readonly #silence: SilenceWatch;
  #sound: Sound = PLAIN_SOUND;
  #paused = false;

  constructor(parts: PlayerParts) {
    this.#parts = parts;
    const slots = new SlotOpener(parts);
    this.#output = new PlayerOutput(parts);
    this.#current = new CurrentTrack(slots, this.#output);
    this.#next = new NextTrack(slots, this.#output);
    this.#silence = new SilenceWatch(parts.clock, (generation) => parts.post({ type: 'silent', generation }));
  }

  /** What plays or is being opened; `null` when nothing is. */
  get playing(): NowPlaying | null {
    return this.#current.playing(this.#paused);
  }

  /** How everything sounds from now on. */
  get sound(): Sound {
    return this.#sound;
  }

  /** The entry that is prepared to follow. */
  get next(): TrackEntry | undefined {
    return this.#next.slot?.entry;
  }

  /** Whether it is time to {@link prepare} the next track. */
  get wantsNext(): boolean {
    const { slot, change } = this.#current;
    if (!slot || this.#next.slot || change?.kind === 'seek' || this.#parts.mayOpenAhead?.() === false) return false;
    return isTimeToLookAhead(slot, this.#sound.crossfadeMs);
  }

  /** Whether the output has something of the current track that should be heard now. */
  get owesSound(): boolean {
    const { slot } = this.#current;
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
    const { slot } = this.#current;
    if (!slot) return;
    const entry = { ...slot.entry, content };
    this.play(entry);
    this.#parts.emit({ type: 'elsewhere', entry, error: null });
  }

  /** Opens the entry that will follow the current one without a gap. @throws QueueFullError */
  prepare(entry: TrackEntry): void {
    const { slot, change } = this.#current;
    this.#next.prepare(entry, this.#sound, change ? undefined : slot);
  }

  /** Forgets the prepared entry. */
  unprepare(): void {
    this.#next.forget();
  }

  /** Goes to another place in the current track; the old one sounds until that is open. A later seek makes this one void. */
  seek(positionMs: number): void {
    if (!this.#current.slot) return;
    this.#next.forget();
    this.#openAnew('seek', positionMs);
  }

  /** Changes how everything sounds; the old sound goes on until the new one is ready, and changes over where it stands. */
  setSound(sound: Sound): void {
    const fadeStays = this.#sound.crossfadeMs === sound.crossfadeMs;
    this.#sound = sound;
    this.#next.forgetUnlike(sound, fadeStays);
    const { slot, change } = this.#current;
    if (!slot) return;
    if (change?.kind === 'seek') this.#openAnew('seek', change.slot.fromMs);
    else if (!soundsLike(slot, sound)) this.#openAnew('sound', slot.pump ? slot.positionMs : slot.fromMs);
    else this.#current.withdrawChange();
    this.#changed(slot);
  }

  /** After a long pause what was opened may have expired: then it is opened again while what is held sounds. */
  setPaused(paused: boolean): void {
    this.#paused = paused;
    this.#output.send({ type: paused ? 'pause' : 'resume' });
    if (paused) return;
    const nowMs = this.#parts.clock.now();
    this.#next.forgetExpired(nowMs);
    const { slot, change } = this.#current;
    if (slot && !change && isExpired(slot, nowMs)) this.#openAnew('sound', slot.positionMs);
  }

  /** Stops and forgets both tracks. */
  stop(): void {
    this.#next.forget();
    if (!this.#current.slot) return;
    this.#silence.end();
    this.#current.release();
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
        return this.#opened(message.generation, message.stream);
      case 'open-failed':
        return this.#failed(message.generation, message.error);
      case 'opening-again': {
        const slot = this.#slot(message.generation);
        return slot && this.#changed(slot);
      }
      case 'opening-notice': {
        const slot = this.#slot(message.generation);
        if (!slot) return;
        slot.notice = message.words;
        return this.#changed(slot);
      }
      case 'announced': {
        const slot = this.#slot(message.generation);
        if (!slot || slot.announced === message.title) return;
        slot.announced = message.title;
        return this.#changed(slot);
      }
      case 'pumped':
        return this.#pumped(message.generation, message.outcome);
      case 'silent':
        return this.#fellSilent(message.generation);
      case 'output':
        return this.#heard(message.event);
    }
  }

  #begin(entry: TrackEntry, positionMs: number): void {
    this.#current.begin({ entry, positionMs, priority: 'urgent', sound: this.#sound });
  }

  #openAnew(kind: Change['kind'], positionMs: number): void {
    const { slot } = this.#current;
    this.#next.forgetFade();
    this.#current.openAnew(kind, positionMs, this.#sound);
    if (slot) this.#changed(slot);
  }

  #opened(generation: number, stream: OpenedStream): void {
    const slot = this.#slot(generation);
    if (!slot) return stream.close();
    const refusal = stream.standIn && whyRefused(stream.standIn.track, this.#parts.rules?.() ?? NO_RULES);
    if (refusal) {
      stream.close();
      return this.#failed(generation, refusal);
    }
    slot.stream = stream;
    slot.notice = null;
    if (stream.standIn) this.#standsIn(slot, stream.standIn);
    if (slot === this.#current.change?.slot) this.#changeOver(slot);
    else if (slot === this.#current.slot) this.#output.load(slot, slot.tail === undefined ? 'replace' : 'append');
    this.#next.load(this.#current.slot);
  }

  /** From now on the entry is of the track that stands in for its own. */
  #standsIn(slot: Slot, { track, detour, because: error }: NonNullable<OpenedStream['standIn']>): void {
    const wanted = slot.entry.content.detour?.wanted ?? detour.wanted;
    const { wanted: _, ...facts } = detour;
    const marked = { ...facts, ...(wanted && { wanted }), ...(error === null && { described: true as const }) };
    slot.entry = { ...slot.entry, content: { ...slot.entry.content, track, detour: marked } };
    if (this.#next.slot !== slot) this.#parts.emit({ type: 'elsewhere', entry: slot.entry, error });
  }

  #changeOver(slot: Slot): void {
    if (!this.#current.changesInPlace) this.#next.forget();
    this.#current.changeOver();
    this.#changed(slot);
  }

  #pumped(generation: number, outcome: PumpOutcome): void {
    const slot = this.#slot(generation);
    if (!slot) return;
    if (outcome.kind === 'failed') {
      logBreak(this.#parts, slot, outcome.error);
      if (!hasGivenAll(slot)) return this.#failed(generation, outcome.error);
      this.#output.send({ type: 'end', generation });
    }
    slot.pumped = true;
    if (slot === this.#current.slot) this.#next.load(slot);
  }

  /** An opening or a stream failed: it goes on with a new stream where that may help, else the track is given up. */
  #failed(generation: number, error: TonearmError): void {
    const slot = this.#slot(generation);
    const { slot: current, change } = this.#current;
    if (!slot || !current) return;
    if (slot === change?.slot) return this.#changeFailed(current, error);
    if (slot !== current || change) {
      slot.failure = error;
      return;
    }
    const rung = rungFor(slot, error, this.#parts.opener.hasStandIns);
    switch (rung.kind) {
      case 'open-again':
        return this.#openAgain(rung.deaths);
      case 'elsewhere':
        return this.#openAgain(0, error);
      case 'give-up':
        this.stop();
        return this.#parts.emit({ type: 'failed', entry: slot.entry, error });
    }
  }

  #openAgain(deaths: number, gaveUp?: TonearmError): void {
    this.#silence.end();
    this.#next.forgetFade();
    this.#current.openAgain(deaths, gaveUp);
  }

  /** What was to be changed goes on as it was, unless it came to its end meanwhile. */
  #changeFailed(current: Slot, error: TonearmError): void {
    this.#current.withdrawChange();
    const { entry, failure, over } = current;
    this.#parts.emit({ type: 'kept', entry, error });
    if (failure) this.#failed(current.generation, failure);
    else if (over) this.#ended(current);
  }

  /** Neither sound nor an end comes from upstream: as good as dead. */
  #fellSilent(generation: number): void {
    const { slot } = this.#current;
    if (slot?.generation !== generation || !slot.buffering || !slot.pump || slot.pumped) return;
    const { source, title } = slot.entry.content.track;
    const error = new SourceUnavailableError(source, phrase('failure.sound-stopped', { title }));
    logBreak(this.#parts, slot, error);
    this.#failed(generation, error);
  }

  #heard(event: OutputEvent): void {
    const { generation } = event;
    if (event.type === 'credit') return this.#pumping(generation)?.pump?.grant(event.frames);
    const slot = this.#next.find(generation) ?? this.#current.soundingAs(generation);
    if (!slot) return;
    switch (event.type) {
      case 'started':
        return this.#started(slot, generation);
      case 'position':
        slot.positionMs = event.positionMs;
        return this.#changed(slot);
      case 'starved':
        slot.buffering = true;
        this.#silence.begin(slot.generation);
        return this.#changed(slot);
      case 'resumed':
        slot.buffering = false;
        this.#silence.end();
        return this.#changed(slot);
      case 'ended':
        return generation === slot.tail ? this.#tailEnded(slot, event.positionMs) : this.#ended(slot);
    }
  }

  #started(slot: Slot, generation: number): void {
    if (slot === this.#next.slot && slot.fadesIn) this.#ended(this.#current.slot ?? slot, true);
    if (slot.generation === generation) this.#current.releaseOutgoing();
    this.#silence.end();
    slot.buffering = false;
    if (slot.started) return this.#changed(slot);
    slot.started = true;
    this.#parts.emit({ type: 'started', entry: slot.entry });
  }

  /** What the output held of the stream that died is over. */
  #tailEnded(slot: Slot, positionMs: number): void {
    slot.positionMs = positionMs;
    slot.buffering = !slot.pump;
    this.#changed(slot);
  }

  /** @param fadedIn whether the next one sounds already */
  #ended(slot: Slot, fadedIn = false): void {
    if (slot !== this.#current.slot) return;
    this.#silence.end();
    if (this.#current.change?.kind === 'seek') {
      slot.over = true;
      slot.buffering = true;
      return this.#changed(slot);
    }
    this.#current.release();
    const next = this.#next.take();
    this.#current.goOnWith(next);
    this.#parts.emit({ type: 'ended', entry: slot.entry, outcome: 'finished' });
    if (!next) return;
    if (next.failure) this.#failed(next.generation, next.failure);
    else if (!next.stream) next.opening.promote('urgent');
    else if (!next.pump) this.#output.load(next, 'replace');
    else if (next.stream.fadesInAtMs !== undefined && !fadedIn) this.#replay(next);
  }

  /** It was to fade in where the other one had ended already: the output knows nothing of it. */
  #replay(slot: Slot): void {
    release(slot);
    this.#begin(slot.entry, slot.fromMs);
  }

  #changed(slot: Slot): void {
    if (slot === this.#current.slot) this.#parts.emit({ type: 'changed', entry: slot.entry });
  }

  #slot(generation: number): Slot | undefined {
    return this.#current.find(generation) ?? this.#next.find(generation);
  }

  /** The slot of that generation, whose frames are still wanted. */
  #pumping(generation: number): Slot | undefined {
    return this.#current.pumping(generation) ?? this.#next.find(generation);
  }
}
