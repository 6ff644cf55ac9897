import { phrase } from '../texts/phrase.js';
import { SourceUnavailableError } from '../errors/source-errors.js';
import type { TonearmError } from '../errors/tonearm-error.js';
import type { PumpOutcome } from './frame-pump.js';
import type { OpenedStream } from './opened-stream.js';
import type { PlayerEvent } from './player-messages.js';
import type { PlayerOutput } from './player-output.js';
import type { PlayerTracks } from './player-tracks.js';
import { type QueueRules, whyRefused } from './queue-rules.js';
import { hasGivenAll, rungFor } from './recovery-ladder.js';
import { logBreak } from './session-log.js';
import type { Slot } from './slot.js';
import type { SlotOpenerParts } from './slot-opener.js';

export interface StreamTurnsParts extends SlotOpenerParts {
  readonly tracks: PlayerTracks;
  readonly output: PlayerOutput;
  /** They hold also for what is found for a track, once that is known. */
  rules(): QueueRules;
  emit(event: PlayerEvent): void;
  /** Stops and forgets both tracks. */
  stop(): void;
  /** Opens what was to fade in once more, to begin by itself. */
  beginAlone(slot: Slot): void;
  /** The last frame of the current track has left. */
  ended(slot: Slot): void;
}

/** What follows when a stream opens, is read to its end, dies or says nothing. Each method is a part of a turn. */
export class StreamTurns {
  readonly #parts: StreamTurnsParts;
  readonly #tracks: PlayerTracks;

  constructor(parts: StreamTurnsParts) {
    this.#parts = parts;
    this.#tracks = parts.tracks;
  }

  opened(generation: number, stream: OpenedStream): void {
    const { current, next } = this.#tracks;
    const slot = this.#tracks.find(generation);
    if (!slot) return stream.close();
    const refusal = stream.standIn && whyRefused(stream.standIn.track, this.#parts.rules());
    if (refusal) {
      stream.close();
      return this.failed(generation, refusal);
    }
    slot.stream = stream;
    slot.notice = null;
    if (stream.standIn) this.#standsIn(slot, stream.standIn);
    if (slot === current.change?.slot) this.#changeOver(slot);
    else if (slot === current.slot) this.#begins(slot, stream);
    next.load(current.slot);
  }

  pumped(generation: number, outcome: PumpOutcome): void {
    const slot = this.#tracks.find(generation);
    if (!slot) return;
    if (outcome.kind === 'failed') {
      logBreak(this.#parts, slot, outcome.error);
      if (!hasGivenAll(slot)) return this.failed(generation, outcome.error);
      this.#parts.output.send({ type: 'end', generation });
    }
    slot.pumped = true;
    if (slot === this.#tracks.current.slot) this.#tracks.next.load(slot);
  }

  /** An opening or a stream failed: it goes on with a new stream where that may help, else the track is given up. */
  failed(generation: number, error: TonearmError): void {
    const slot = this.#tracks.find(generation);
    const { slot: current, change } = this.#tracks.current;
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
        this.#parts.stop();
        return this.#parts.emit({ type: 'failed', entry: slot.entry, error });
    }
  }

  /** Neither sound nor an end comes from upstream: as good as dead. */
  fellSilent(generation: number): void {
    const { slot } = this.#tracks.current;
    if (slot?.generation !== generation || !slot.buffering || !slot.pump || slot.pumped) return;
    const { source, title } = slot.entry.content.track;
    const error = new SourceUnavailableError(source, phrase('failure.sound-stopped', { title }));
    logBreak(this.#parts, slot, error);
    this.failed(generation, error);
  }

  /** From now on the entry is of the track that stands in for its own. */
  #standsIn(slot: Slot, { track, detour, because: error }: NonNullable<OpenedStream['standIn']>): void {
    const wanted = slot.entry.content.detour?.wanted ?? detour.wanted;
    const { wanted: _, ...facts } = detour;
    const marked = { ...facts, ...(wanted && { wanted }), ...(error === null && { described: true as const }) };
    slot.entry = { ...slot.entry, content: { ...slot.entry.content, track, detour: marked } };
    if (this.#tracks.next.slot !== slot) this.#parts.emit({ type: 'elsewhere', entry: slot.entry, error });
  }

  /** What was to fade in and opened too late has the end of the track before it laid under: that was heard already. */
  #begins(slot: Slot, { fadesInAtMs }: OpenedStream): void {
    if (fadesInAtMs !== undefined) return this.#parts.beginAlone(slot);
    this.#parts.output.load(slot, slot.tail === undefined ? 'replace' : 'append');
  }

  #changeOver(slot: Slot): void {
    const { current, next } = this.#tracks;
    if (!current.changesInPlace) next.forget();
    current.changeOver();
    this.#tracks.changed(slot);
  }

  #openAgain(deaths: number, gaveUp?: TonearmError): void {
    const { current, next, silence } = this.#tracks;
    silence.end();
    next.forgetFade();
    current.openAgain(deaths, gaveUp);
  }

  /** What was to be changed goes on as it was, unless it came to its end meanwhile. */
  #changeFailed(current: Slot, error: TonearmError): void {
    this.#tracks.current.withdrawChange();
    const { entry, failure, over } = current;
    this.#parts.emit({ type: 'kept', entry, error });
    if (failure) this.failed(current.generation, failure);
    else if (over) this.#parts.ended(current);
  }
}
