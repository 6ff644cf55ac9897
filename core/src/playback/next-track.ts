import type { Sound } from '../audio/sound.js';
import type { PlayerOutput } from './player-output.js';
import type { TrackEntry } from './queue-entry.js';
import { fadeBetween, isExpired, mayBePast, release, type Slot, soundsLike } from './slot.js';
import type { SlotOpener } from './slot-opener.js';

/** It is opened when the current one has so much left, in milliseconds, or is wholly read. */
const LOOK_AHEAD_MS = 20_000;

/** The track that is prepared to follow the current one without a gap, or to be laid over its end. */
export class NextTrack {
  readonly #slots: SlotOpener;
  readonly #output: PlayerOutput;
  #slot: Slot | undefined;

  constructor(slots: SlotOpener, output: PlayerOutput) {
    this.#slots = slots;
    this.#output = output;
  }

  get slot(): Slot | undefined {
    return this.#slot;
  }

  find(generation: number): Slot | undefined {
    return this.#slot?.generation === generation ? this.#slot : undefined;
  }

  /** @param fadesOver what it is laid over the end of, where it is to be @throws QueueFullError */
  prepare(entry: TrackEntry, sound: Sound, fadesOver: Slot | undefined): void {
    this.forget();
    const { startMs: positionMs } = entry.content;
    const fadeFrom = fadesOver && positionMs === 0 ? fadeBetween(fadesOver, entry, sound.crossfadeMs) : undefined;
    this.#slot = this.#slots.open({ entry, positionMs, priority: 'high', sound, fadeFrom });
  }

  /**
   * It follows when all of the current one is in the output; it fades in where the current one is to end, on the frame. One that
   * may come too late for that place would lose its beginning: it is forgotten, to be prepared as one that follows.
   */
  load(current: Slot | undefined): void {
    const slot = this.#slot;
    if (!current?.pump || !slot?.stream || slot.pump) return;
    const atMs = slot.stream.fadesInAtMs;
    if (atMs !== undefined && mayBePast(current, atMs)) this.forget();
    else if (atMs !== undefined) this.#output.load(slot, { instead: current, atMs });
    else if (current.pumped) this.#output.load(slot, 'append');
  }

  /** Hands it over: it is the current one now. */
  take(): Slot | undefined {
    const slot = this.#slot;
    this.#slot = undefined;
    return slot;
  }

  forget(): void {
    if (!this.#slot) return;
    if (this.#slot.pump) this.#output.send({ type: 'unload', generation: this.#slot.generation });
    release(this.#slot);
    this.#slot = undefined;
  }

  /** One that fades in belongs to one stream of the current track. */
  forgetFade(): void {
    if (this.#slot?.fadesIn) this.forget();
  }

  /** Forgets what would sound otherwise if it was opened now. */
  forgetUnlike(sound: Sound, fadeStays: boolean): void {
    if (this.#slot && !(fadeStays && soundsLike(this.#slot, sound))) this.forget();
  }

  forgetExpired(nowMs: number): void {
    if (this.#slot && isExpired(this.#slot, nowMs)) this.forget();
  }
}

/** Whether it is time to prepare what follows this one. */
export function isTimeToLookAhead(current: Slot, crossfadeMs: number): boolean {
  const { pumped, started, positionMs, entry } = current;
  const { durationMs } = entry.content.track;
  return pumped || (started && durationMs !== null && durationMs - positionMs < LOOK_AHEAD_MS + crossfadeMs);
}
