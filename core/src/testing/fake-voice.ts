import type { Wording } from '../model/phrase.js';
import { type AudioOutput, FRAME_MS, type OutputCommand, type OutputEvent } from '../playback/audio-output.js';
import type { VoiceConnection, VoiceConnectionState, VoiceConnector } from '../playback/voice-connector.js';
import type { Unsubscribe } from '../runtime/clock.js';
import { Listeners } from '../runtime/listeners.js';

/** Frames that the output may hold, as a real one's five seconds. */
const HELD_FRAMES = 250;
/** What a generation needs to take another's place, as a real output's. */
const ENOUGH_FRAMES = 10;

interface Generation {
  readonly id: number;
  readonly startMs: number;
  readonly frameMs: number;
  readonly frames: Uint8Array[];
  /** Frames that left, or came too late to. */
  passed: number;
  sent: number;
  complete: boolean;
  /** Frames that may still come. */
  credit: number;
  /** Whether it was told that there is nothing to send. */
  starved: boolean;
}

interface Splice {
  readonly generation: Generation;
  readonly replaces: number;
  readonly atMs: number;
}

/** An output whose time is moved by hand: frames leave when the test says {@link play}. */
export class FakeAudioOutput implements AudioOutput {
  /** Every frame that left, in order. */
  readonly heard: { readonly generation: number; readonly frame: Uint8Array }[] = [];
  readonly commands: OutputCommand[] = [];
  paused = false;
  /** A test plays by hand, as slowly as it likes; one that is about an output that is stuck says so. */
  keepsTime = false;
  readonly #events = new Listeners<OutputEvent>();
  #isBroken = false;
  #generations: Generation[] = [];
  #splice: Splice | undefined;

  send(command: OutputCommand): void {
    this.commands.push(command);
    if (this.#isBroken) return;
    switch (command.type) {
      case 'load':
        if (command.mode === 'replace') this.#drop();
        this.#generations.push(newGeneration(command));
        return this.#giveCredit(this.#generations);
      case 'splice': {
        const waiting = this.#splice;
        const replaces = waiting?.generation.id === command.replaces ? waiting.replaces : command.replaces;
        if (!this.#generations.some(({ id }) => id === replaces)) return;
        this.#splice = { generation: newGeneration(command), replaces, atMs: command.atMs };
        return this.#giveCredit([this.#splice.generation]);
      }
      case 'frames': {
        const generation = this.#find(command.generation);
        generation?.frames.push(...command.frames);
        if (generation) generation.credit -= command.frames.length;
        return;
      }
      case 'end': {
        const generation = this.#find(command.generation);
        if (!generation) return;
        generation.complete = true;
        return this.#giveCredit(this.#generations);
      }
      case 'unload':
        this.#generations = this.#generations.filter(({ id, sent }) => id !== command.generation || sent > 0);
        if (this.#splice?.generation.id === command.generation) this.#splice = undefined;
        return this.#giveCredit(this.#generations);
      case 'pause':
        this.paused = true;
        return;
      case 'resume':
        this.paused = false;
        return;
      case 'stop':
        return this.#drop();
    }
  }

  onEvent(listener: (event: OutputEvent) => void): Unsubscribe {
    return this.#events.add(listener);
  }

  /** Frames that wait to leave. */
  get held(): number {
    return this.#generations.reduce((sum, { frames }) => sum + frames.length, 0);
  }

  /** Tells something that a real output might tell: also late, of a generation that is over. */
  tell(event: OutputEvent): void {
    this.#events.emit(event);
  }

  /** Breaks while it sends what it holds: nothing leaves it from now on. */
  breakDown(reason: Wording): void {
    const [head] = this.#generations;
    this.#isBroken = true;
    this.#drop();
    if (head) this.#events.emit({ type: 'failed', generation: head.id, reason });
  }

  /** Lets up to so many frames leave, across generations. Returns how many did. */
  play(frames: number): number {
    let left = 0;
    while (left < frames && !this.paused) {
      this.#takePlace();
      const current = this.#generations[0];
      if (!current) break;
      const frame = current.frames.shift();
      if (frame) {
        left += 1;
        this.#leave(current, frame);
      } else if (!current.complete || current.id === this.#splice?.replaces) {
        this.#starve(current);
        break;
      }
      this.#takePlace();
      if (current.complete && current.frames.length === 0) this.#end(current);
    }
    return left;
  }

  #drop(): void {
    this.#generations = [];
    this.#splice = undefined;
  }

  /** Lets the generation that waits go on where the head stands, once it has enough frames. */
  #takePlace(): void {
    const splice = this.#splice;
    const [head] = this.#generations;
    if (!splice || !head) return;
    const { generation: next, replaces, atMs } = splice;
    const due = Math.round((positionOf(head) - atMs) / next.frameMs);
    const late = next.frames.splice(0, Math.max(0, due - next.passed)).length;
    next.passed += late;
    if (late > 0) this.#giveCredit([next]);
    const isOver = head.id === replaces && head.complete && head.frames.length === 0;
    if (due < 0 && !isOver) return;
    if (!next.complete && (next.passed < due || next.frames.length < ENOUGH_FRAMES)) return;
    this.#generations.splice(0, this.#generations.findIndex(({ id }) => id === replaces) + 1, next);
    this.#splice = undefined;
  }

  #leave(current: Generation, frame: Uint8Array): void {
    const { id } = current;
    current.sent += 1;
    current.passed += 1;
    this.heard.push({ generation: id, frame });
    if (current.sent === 1) this.#events.emit({ type: 'started', generation: id });
    if (current.starved) this.#events.emit({ type: 'resumed', generation: id });
    current.starved = false;
    if (current.sent % 50 === 0) {
      this.#events.emit({ type: 'position', generation: id, positionMs: positionOf(current) });
    }
    this.#giveCredit(this.#generations);
  }

