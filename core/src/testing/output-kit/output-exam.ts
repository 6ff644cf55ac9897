import type { AudioOutput } from '../../playback/audio-output.js';

/** An output on a bench: time passes when the exam says so, and what left can be looked at. */
export interface OutputRig {
  readonly output: AudioOutput;
  /** Lets so many slots of 20 ms pass. By a real clock it takes as long; what is due at its end may still be on its way. */
  pass(slots: number): void | Promise<void>;
  /** Every frame that left, in order, without the silence that an output adds itself. */
  heard(): readonly Uint8Array[];
  close(): void | Promise<void>;
}

/** An output in its exam. */
export interface OutputExam {
  /** Stands in the report. */
  readonly name: string;
  /** Makes a fresh one, which holds nothing and is ready to send. */
  make(): OutputRig | Promise<OutputRig>;
  /** Makes one that breaks for good after some frames, as when what it sends to is gone; absent where that cannot be done. */
  makeBreaking?(): OutputRig | Promise<OutputRig>;
}
