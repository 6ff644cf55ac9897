import { PLAIN_SOUND, type Sound } from '../audio/sound.js';
import { SourceUnavailableError } from '../errors/source-errors.js';
import type { TonearmError } from '../errors/tonearm-error.js';
import type { Unsubscribe } from '../runtime/clock.js';
import type { AudioOutput, OutputEvent } from './audio-output.js';
import type { PumpOutcome } from './frame-pump.js';
import { loadSlot, type SlotPlace } from './load-slot.js';
import type { OpenedStream } from './opened-stream.js';
import type { PlayerEvent, PlayerMessage } from './player-messages.js';
import type { TrackEntry } from './queue-entry.js';
import type { NowPlaying } from './session-events.js';
import { logBreak } from './session-log.js';
import { SilenceWatch } from './silence-watch.js';
import { fadeBetween, isExpired, readMs, release, type Slot, soundsLike } from './slot.js';
import { SlotOpener, type SlotOpenerParts } from './slot-opener.js';

export interface PlayerParts extends SlotOpenerParts {
  /** Whether the next track may be opened before its turn; always by default. */
  mayOpenAhead?(): boolean;
  emit(event: PlayerEvent): void;
}

/** Another opening of the current track, to go on with when it is there. */
interface Change {
  /** `seek`: from another place; `sound`: from where it stands then. */
  readonly kind: 'seek' | 'sound';
  readonly slot: Slot;
}

/** The next track is opened when the current one has so much left, in milliseconds, or is wholly read. */
const LOOK_AHEAD_MS = 20_000;
/** How often in a row a stream that dies is opened again before its track is given up. */
const MAX_REOPENS = 2;
/** A stream that gave so much, in milliseconds, was a good one: deaths before it are forgotten. */
const STEADY_MS = 60_000;
/** A stream that dies so near its end, in milliseconds, has given everything: lengths are often rounded. */
const END_MS = 500;

/**
 * Plays one track and prepares the one after it. Every method is a part of a session's turn: it changes state, starts
 * work, and returns. What that work brings comes back as a {@link PlayerMessage} with its generation; a stale one is
 * dropped, and what it opened is closed.
 */
export class Player {
  readonly #parts: PlayerParts;
  readonly #slots: SlotOpener;
  readonly #silence: SilenceWatch;
  #sound: Sound = PLAIN_SOUND;
  #current: Slot | undefined;
  /** What is being opened to go on instead of the current one. */
  #change: Change | undefined;
  /** What sounds until the current one, which takes its place, begins. */
  #outgoing: Slot[] = [];
  #next: Slot | undefined;
  #paused = false;
  #output: AudioOutput | undefined;
  #stopListening: Unsubscribe = () => {};

  constructor(parts: PlayerParts) {
    this.#parts = parts;
    this.#slots = new SlotOpener(parts);
    this.#silence = new SilenceWatch(parts.clock, (generation) => parts.post({ type: 'silent', generation }));
  }

