import type { Clock } from '../runtime/clock.js';
import type { AudioOutput } from './audio-output.js';
import { FramePump } from './frame-pump.js';
import type { PlayerMessage } from './player-messages.js';
import type { Slot } from './slot.js';

/** Where a slot's frames go in the output: see `OutputCommand`. */
export type SlotPlace = 'replace' | 'append' | { readonly instead: Slot; readonly atMs?: number };

/** Starts sending an open slot's frames; one that is not open, or has no output, is left as it is. */
export function loadSlot(
  slot: Slot,
  place: SlotPlace,
  parts: { readonly output: AudioOutput | undefined; readonly clock: Clock; post(message: PlayerMessage): void },
): void {
  const { output, clock, post } = parts;
  const { generation, stream } = slot;
  if (!stream || !output) return;
  const { positionMs, speed } = stream;
  if (typeof place === 'string') output.send({ type: 'load', generation, mode: place, positionMs, speed });
  else {
    const { instead, atMs = positionMs } = place;
    output.send({ type: 'splice', generation, replaces: instead.generation, atMs, positionMs, speed });
  }
  slot.pump = new FramePump({
    stream,
    generation,
    output,
    clock,
    onEnd: (outcome) => post({ type: 'pumped', generation, outcome }),
  });
}
