import type { TonearmError } from '../errors/tonearm-error.js';
import type { Clock, Unsubscribe } from '../runtime/clock.js';
import type { Task } from '../scheduler/task.js';
import type { AudioOutput, OutputEvent } from './audio-output.js';
import { FramePump, type PumpOutcome } from './frame-pump.js';
import type { OpenedStream } from './opened-stream.js';
import type { TrackEntry } from './queue-entry.js';
import type { StreamOpener } from './stream-opener.js';

/** What comes back from the outside; the session's mailbox hands it to {@link Player.handle}. */
export type PlayerMessage =
  | { readonly type: 'opened'; readonly generation: number; readonly stream: OpenedStream }
  | { readonly type: 'open-failed'; readonly generation: number; readonly error: TonearmError }
  | { readonly type: 'pumped'; readonly generation: number; readonly outcome: PumpOutcome }
  | { readonly type: 'output'; readonly event: OutputEvent };

/** What the session learns of it. */
export type PlayerEvent =
  | { readonly type: 'started'; readonly entry: TrackEntry }
  /** Position, buffering or paused changed. */
  | { readonly type: 'changed'; readonly entry: TrackEntry }
  /** Played to its end. The next one, if it was prepared, is the current one now. */
  | { readonly type: 'ended'; readonly entry: TrackEntry }
  | { readonly type: 'failed'; readonly entry: TrackEntry; readonly error: TonearmError };

export interface PlayerParts {
  readonly guildId: string;
  readonly opener: StreamOpener;
  readonly clock: Clock;
  /** Brings a message back through the session's mailbox. */
  post(message: PlayerMessage): void;
  emit(event: PlayerEvent): void;
}

/** A track that is being opened or played. */
interface Slot {
  readonly entry: TrackEntry;
  readonly generation: number;
  readonly opening: Task<OpenedStream>;
  positionMs: number;
  reopened: number;
  buffering: boolean;
  started: boolean;
  stream: OpenedStream | undefined;
  pump: FramePump | undefined;
  pumped: boolean;
  failure: TonearmError | undefined;
}

/** The next track is opened when the current one has so much left, in milliseconds, or is wholly read. */
const LOOK_AHEAD_MS = 20_000;
/** How often a stream that dies is opened again at its position before its track is given up. */
const MAX_REOPENS = 2;

/**
 * Plays one track and prepares the one after it. Every method is a part of a session's turn: it changes state, starts
 * work, and returns. What that work brings comes back as a {@link PlayerMessage} with its generation; a stale one is
 * dropped, and what it opened is closed.
 */
export class Player {
  readonly #parts: PlayerParts;
  #generations = 0;
  #current: Slot | undefined;
  #next: Slot | undefined;
  #paused = false;
  #output: AudioOutput | undefined;
  #stopListening: Unsubscribe = () => {};

  constructor(parts: PlayerParts) {
    this.#parts = parts;
  }

  get current(): Readonly<Pick<Slot, 'entry' | 'positionMs' | 'buffering' | 'started'>> | undefined {
    return this.#current;
  }

  /** The entry that is prepared to follow. */
  get next(): TrackEntry | undefined {
    return this.#next?.entry;
  }

  get paused(): boolean {
    return this.#paused;
  }

