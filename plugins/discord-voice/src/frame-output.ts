import {
  type AudioOutput,
  FRAME_MS,
  Listeners,
  type OutputCommand,
  type OutputEvent,
  type Unsubscribe,
} from '@tonearm/core';
import type { PacedStream, Pacer } from './pacer.js';
import { say } from './texts/say.js';

/** Where frames leave. */
export interface FrameSink {
  /** Sends a frame now; `false` when it cannot be sent yet. */
  send(frame: Uint8Array): boolean;
  /** The sound pauses: nothing follows for now. */
  endSpurt(): void;
}

/** How many frames are held at most, credit included: five seconds. */
const MOST_HELD = 250;
/** Credit is given in portions of at least a second: each costs a message there, and one with frames back. */
const CREDIT_PORTION = 50;
const POSITION_EVERY = 50;
/** A generation takes another's place once it can go on for a fifth of a second, so that a slow start is not heard. */
const ENOUGH_FRAMES = 10;

/** Five of these end a spurt, so that no receiver fills the pause with what it heard last (Discord, "Voice Data Interpolation"). */
const SILENCE = Uint8Array.of(0xf8, 0xff, 0xfe);
const SILENCES = 5;

interface Generation {
  readonly id: number;
  readonly startMs: number;
  /** How much of the track one frame is, in milliseconds. */
  readonly frameMs: number;
  readonly frames: Uint8Array[];
  /** Frames that may still come. */
  credit: number;
  ended: boolean;
  sent: number;
  /** Frames that came too late to be sent: the one whose place it takes had passed them. */
  skipped: number;
  starved: boolean;
}

/** A generation that waits to take the place of another. */
interface Splice {
  readonly generation: Generation;
  readonly replaces: number;
  readonly atMs: number;
}

/** Holds frames and sends one in each slot. Knows nothing of connections: the sink says whether a frame may leave. */
export class FrameOutput implements AudioOutput, PacedStream {
  readonly keepsTime = true;
  readonly #sink: FrameSink;
  readonly #pacer: Pacer;
  readonly #listeners = new Listeners<OutputEvent>();
  #generations: Generation[] = [];
  #splice: Splice | undefined;
  #paused = false;
  #speaking = false;
  #silencesDue = 0;
  #closed = false;

  constructor(sink: FrameSink, pacer: Pacer) {
    this.#sink = sink;
    this.#pacer = pacer;
  }

  onEvent(listener: (event: OutputEvent) => void): Unsubscribe {
    return this.#listeners.add(listener);
  }

  /** Drops everything, tells nothing more, and ignores what is still sent to it. */
  close(): void {
    this.#closed = true;
    this.#drop();
    this.#speaking = false;
    this.#listeners.clear();
  }