  /** Before its first frame a generation is only being loaded. */
  #starve(current: Generation): void {
    if (current.starved || current.sent === 0) return;
    current.starved = true;
    this.#events.emit({ type: 'starved', generation: current.id });
  }

  /** Lets the first that still wants frames have the room that is left. */
  #giveCredit(generations: readonly Generation[]): void {
    const wanting = generations.find(({ complete }) => !complete);
    const taken = generations.reduce(
      (sum, { frames, credit, complete }) => sum + frames.length + (complete ? 0 : credit),
      0,
    );
    const room = HELD_FRAMES - taken;
    if (!wanting || room < 1) return;
    wanting.credit += room;
    this.#events.emit({ type: 'credit', generation: wanting.id, frames: room });
  }

  #end(current: Generation): void {
    if (!this.#generations.includes(current) || current.id === this.#splice?.replaces) return;
    this.#generations = this.#generations.filter((generation) => generation !== current);
    this.#events.emit({ type: 'ended', generation: current.id, positionMs: positionOf(current) });
  }

  #find(id: number): Generation | undefined {
    const waiting = this.#splice?.generation;
    return waiting?.id === id ? waiting : this.#generations.find((generation) => generation.id === id);
  }
}

function newGeneration({
  generation: id,
  positionMs: startMs,
  speed = 1,
}: Extract<OutputCommand, { readonly type: 'load' | 'splice' }>): Generation {
  return {
    id,
    startMs,
    frameMs: FRAME_MS * speed,
    frames: [],
    passed: 0,
    sent: 0,
    complete: false,
    credit: 0,
    starved: false,
  };
}

function positionOf({ startMs, frameMs, passed }: Generation): number {
  return startMs + passed * frameMs;
}

/** A connection that is ready at once and changes as the test says. */
export class FakeVoiceConnection implements VoiceConnection {
  readonly output = new FakeAudioOutput();
  readonly #states = new Listeners<VoiceConnectionState>();
  #state: VoiceConnectionState;

  constructor(
    readonly guildId: string,
    channelId: string,
  ) {
    this.#state = { status: 'ready', channelId, encryption: 'none' };
  }

  get state(): VoiceConnectionState {
    return this.#state;
  }

  onState(listener: (state: VoiceConnectionState) => void): Unsubscribe {
    return this.#states.add(listener);
  }

  move(channelId: string): void {
    this.become({ status: 'ready', channelId, encryption: 'none' });
  }

  destroy(): void {
    if (this.#state.status !== 'destroyed') this.become({ status: 'destroyed', error: null });
  }

  /** Changes the state, as the network would. */
  become(state: VoiceConnectionState): void {
    this.#state = state;
    this.#states.emit(state);
  }
}

/** Hands out {@link FakeVoiceConnection}s and remembers them. */
export class FakeVoiceConnector implements VoiceConnector {
  readonly connections: FakeVoiceConnection[] = [];

  connect(guildId: string, channelId: string): FakeVoiceConnection {
    const connection = new FakeVoiceConnection(guildId, channelId);
    this.connections.push(connection);
    return connection;
  }

  /** The newest connection of a guild. @throws Error when it never connected */
  of(guildId: string): FakeVoiceConnection {
    const connection = this.connections.findLast((one) => one.guildId === guildId);
    if (!connection) throw new Error(`Guild ${guildId} never connected.`);
    return connection;
  }
}
