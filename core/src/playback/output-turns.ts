import type { TonearmError } from '../errors/tonearm-error.js';
import type { Wording } from '../model/phrase.js';
import type { OutputEvent } from './audio-output.js';
import type { PlayerEvent } from './player-messages.js';
import type { PlayerOutput } from './player-output.js';
import type { PlayerTracks } from './player-tracks.js';
import type { Slot } from './slot.js';

export interface OutputTurnsParts {
  readonly tracks: PlayerTracks;
  readonly output: PlayerOutput;
  emit(event: PlayerEvent): void;
  /** Opens what was to fade in once more, to begin by itself. */
  beginAlone(slot: Slot): void;
  /** What has its turn now could not be opened, or its stream has died. */
  failed(generation: number, error: TonearmError): void;
  /** Nothing leaves the output any more. */
  outputFailed(reason: Wording): void;
}

/** What follows from what the output says: a track has begun, is somewhere, is out of frames, has ended. Each method is a part of a turn. */
export class OutputTurns {
  readonly #parts: OutputTurnsParts;
  readonly #tracks: PlayerTracks;

  constructor(parts: OutputTurnsParts) {
    this.#parts = parts;
    this.#tracks = parts.tracks;
  }

  heard(event: OutputEvent): void {
    const { generation } = event;
    if (event.type === 'credit') return this.#tracks.pumping(generation)?.pump?.grant(event.frames);
    const slot = this.#tracks.next.find(generation) ?? this.#tracks.current.soundingAs(generation);
    if (!slot) return;
    switch (event.type) {
      case 'started':
        return this.#started(slot, generation);
      case 'position':
        slot.positionMs = event.positionMs;
        return this.#tracks.changed(slot);
      case 'starved':
        slot.buffering = true;
        this.#tracks.silence.begin(slot);
        return this.#tracks.changed(slot);
      case 'resumed':
        slot.buffering = false;
        this.#tracks.silence.end();
        return this.#tracks.changed(slot);
      case 'ended':
        return generation === slot.tail ? this.#tailEnded(slot, event.positionMs) : this.ended(slot);
      case 'failed':
        return this.#parts.outputFailed(event.reason);
    }
  }

  /**
   * The last frame of a track has left; of any but the current one that means nothing.
   * @param fadedIn whether the next one sounds already
   */
  ended(slot: Slot, fadedIn = false): void {
    const { current, next: nextTrack, silence } = this.#tracks;
    const { output, emit, failed, beginAlone } = this.#parts;
    if (slot !== current.slot) return;
    silence.end();
    if (current.change?.kind === 'seek') {
      slot.over = true;
      slot.buffering = true;
      return this.#tracks.changed(slot);
    }
    current.release();
    const next = nextTrack.take();
    current.goOnWith(next);
    emit({ type: 'ended', entry: slot.entry, outcome: 'finished' });
    if (!next) return;
    if (next.failure) failed(next.generation, next.failure);
    else if (!next.stream) next.opening.promote('urgent');
    else if (next.stream.fadesInAtMs !== undefined && !fadedIn) beginAlone(next);
    else if (!next.pump) output.load(next, 'replace');
  }

  #started(slot: Slot, generation: number): void {
    const { current, next, silence } = this.#tracks;
    if (slot === next.slot && slot.fadesIn) this.ended(current.slot ?? slot, true);
    if (slot.generation === generation) current.releaseOutgoing();
    silence.end();
    slot.buffering = false;
    if (slot.started) return this.#tracks.changed(slot);
    slot.started = true;
    this.#parts.emit({ type: 'started', entry: slot.entry });
  }

  /** What the output held of the stream that died is over. */
  #tailEnded(slot: Slot, positionMs: number): void {
    slot.positionMs = positionMs;
    slot.buffering = !slot.pump;
    this.#tracks.changed(slot);
  }
}
