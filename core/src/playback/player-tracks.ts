import { CurrentTrack } from './current-track.js';
import { NextTrack } from './next-track.js';
import type { PlayerEvent } from './player-messages.js';
import type { PlayerOutput } from './player-output.js';
import { SilenceWatch } from './silence-watch.js';
import type { Slot } from './slot.js';
import { SlotOpener, type SlotOpenerParts } from './slot-opener.js';

/** The two tracks of a player, found by their generations, and how it tells of them. */
export class PlayerTracks {
  readonly current: CurrentTrack;
  readonly next: NextTrack;
  readonly silence: SilenceWatch;
  readonly #emit: (event: PlayerEvent) => void;

  constructor(parts: SlotOpenerParts, output: PlayerOutput, emit: (event: PlayerEvent) => void) {
    const slots = new SlotOpener(parts);
    this.current = new CurrentTrack(slots, output);
    this.next = new NextTrack(slots, output);
    this.silence = new SilenceWatch(parts.clock, (generation) => parts.post({ type: 'silent', generation }));
    this.#emit = emit;
  }

  /** The slot of that generation, be it the current track's or the next one's. */
  find(generation: number): Slot | undefined {
    return this.current.find(generation) ?? this.next.find(generation);
  }

  /** The slot of that generation, whose frames are still wanted. */
  pumping(generation: number): Slot | undefined {
    return this.current.pumping(generation) ?? this.next.find(generation);
  }

  /** Tells that a slot is another one now; of the next track nothing is told yet. */
  changed(slot: Slot): void {
    if (slot === this.current.slot) this.#emit({ type: 'changed', entry: slot.entry });
  }
}
