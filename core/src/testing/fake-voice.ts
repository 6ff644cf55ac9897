import { type AudioOutput, FRAME_MS, type OutputCommand, type OutputEvent } from '../playback/audio-output.js';
import type { VoiceConnection, VoiceConnectionState, VoiceConnector } from '../playback/voice-connector.js';
import type { Unsubscribe } from '../runtime/clock.js';
import { Listeners } from '../runtime/listeners.js';

/** Frames that the output may hold, as a real one's five seconds. */
const HELD_FRAMES = 250;

interface Generation {
  readonly id: number;
  readonly startMs: number;
  readonly frames: Uint8Array[];
  sent: number;
  complete: boolean;
}

/** An output whose time is moved by hand: frames leave when the test says {@link play}. */
export class FakeAudioOutput implements AudioOutput {
  /** Every frame that left, in order. */
  readonly heard: { readonly generation: number; readonly frame: Uint8Array }[] = [];
  readonly commands: OutputCommand[] = [];
  paused = false;
  readonly #events = new Listeners<OutputEvent>();
  #generations: Generation[] = [];

  send(command: OutputCommand): void {
    this.commands.push(command);
    switch (command.type) {
      case 'load':
        if (command.mode === 'replace') this.#generations = [];
        this.#generations.push({
          id: command.generation,
          startMs: command.positionMs,
          frames: [],
          sent: 0,
          complete: false,
        });
        return this.#events.emit({ type: 'credit', generation: command.generation, frames: HELD_FRAMES });
      case 'frames':
        this.#find(command.generation)?.frames.push(...command.frames);
        return;
      case 'end': {
        const generation = this.#find(command.generation);
        if (generation) generation.complete = true;
        return;
      }
      case 'unload':
        this.#generations = this.#generations.filter(({ id, sent }) => id !== command.generation || sent > 0);
        return;
      case 'pause':
        this.paused = true;
        return;
      case 'resume':
        this.paused = false;
        return;
      case 'stop':
        this.#generations = [];
        return;
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

  /** Lets up to so many frames leave, across generations. Returns how many did. */
  play(frames: number): number {
    let left = 0;
    while (left < frames && !this.paused) {
      const current = this.#generations[0];
      if (!current) break;
      const frame = current.frames.shift();
      if (frame) {
        left += 1;
        this.#leave(current, frame);
      } else if (!current.complete) {
        this.#events.emit({ type: 'starved', generation: current.id });
        break;
      }
      if (current.complete && current.frames.length === 0) this.#end(current);
    }
    return left;
  }

  #leave(current: Generation, frame: Uint8Array): void {
    const { id, startMs } = current;
    current.sent += 1;
    this.heard.push({ generation: id, frame });
    if (current.sent === 1) this.#events.emit({ type: 'started', generation: id });
    const positionMs = startMs + current.sent * FRAME_MS;
    if (current.sent % 50 === 0) this.#events.emit({ type: 'position', generation: id, positionMs });
    this.#events.emit({ type: 'credit', generation: id, frames: 1 });
  }

  #end({ id, startMs, sent }: Generation): void {
    this.#generations = this.#generations.filter((generation) => generation.id !== id);
    this.#events.emit({ type: 'ended', generation: id, positionMs: startMs + sent * FRAME_MS });
  }

  #find(id: number): Generation | undefined {
    return this.#generations.find((generation) => generation.id === id);
  }
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