  /** What plays or is being opened; `null` when nothing is. */
  get playing(): NowPlaying | null {
    if (!this.#current) return null;
    const { entry, begunAtMs, buffering } = this.#current;
    const { positionMs } = this.#change?.kind === 'seek' ? this.#change.slot : this.#current;
    const { state } = (this.#change?.slot ?? this.#current).opening;
    const trouble = state.status === 'waiting-to-retry' ? state.error.message : null;
    return { entry, begunAtMs, positionMs, paused: this.#paused, buffering, trouble };
  }

  /** How everything sounds from now on. */
  get sound(): Sound {
    return this.#sound;
  }

  /** The entry that is prepared to follow. */
  get next(): TrackEntry | undefined {
    return this.#next?.entry;
  }

  /** Whether it is time to {@link prepare} the next track. */
  get wantsNext(): boolean {
    const current = this.#current;
    if (!current || this.#next || this.#change?.kind === 'seek' || this.#parts.mayOpenAhead?.() === false) return false;
    const { durationMs } = current.entry.content.track;
    return (
      current.pumped ||
      (current.started &&
        durationMs !== null &&
        durationMs - current.positionMs < LOOK_AHEAD_MS + this.#sound.crossfadeMs)
    );
  }

  /** Plays an entry instead of whatever plays. @throws QueueFullError when too many tracks are being opened */
  play(entry: TrackEntry): void {
    this.stop();
    this.#paused = false;
    this.#current = this.#slots.open({
      entry,
      positionMs: entry.content.startMs,
      priority: 'urgent',
      sound: this.#sound,
    });
  }

  /** Opens the entry that will follow the current one without a gap. @throws QueueFullError */
  prepare(entry: TrackEntry): void {
    this.unprepare();
    const { startMs: positionMs } = entry.content;
    const current = this.#current;
    const fadeFrom =
      current && !this.#change && positionMs === 0 ? fadeBetween(current, entry, this.#sound.crossfadeMs) : undefined;
    this.#next = this.#slots.open({ entry, positionMs, priority: 'high', sound: this.#sound, fadeFrom });
  }

  /** Forgets the prepared entry. */
  unprepare(): void {
    if (!this.#next) return;
    if (this.#next.pump) this.#output?.send({ type: 'unload', generation: this.#next.generation });
    release(this.#next);
    this.#next = undefined;
  }

  /** Goes to another place in the current track; the old one sounds until that is open. A later seek makes this one void. */
  seek(positionMs: number): void {
    if (!this.#current) return;
    this.unprepare();
    this.#replaceCurrent('seek', positionMs);
  }

  /** Changes how everything sounds; the old sound goes on until the new one is ready, and changes over where it stands. */
  setSound(sound: Sound): void {
    const fadeStays = this.#sound.crossfadeMs === sound.crossfadeMs;
    this.#sound = sound;
    if (this.#next && !(fadeStays && soundsLike(this.#next, sound))) this.unprepare();
    const current = this.#current;
    if (!current) return;
    if (this.#change?.kind === 'seek') this.#replaceCurrent('seek', this.#change.slot.fromMs);
    else if (!soundsLike(current, sound))
      this.#replaceCurrent('sound', current.pump ? current.positionMs : current.fromMs);
    else this.#withdrawChange();
    this.#changed(current);
  }

  /** After a long pause what was opened may have expired: then it is opened again while what is held sounds. */
  setPaused(paused: boolean): void {
    this.#paused = paused;
    this.#output?.send({ type: paused ? 'pause' : 'resume' });
    if (paused) return;
    const nowMs = this.#parts.clock.now();
    if (this.#next && isExpired(this.#next, nowMs)) this.unprepare();
    const current = this.#current;
    if (current && !this.#change && isExpired(current, nowMs)) this.#replaceCurrent('sound', current.positionMs);
  }

  /** Stops and forgets both tracks. */
  stop(): void {
    this.unprepare();
    if (!this.#current) return;
    this.#withdrawChange();
    this.#releaseOutgoing();
    this.#silence.end();
    release(this.#current);
    this.#current = undefined;
    this.#output?.send({ type: 'stop' });
    if (this.#paused) this.setPaused(false);
  }

  /** Plays into this output from now on. Nothing plays yet. */
  attach(output: AudioOutput): void {
    this.#output = output;
    this.#stopListening = output.onEvent((event) => this.#parts.post({ type: 'output', event }));
  }

  /** Stops, and lets go of the output. */
  detach(): void {
    this.stop();
    this.#stopListening();
    this.#output = undefined;
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
      case 'pumped':
        return this.#pumped(message.generation, message.outcome);
      case 'silent':
        return this.#fellSilent(message.generation);
      case 'output':
        return this.#heard(message.event);
    }
  }

  #opened(generation: number, stream: OpenedStream): void {
    const slot = this.#slot(generation);
    if (!slot) return stream.close();
    slot.stream = stream;
    if (slot === this.#change?.slot) this.#changeOver(this.#change);
    else if (slot === this.#current) this.#load(slot, slot.tail === undefined ? 'replace' : 'append');
    if (this.#next) this.#loadNext(this.#next);
  }

  /** The next one follows when all of the current one is in the output; it fades in where the current one is to end. */
  #loadNext(slot: Slot): void {
    const current = this.#current;
    const atMs = slot.stream?.fadesInAtMs;
    if (!current?.pump || !slot.stream || slot.pump) return;
    if (atMs !== undefined) this.#load(slot, { instead: current, atMs });
    else if (current.pumped) this.#load(slot, 'append');
  }

  /** One that fades in belongs to that very stream of the current track. */
  #unprepareFade(): void {
    if (this.#next?.fadesIn) this.unprepare();
  }

  #load(slot: Slot, place: SlotPlace): void {
    loadSlot(slot, place, { ...this.#parts, output: this.#output, post: (message) => this.#parts.post(message) });
  }

  /** Opens the current track anew; what it is now goes on until then, if it sounds already. */
  #replaceCurrent(kind: Change['kind'], positionMs: number): void {
    const current = this.#current;
    if (!current) return;
    this.#unprepareFade();
    const { entry, pump, tail } = current;
    const opening = { entry, positionMs, priority: 'urgent', sound: this.#sound } as const;
    const before = kind === 'seek' ? { ...current, positionMs } : current;
    const slot = this.#slots.open({ ...opening, before, tail: pump || kind === 'seek' ? undefined : tail });
    this.#withdrawChange();
    if (pump) this.#change = { kind, slot };
    else {
      release(current);
      this.#current = slot;
      if (kind === 'seek') this.#output?.send({ type: 'stop' });
    }
    this.#changed(current);
  }

  /** What is open now goes on: at once for another place, else exactly where the old one stands. */
  #changeOver({ kind, slot }: Change): void {
    const old = this.#current;
    this.#change = undefined;
    this.#current = slot;
    if (!old) return;
    slot.started = old.started;
    slot.buffering = old.buffering;
    // Two openings of a live stream have no places in common.
    if (kind === 'sound' && slot.entry.content.track.durationMs !== null) {
      slot.positionMs = old.positionMs;
      this.#outgoing.push(old);
      this.#load(slot, { instead: old });
    } else {
      this.unprepare();
      this.#releaseOutgoing();
      release(old);
      this.#load(slot, 'replace');
    }
    this.#changed(slot);
  }

  #withdrawChange(): void {
    if (this.#change) release(this.#change.slot);
    this.#change = undefined;
  }

  #releaseOutgoing(): void {
    for (const slot of this.#outgoing.splice(0)) release(slot);
  }

  #pumped(generation: number, outcome: PumpOutcome): void {
    const slot = this.#slot(generation);
    if (!slot) return;
    if (outcome.kind === 'failed') {
      const { durationMs } = slot.entry.content.track;
      logBreak(this.#parts, slot, outcome.error);
      if (durationMs === null || readMs(slot) < durationMs - END_MS) return this.#failed(generation, outcome.error);
      this.#output?.send({ type: 'end', generation });
    }
    slot.pumped = true;
    if (slot === this.#current && this.#next) this.#loadNext(this.#next);
  }

  /** An opening or a stream failed: it goes on with a new stream where that may help, else the track is given up. */
  #failed(generation: number, error: TonearmError): void {
    const slot = this.#slot(generation);
    const current = this.#current;
    if (!slot || !current) return;
    if (slot === this.#change?.slot) return this.#changeFailed(current, error);
    if (slot !== current || this.#change) {
      slot.failure = error;
      return;
    }
    const deaths = slot.pump && slot.pump.sentMs >= STEADY_MS ? 1 : slot.deaths + 1;
    if (slot.pump && error.retryable && deaths <= MAX_REOPENS) return this.#reopen(slot, deaths);
    this.stop();
    this.#parts.emit({ type: 'failed', entry: slot.entry, error });
  }

  /** What was to be changed goes on as it was, unless it came to its end meanwhile. */
  #changeFailed(current: Slot, error: TonearmError): void {
    this.#withdrawChange();
    const { entry, failure, over } = current;
    this.#parts.emit({ type: 'kept', entry, error });
    if (failure) this.#failed(current.generation, failure);
    else if (over) this.#ended(current);
  }

  /** Neither sound nor an end comes from upstream: as good as dead. */
  #fellSilent(generation: number): void {
    const slot = this.#current;
    if (slot?.generation !== generation || !slot.buffering || !slot.pump || slot.pumped) return;
    const { source, title } = slot.entry.content.track;
    const error = new SourceUnavailableError(source, `The sound of “${title}” stopped coming.`);
    logBreak(this.#parts, slot, error);
    this.#failed(generation, error);
  }

  /** The output plays on what it holds; the new stream begins where that ends. */
  #reopen(slot: Slot, deaths: number): void {
    const { entry, generation } = slot;
    this.#silence.end();
    this.#unprepareFade();
    this.#current = this.#slots.open({
      entry,
      positionMs: readMs(slot),
      priority: 'urgent',
      sound: slot.sound,
      before: { ...slot, deaths },
      tail: generation,
    });
    this.#output?.send({ type: 'end', generation });
    release(slot);
  }

  #heard(event: OutputEvent): void {
    const { generation } = event;
    if (event.type === 'credit') return this.#pumping(generation)?.pump?.grant(event.frames);
    const slot = this.#slot(generation) ?? this.#slotAfter(generation);
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
    if (slot === this.#next && slot.fadesIn) this.#ended(this.#current ?? slot, true);
    if (slot.generation === generation) this.#releaseOutgoing();
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
    if (slot !== this.#current) return;
    this.#silence.end();
    if (this.#change?.kind === 'seek') {
      slot.over = true;
      slot.buffering = true;
      return this.#changed(slot);
    }
    this.#withdrawChange();
    this.#releaseOutgoing();
    release(slot);
    this.#current = this.#next;
    this.#next = undefined;
    this.#parts.emit({ type: 'ended', entry: slot.entry, outcome: 'finished' });
    const current = this.#current;
    if (!current) return;
    if (current.failure) this.#failed(current.generation, current.failure);
    else if (!current.stream) current.opening.promote('urgent');
    else if (!current.pump) this.#load(current, 'replace');
    else if (current.stream.fadesInAtMs !== undefined && !fadedIn) this.#replay(current);
  }

  /** It was to fade in where the other one had ended already: the output knows nothing of it. */
  #replay(slot: Slot): void {
    release(slot);
    const { entry, fromMs: positionMs } = slot;
    this.#current = this.#slots.open({ entry, positionMs, priority: 'urgent', sound: this.#sound });
  }

  #changed(slot: Slot): void {
    if (slot === this.#current) this.#parts.emit({ type: 'changed', entry: slot.entry });
  }

  #slot(generation: number): Slot | undefined {
    return [this.#current, this.#next, this.#change?.slot].find((slot) => slot?.generation === generation);
  }

  /** The slot that goes on where the stream of that generation died, or where its own takes the place of that one. */
  #slotAfter(generation: number): Slot | undefined {
    const isBefore = this.#current?.tail === generation || this.#isOutgoing(generation);
    return isBefore ? this.#current : undefined;
  }

  #isOutgoing(generation: number): boolean {
    return this.#outgoing.some((slot) => slot.generation === generation);
  }

  /** The slot of that generation, whose frames are still wanted. */
  #pumping(generation: number): Slot | undefined {
    return this.#slot(generation) ?? this.#outgoing.find((slot) => slot.generation === generation);
  }
}