  send(command: OutputCommand): void {
    if (this.#closed) return;
    switch (command.type) {
      case 'load':
        if (command.mode === 'replace') this.#drop();
        this.#generations.push(newGeneration(command));
        return this.#giveCredit(1);
      case 'splice':
        return this.#awaitPlace(command);
      case 'frames':
        return this.#take(command.generation, command.frames);
      case 'end':
        return this.#end(command.generation);
      case 'unload':
        this.#generations = this.#generations.filter(({ id, sent }) => id !== command.generation || sent > 0);
        if (this.#splice?.generation.id === command.generation) this.#splice = undefined;
        this.#dropEnded();
        return this.#giveCredit(CREDIT_PORTION);
      case 'pause':
        this.#paused = true;
        return;
      case 'resume':
        this.#paused = false;
        return this.#pacer.add(this);
      case 'stop':
        return this.#drop();
    }
  }

  step(): boolean {
    if (this.#paused) return this.#fallSilent();
    this.#takePlace();
    const head = this.#generations[0];
    const frame = head?.frames[0];
    if (head === undefined || frame === undefined) {
      if (head !== undefined) this.#starve(head);
      return this.#fallSilent();
    }
    if (!this.#sink.send(frame)) return true;
    this.#speaking = true;
    this.#silencesDue = SILENCES;
    head.frames.shift();
    this.#count(head);
    this.#giveCredit(CREDIT_PORTION);
    this.#dropEnded();
    return true;
  }

  failed(): void {
    const [head] = this.#generations;
    if (head) this.#listeners.emit({ type: 'failed', generation: head.id, reason: say('failed.sending') });
    this.close();
  }

  #drop(): void {
    this.#generations = [];
    this.#splice = undefined;
  }

  #find(generation: number): Generation | undefined {
    const waiting = this.#splice?.generation;
    return waiting?.id === generation ? waiting : this.#generations.find(({ id }) => id === generation);
  }

  #awaitPlace(command: Extract<OutputCommand, { readonly type: 'splice' }>): void {
    const before = this.#splice?.generation.id === command.replaces ? this.#splice.replaces : command.replaces;
    if (!this.#generations.some(({ id }) => id === before)) return;
    this.#splice = { generation: newGeneration(command), replaces: before, atMs: command.atMs };
    this.#giveCredit(1);
  }

  /** Lets the one that waits go on where the head stands, once it has enough to go on with. */
  #takePlace(): void {
    const splice = this.#splice;
    const [head] = this.#generations;
    if (!splice || !head) return;
    const { generation: next, replaces, atMs } = splice;
    const isOver = head.ended && head.frames.length === 0;
    const due = Math.round((positionOf(head) - atMs) / next.frameMs);
    next.skipped += next.frames.splice(0, Math.max(0, due - next.skipped)).length;
    const hasEnough = next.skipped >= due && next.frames.length >= ENOUGH_FRAMES;
    if ((due >= 0 || isOver) && (hasEnough || next.ended)) {
      this.#generations.splice(0, this.#generations.findIndex(({ id }) => id === replaces) + 1, next);
      this.#splice = undefined;
      this.#dropEnded();
    }
    this.#giveCredit(CREDIT_PORTION);
  }

  #take(generation: number, frames: readonly Uint8Array[]): void {
    const target = this.#find(generation);
    if (target === undefined) return;
    target.frames.push(...frames);
    target.credit -= frames.length;
    if (!this.#paused) this.#pacer.add(this);
  }

  #end(generation: number): void {
    const target = this.#find(generation);
    if (target === undefined) return;
    target.ended = true;
    target.credit = 0;
    this.#takePlace();
    this.#dropEnded();
    this.#giveCredit(CREDIT_PORTION);
  }

  #count(head: Generation): void {
    head.sent += 1;
    if (head.sent === 1) this.#listeners.emit({ type: 'started', generation: head.id });
    if (head.starved) this.#listeners.emit({ type: 'resumed', generation: head.id });
    head.starved = false;
    if (head.sent % POSITION_EVERY !== 0) return;
    this.#listeners.emit({ type: 'position', generation: head.id, positionMs: positionOf(head) });
  }

  /** Before its first frame a generation is only being loaded. */
  #starve(head: Generation): void {
    if (head.starved || head.sent === 0) return;
    head.starved = true;
    this.#listeners.emit({ type: 'starved', generation: head.id });
  }

  /** One whose place is about to be taken stays until then. */
  #dropEnded(): void {
    for (let [head] = this.#generations; head?.ended && head.frames.length === 0; [head] = this.#generations) {
      if (head.id === this.#splice?.replaces) return;
      this.#generations.shift();
      this.#listeners.emit({ type: 'ended', generation: head.id, positionMs: positionOf(head) });
    }
  }

  /** Lets the first generation that still wants frames have the free room, if that is at least `atLeast`. */
  #giveCredit(atLeast: number): void {
    this.#giveCreditTo(this.#generations, atLeast);
    if (this.#splice) this.#giveCreditTo([this.#splice.generation], atLeast);
  }

  #giveCreditTo(generations: readonly Generation[], atLeast: number): void {
    const wanting = generations.find(({ ended }) => !ended);
    const taken = generations.reduce((sum, { frames, credit }) => sum + frames.length + credit, 0);
    const room = MOST_HELD - taken;
    if (wanting === undefined || room < atLeast) return;
    wanting.credit += room;
    this.#listeners.emit({ type: 'credit', generation: wanting.id, frames: room });
  }

  /** The word that we are silent goes another way than the frames: a slot later, so that it cannot overtake them. */
  #fallSilent(): boolean {
    if (!this.#speaking) return false;
    if (this.#silencesDue > 0 && this.#sink.send(SILENCE)) {
      this.#silencesDue -= 1;
      return true;
    }
    this.#speaking = false;
    this.#sink.endSpurt();
    return false;
  }
}

function newGeneration({
  generation: id,
  positionMs: startMs,
  speed = 1,
}: Extract<OutputCommand, { readonly type: 'load' | 'splice' }>): Generation {
  const frameMs = FRAME_MS * speed;
  return { id, startMs, frameMs, frames: [], credit: 0, ended: false, sent: 0, skipped: 0, starved: false };
}

function positionOf({ startMs, frameMs, sent, skipped }: Generation): number {
  return startMs + (sent + skipped) * frameMs;
}