  /** Whether it is time to {@link prepare} the next track. */
  get wantsNext(): boolean {
    const current = this.#current;
    if (!current || this.#next) return false;
    const { durationMs } = current.entry.content.track;
    return (
      current.pumped || (current.started && durationMs !== null && durationMs - current.positionMs < LOOK_AHEAD_MS)
    );
  }

  /** Plays an entry instead of whatever plays. @throws QueueFullError when too many tracks are being opened */
  play(entry: TrackEntry): void {
    this.stop();
    this.#paused = false;
    this.#current = this.#open(entry, entry.content.startMs, 'urgent');
  }

  /** Opens the entry that will follow the current one without a gap. @throws QueueFullError */
  prepare(entry: TrackEntry): void {
    this.unprepare();
    this.#next = this.#open(entry, entry.content.startMs, 'high');
  }

  /** Forgets the prepared entry. */
  unprepare(): void {
    if (!this.#next) return;
    if (this.#next.pump) this.#output?.send({ type: 'unload', generation: this.#next.generation });
    release(this.#next);
    this.#next = undefined;
  }

  pause(): void {
    this.#paused = true;
    this.#output?.send({ type: 'pause' });
  }

  resume(): void {
    this.#paused = false;
    this.#output?.send({ type: 'resume' });
  }

  /** Stops and forgets both tracks. */
  stop(): void {
    this.unprepare();
    if (!this.#current) return;
    release(this.#current);
    this.#current = undefined;
    this.#output?.send({ type: 'stop' });
    if (this.#paused) this.resume();
  }

  /** Plays into this output from now on; a track that was already sounding elsewhere is opened again at its position. */
  attach(output: AudioOutput): void {
    this.detach();
    this.#output = output;
    this.#stopListening = output.onEvent((event) => this.#parts.post({ type: 'output', event }));
    const current = this.#current;
    if (current?.pump) this.#reopen(current);
    else if (current?.stream) this.#load(current, 'replace');
    if (this.#paused) output.send({ type: 'pause' });
  }

  /** Lets go of the output; what plays waits for another. */
  detach(): void {
    this.#stopListening();
    this.#stopListening = () => {};
    this.#output = undefined;
    this.unprepare();
  }

  handle(message: PlayerMessage): void {
    switch (message.type) {
      case 'opened':
        return this.#opened(message.generation, message.stream);
      case 'open-failed':
        return this.#failed(message.generation, message.error);
      case 'pumped':
        return this.#pumped(message.generation, message.outcome);
      case 'output':
        return this.#heard(message.event);
    }
  }

  #open(entry: TrackEntry, positionMs: number, priority: 'urgent' | 'high', reopened = 0): Slot {
    this.#generations += 1;
    const generation = this.#generations;
    const { guildId, opener, post } = this.#parts;
    const opening = opener.open({ track: entry.content.track, positionMs, priority, tenant: guildId });
    opening.result.then(
      (stream) => post({ type: 'opened', generation, stream }),
      (error: TonearmError) => post({ type: 'open-failed', generation, error }),
    );
    return {
      entry,
      generation,
      opening,
      positionMs,
      reopened,
      buffering: true,
      started: reopened > 0,
      stream: undefined,
      pump: undefined,
      pumped: false,
      failure: undefined,
    };
  }

  #opened(generation: number, stream: OpenedStream): void {
    const slot = this.#slot(generation);
    if (!slot) return stream.close();
    slot.stream = stream;
    if (slot === this.#current) this.#load(slot, 'replace');
    else if (this.#current?.pumped) this.#load(slot, 'append');
  }

  /** Starts sending a slot's frames, unless there is no output yet: then {@link attach} does it. */
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
    if (outcome.kind === 'failed') return this.#failed(generation, outcome.error);
    slot.pumped = true;
    if (slot === this.#current && this.#next?.stream && !this.#next.pump) this.#load(this.#next, 'append');
  }

  /** An opening or a stream failed: once more at the position where that may help, else the track is given up. */
  #failed(generation: number, error: TonearmError): void {
    const slot = this.#slot(generation);
    if (!slot) return;
    if (slot !== this.#current) {
      slot.failure = error;
      return;
    }
    if (slot.pump && error.retryable && slot.reopened < MAX_REOPENS) return this.#reopen(slot);
    this.stop();
    this.#parts.emit({ type: 'failed', entry: slot.entry, error });
  }

  #reopen(slot: Slot): void {
    release(slot);
    this.#current = this.#open(slot.entry, slot.positionMs, 'urgent', slot.reopened + 1);
  }

  #heard(event: OutputEvent): void {
    const slot = this.#slot(event.generation);
    if (!slot) return;
    switch (event.type) {
      case 'credit':
        return slot.pump?.grant(event.frames);
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
        return this.#ended(slot);
    }
  }

  #ended(slot: Slot): void {
    if (slot !== this.#current) return;
    release(slot);
    this.#current = this.#next;
    this.#next = undefined;
    this.#parts.emit({ type: 'ended', entry: slot.entry });
    const current = this.#current;
    if (!current) return;
    if (current.failure) this.#failed(current.generation, current.failure);
    else if (current.stream && !current.pump) this.#load(current, 'replace');
  }

  #changed(slot: Slot): void {
    if (slot === this.#current) this.#parts.emit({ type: 'changed', entry: slot.entry });
  }

  #slot(generation: number): Slot | undefined {
    return [this.#current, this.#next].find((slot) => slot?.generation === generation);
  }
}

/** Stops a slot's work, at whatever point it is. */
function release(slot: Slot): void {
  slot.opening.cancel('No longer wanted.');
  if (slot.pump) slot.pump.close();
  else slot.stream?.close();
}
