import type { TonearmError } from '../errors/tonearm-error.js';
import type { Unsubscribe } from '../runtime/clock.js';
import type { AudioOutput, OutputEvent } from './audio-output.js';
import { FramePump, type PumpOutcome } from './frame-pump.js';
import type { OpenedStream } from './opened-stream.js';
import type { PlayerEvent, PlayerMessage } from './player-messages.js';
import type { TrackEntry } from './queue-entry.js';
import type { NowPlaying } from './session-events.js';
import { logBreak } from './session-log.js';
import { readMs, release, type Slot } from './slot.js';
import { SlotOpener, type SlotOpenerParts } from './slot-opener.js';

export interface PlayerParts extends SlotOpenerParts {
  /** Whether the next track may be opened before its turn; always by default. */
  mayOpenAhead?(): boolean;
  emit(event: PlayerEvent): void;
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
  #current: Slot | undefined;
  #next: Slot | undefined;
  #paused = false;
  #output: AudioOutput | undefined;
  #stopListening: Unsubscribe = () => {};

  constructor(parts: PlayerParts) {
    this.#parts = parts;
    this.#slots = new SlotOpener(parts);
  }

  /** What plays or is being opened; `null` when nothing is. */
  get playing(): NowPlaying | null {
    if (!this.#current) return null;
    const { entry, begunAtMs, positionMs, buffering, opening } = this.#current;
    const trouble = opening.state.status === 'waiting-to-retry' ? opening.state.error.message : null;
    return { entry, begunAtMs, positionMs, paused: this.#paused, buffering, trouble };
  }

  /** The entry that is prepared to follow. */
  get next(): TrackEntry | undefined {
    return this.#next?.entry;
  }

  /** Whether it is time to {@link prepare} the next track. */
  get wantsNext(): boolean {
    const current = this.#current;
    if (!current || this.#next || this.#parts.mayOpenAhead?.() === false) return false;
    const { durationMs } = current.entry.content.track;
    return (
      current.pumped || (current.started && durationMs !== null && durationMs - current.positionMs < LOOK_AHEAD_MS)
    );
  }

  /** Plays an entry instead of whatever plays. @throws QueueFullError when too many tracks are being opened */
  play(entry: TrackEntry): void {
    this.stop();
    this.#paused = false;
    this.#current = this.#slots.open({ entry, positionMs: entry.content.startMs, priority: 'urgent' });
  }

  /** Opens the entry that will follow the current one without a gap. @throws QueueFullError */
  prepare(entry: TrackEntry): void {
    this.unprepare();
    this.#next = this.#slots.open({ entry, positionMs: entry.content.startMs, priority: 'high' });
  }

  /** Forgets the prepared entry. */
  unprepare(): void {
    if (!this.#next) return;
    if (this.#next.pump) this.#output?.send({ type: 'unload', generation: this.#next.generation });
    release(this.#next);
    this.#next = undefined;
  }

  setPaused(paused: boolean): void {
    this.#paused = paused;
    this.#output?.send({ type: paused ? 'pause' : 'resume' });
  }

  /** Stops and forgets both tracks. */
  stop(): void {
    this.unprepare();
    if (!this.#current) return;
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
      case 'output':
        return this.#heard(message.event);
    }
  }

  #opened(generation: number, stream: OpenedStream): void {
    const slot = this.#slot(generation);
    if (!slot) return stream.close();
    slot.stream = stream;
    if (slot === this.#current) this.#load(slot, slot.tail === undefined ? 'replace' : 'append');
    else if (this.#current?.pumped) this.#load(slot, 'append');
  }

  /** Starts sending a slot's frames. */
  #load(slot: Slot, mode: 'replace' | 'append'): void {
    const output = this.#output;
    if (!slot.stream || !output) return;
    const { generation, stream } = slot;
    output.send({ type: 'load', generation, mode, positionMs: stream.positionMs });
    slot.pump = new FramePump({
      stream,
      generation,
      output,
      clock: this.#parts.clock,
      onEnd: (outcome) => this.#parts.post({ type: 'pumped', generation, outcome }),
    });
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
    if (slot === this.#current && this.#next?.stream && !this.#next.pump) this.#load(this.#next, 'append');
  }

  /** An opening or a stream failed: it goes on with a new stream where that may help, else the track is given up. */
  #failed(generation: number, error: TonearmError): void {
    const slot = this.#slot(generation);
    if (!slot) return;
    if (slot !== this.#current) {
      slot.failure = error;
      return;
    }
    const deaths = slot.pump && slot.pump.sentMs >= STEADY_MS ? 1 : slot.deaths + 1;
    if (slot.pump && error.retryable && deaths <= MAX_REOPENS) return this.#reopen(slot, deaths);
    this.stop();
    this.#parts.emit({ type: 'failed', entry: slot.entry, error });
  }

  /** The output plays on what it holds; the new stream begins where that ends. */
  #reopen(slot: Slot, deaths: number): void {
    const { entry, generation } = slot;
    this.#current = this.#slots.open({
      entry,
      positionMs: readMs(slot),
      priority: 'urgent',
      before: { ...slot, deaths },
    });
    this.#output?.send({ type: 'end', generation });
    release(slot);
  }

  #heard(event: OutputEvent): void {
    const slot = this.#slot(event.generation) ?? this.#slotAfter(event.generation);
    if (!slot) return;
    const isTail = slot.generation !== event.generation;
    switch (event.type) {
      case 'credit':
        return isTail ? undefined : slot.pump?.grant(event.frames);
      case 'started':
        slot.buffering = false;
        if (slot.started) return this.#changed(slot);
        slot.started = true;
        return this.#parts.emit({ type: 'started', entry: slot.entry });
      case 'position':
        slot.positionMs = event.positionMs;
        return this.#changed(slot);
      case 'starved':
      case 'resumed':
        slot.buffering = event.type === 'starved';
        return this.#changed(slot);
      case 'ended':
        return isTail ? this.#tailEnded(slot, event.positionMs) : this.#ended(slot);
    }
  }

  /** What the output held of the stream that died is over. */
  #tailEnded(slot: Slot, positionMs: number): void {
    slot.positionMs = positionMs;
    slot.buffering = !slot.pump;
    this.#changed(slot);
  }

  #ended(slot: Slot): void {
    if (slot !== this.#current) return;
    release(slot);
    this.#current = this.#next;
    this.#next = undefined;
    this.#parts.emit({ type: 'ended', entry: slot.entry, outcome: 'finished' });
    const current = this.#current;
    if (!current) return;
    if (current.failure) this.#failed(current.generation, current.failure);
    else if (!current.stream) current.opening.promote('urgent');
    else if (!current.pump) this.#load(current, 'replace');
  }

  #changed(slot: Slot): void {
    if (slot === this.#current) this.#parts.emit({ type: 'changed', entry: slot.entry });
  }

  #slot(generation: number): Slot | undefined {
    return [this.#current, this.#next].find((slot) => slot?.generation === generation);
  }

  /** The slot that goes on where the stream of that generation died. */
  #slotAfter(generation: number): Slot | undefined {
    return this.#current?.tail === generation ? this.#current : undefined;
  }
}
