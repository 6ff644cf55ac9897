import type { OutputCommand, OutputEvent } from '../../playback/audio-output.js';
import type { OutputRig } from './output-exam.js';

/** A frame that was heard: of which generation, and its number there, from 0. */
export interface HeardFrame {
  readonly generation: number;
  readonly index: number;
}

/** What is loaded on the stage. */
export interface Programme {
  /** How many frames there are; they are sent against credit. */
  readonly frames: number;
  /** Whether the end is told after the last one. */
  readonly end?: boolean;
  readonly mode?: 'replace' | 'append';
  readonly positionMs?: number;
  readonly speed?: number;
}

/** Slots that pass before it is looked again. */
const STEP = 5;
/** Steps after which what has not come is missing: six seconds. */
const MOST_STEPS = 60;
/** Slots within which nothing comes any more when nothing is on its way. */
const SETTLE = 15;
/** After so many times of it, something comes for ever. */
const MOST_SETTLES = 10;

/** Sends an output what a session would, and writes down everything that it tells. */
export class Stage {
  readonly events: OutputEvent[] = [];
  readonly #rig: OutputRig;
  /** Frames that wait for credit, by generation. */
  readonly #waiting = new Map<number, { next: number; frames: number; end: boolean }>();
  readonly #stop: () => void;

  constructor(rig: OutputRig) {
    this.#rig = rig;
    this.#stop = rig.output.onEvent((event) => {
      this.events.push(event);
      if (event.type === 'credit') this.#feed(event.generation, event.frames);
    });
  }

  send(command: OutputCommand): void {
    this.#rig.output.send(command);
  }

  load(generation: number, { frames, end = true, mode = 'replace', positionMs = 0, speed }: Programme): void {
    this.#waiting.set(generation, { next: 0, frames, end });
    this.send({ type: 'load', generation, mode, positionMs, ...(speed !== undefined && { speed }) });
  }

  splice(generation: number, where: { replaces: number; atMs: number; positionMs: number; frames: number }): void {
    const { frames, ...place } = where;
    this.#waiting.set(generation, { next: 0, frames, end: true });
    this.send({ type: 'splice', generation, ...place });
  }

  /** Sends frames outside the programme, as a session does when more have come. */
  give(generation: number, from: number, count: number): void {
    const frames = Array.from({ length: count }, (_, index) => aFrame(generation, from + index));
    this.send({ type: 'frames', generation, frames });
  }

  /** Lets time pass until it is so. @throws Error that tells what came instead */
  async until(what: string, isSo: () => boolean): Promise<void> {
    for (let step = 0; step < MOST_STEPS; step++) {
      if (isSo()) return;
      await this.#rig.pass(STEP);
    }
    if (isSo()) return;
    const told = this.events.map(({ type, generation }) => `${type} ${generation}`).slice(-8);
    throw new Error(`${what} did not come; heard ${this.heard.length} frames, and last told: ${told.join(', ')}.`);
  }

  untilHeard(generation: number, count: number): Promise<void> {
    const what = `frame ${count} of generation ${generation}`;
    return this.until(what, () => this.heardOf(generation).length >= count);
  }

  untilTold(type: OutputEvent['type'], generation: number): Promise<void> {
    return this.until(`“${type}” of generation ${generation}`, () => this.told(type, generation).length > 0);
  }

  /** Until whatever was on its way has arrived, or for three seconds when something always comes. */
  async settle(): Promise<void> {
    for (let times = 0; times < MOST_SETTLES; times++) {
      const before = this.events.length + this.heard.length;
      await this.#rig.pass(SETTLE);
      if (this.events.length + this.heard.length === before) return;
    }
  }

  get heard(): readonly HeardFrame[] {
    return this.#rig.heard().map(readFrame);
  }

  heardOf(generation: number): readonly HeardFrame[] {
    return this.heard.filter((frame) => frame.generation === generation);
  }

  told<Type extends OutputEvent['type']>(
    type: Type,
    generation: number,
  ): readonly Extract<OutputEvent, { type: Type }>[] {
    // The filter keeps this type alone.
    return this.events.filter((event) => event.type === type && event.generation === generation) as Extract<
      OutputEvent,
      { type: Type }
    >[];
  }

  /** All credit that was given for a generation. */
  credit(generation: number): number {
    return this.told('credit', generation).reduce((sum, { frames }) => sum + frames, 0);
  }

  leave(): void {
    this.#stop();
  }

  #feed(generation: number, credit: number): void {
    const waiting = this.#waiting.get(generation);
    if (!waiting || waiting.next === waiting.frames) return;
    const from = waiting.next;
    const count = Math.min(credit, waiting.frames - from);
    waiting.next += count;
    this.give(generation, from, count);
    if (waiting.next === waiting.frames && waiting.end) this.send({ type: 'end', generation });
  }
}

/** 20 ms that every decoder takes (CELT, stereo), with the generation and the number in it. */
function aFrame(generation: number, index: number): Uint8Array {
  const frame = new Uint8Array(80).fill(0x55);
  const view = new DataView(frame.buffer);
  view.setUint8(0, 0xfc);
  view.setUint16(1, generation);
  view.setUint16(3, index);
  return frame;
}

function readFrame(frame: Uint8Array): HeardFrame {
  const view = new DataView(frame.buffer, frame.byteOffset);
  return { generation: view.getUint16(1), index: view.getUint16(3) };
}
