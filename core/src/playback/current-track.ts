import type { Sound } from '../audio/sound.js';
import type { TonearmError } from '../errors/tonearm-error.js';
import { isLive } from '../model/track.js';
import type { PlayerOutput } from './player-output.js';
import type { NowPlaying } from './session-events.js';
import { readMs, release, type Slot } from './slot.js';
import type { Opening, SlotOpener } from './slot-opener.js';

/** Another opening of the current track, to go on with when it is there. */
export interface Change {
  /** `seek`: from another place; `sound`: from where it stands then. */
  readonly kind: 'seek' | 'sound';
  readonly slot: Slot;
}

/** The track that plays: its stream, what is being opened to go on instead of that, and what sounds until that begins. */
export class CurrentTrack {
  readonly #slots: SlotOpener;
  readonly #output: PlayerOutput;
  #slot: Slot | undefined;
  #change: Change | undefined;
  /** What sounds until the slot, which takes its place, begins. */
  #outgoing: Slot[] = [];

  constructor(slots: SlotOpener, output: PlayerOutput) {
    this.#slots = slots;
    this.#output = output;
  }

  get slot(): Slot | undefined {
    return this.#slot;
  }

  get change(): Change | undefined {
    return this.#change;
  }

  /** As listeners see it; `null` when nothing plays. */
  playing(paused: boolean): NowPlaying | null {
    if (!this.#slot) return null;
    const { entry, begunAtMs, buffering, announced } = this.#slot;
    const { positionMs } = this.#change?.kind === 'seek' ? this.#change.slot : this.#slot;
    const { state } = (this.#change?.slot ?? this.#slot).opening;
    const trouble = state.status === 'waiting-to-retry' ? state.error.wording : this.#slot.notice;
    return { entry, begunAtMs, positionMs, paused, buffering, trouble, announced };
  }

  /** The slot of that generation, be it what plays or what will go on instead. */
  find(generation: number): Slot | undefined {
    return [this.#slot, this.#change?.slot].find((slot) => slot?.generation === generation);
  }

  /** The slot whose sound that generation is: its own, or what it goes on after or takes the place of. */
  soundingAs(generation: number): Slot | undefined {
    const isBefore = this.#slot?.tail === generation || this.#leaving(generation) !== undefined;
    return this.find(generation) ?? (isBefore ? this.#slot : undefined);
  }

  /** The slot of that generation, whose frames are still wanted. */
  pumping(generation: number): Slot | undefined {
    return this.find(generation) ?? this.#leaving(generation);
  }

  /** Begins with a track. @throws QueueFullError when too many tracks are being opened */
  begin(opening: Opening): void {
    this.#slot = this.#slots.open(opening);
  }

  /** Goes on with a track that was prepared, if there is one. */
  goOnWith(slot: Slot | undefined): void {
    this.#slot = slot;
  }

  /** Opens the track anew; what it is now goes on until then, if it sounds already. @throws QueueFullError */
  openAnew(kind: Change['kind'], positionMs: number, sound: Sound): void {
    const old = this.#slot;
    if (!old) return;
    const { entry, pump, tail } = old;
    const opening = { entry, positionMs, priority: 'urgent', sound } as const;
    const before = kind === 'seek' ? { ...old, positionMs } : old;
    const slot = this.#slots.open({ ...opening, before, tail: pump || kind === 'seek' ? undefined : tail });
    this.withdrawChange();
    if (pump) {
      this.#change = { kind, slot };
      return;
    }
    release(old);
    this.#slot = slot;
    if (kind === 'seek') this.#output.send({ type: 'stop' });
  }

  /** Whether the change goes on exactly where the track stands. Two openings of a live stream have no places in common. */
  get changesInPlace(): boolean {
    return this.#change?.kind === 'sound' && !isLive(this.#change.slot.entry.content.track);
  }

  /** What was opened anew goes on: exactly where the old one stands, or else at once. */
  changeOver(): void {
    const old = this.#slot;
    const slot = this.#change?.slot;
    if (!old || !slot) return;
    const inPlace = this.changesInPlace;
    this.#change = undefined;
    this.#slot = slot;
    slot.started = old.started;
    slot.buffering = old.buffering;
    if (inPlace) {
      slot.positionMs = old.positionMs;
      this.#outgoing.push(old);
      this.#output.load(slot, { instead: old });
    } else {
      this.releaseOutgoing();
      release(old);
      this.#output.load(slot, 'replace');
    }
  }

  /**
   * The output plays on what it holds of the stream that died; the new one begins where that ends.
   * @param gaveUp why it is opened at another source, where it is @throws QueueFullError
   */
  openAgain(deaths: number, gaveUp?: TonearmError): void {
    const old = this.#slot;
    if (!old) return;
    const { entry, generation: tail, sound } = old;
    const before = { ...old, deaths };
    const opening = { entry, positionMs: readMs(old), priority: 'urgent', sound, before, tail } as const;
    this.#slot = this.#slots.open({ ...opening, ...(gaveUp && { gaveUp }) });
    this.#output.send({ type: 'end', generation: tail });
    release(old);
  }

  withdrawChange(): void {
    if (this.#change) release(this.#change.slot);
    this.#change = undefined;
  }

  /** What took the place of others sounds now. */
  releaseOutgoing(): void {
    for (const slot of this.#outgoing.splice(0)) release(slot);
  }

  /** Lets go of all of it: nothing plays. */
  release(): void {
    this.withdrawChange();
    this.releaseOutgoing();
    if (this.#slot) release(this.#slot);
    this.#slot = undefined;
  }

  #leaving(generation: number): Slot | undefined {
    return this.#outgoing.find((slot) => slot.generation === generation);
  }
}
