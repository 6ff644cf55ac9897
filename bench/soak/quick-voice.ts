import {
  type AudioOutput,
  Listeners,
  type OutputCommand,
  type OutputEvent,
  type Unsubscribe,
  type VoiceConnection,
  type VoiceConnectionState,
  type VoiceConnector,
} from '@tonearm/core';

const CREDIT = 250;

interface Generation {
  readonly id: number;
  waiting: number;
  sent: number;
  complete: boolean;
}

/** Plays as fast as frames come, one generation after the other. */
class QuickOutput implements AudioOutput {
  readonly #events = new Listeners<OutputEvent>();
  #generations: Generation[] = [];
  #paused = false;

  send(command: OutputCommand): void {
    if (command.type === 'load') {
      if (command.mode === 'replace') this.#generations = [];
      this.#generations.push({ id: command.generation, waiting: 0, sent: 0, complete: false });
      this.#events.emit({ type: 'credit', generation: command.generation, frames: CREDIT });
    } else if (command.type === 'pause') this.#paused = true;
    else if (command.type === 'resume') this.#paused = false;
    else if (command.type === 'stop') this.#generations = [];
    else {
      const generation = this.#generations.find(({ id }) => id === command.generation);
      if (generation && command.type === 'frames') generation.waiting += command.frames.length;
      if (generation && command.type === 'end') generation.complete = true;
      if (command.type === 'unload') this.#generations = this.#generations.filter((one) => one !== generation);
    }
    // Never within the command: a real output answers later.
    setImmediate(() => this.#play());
  }

  onEvent(listener: (event: OutputEvent) => void): Unsubscribe {
    return this.#events.add(listener);
  }

  #play(): void {
    const [current] = this.#generations;
    if (this.#paused || current === undefined) return;
    const { id: generation, waiting } = current;
    if (waiting > 0) {
      current.waiting = 0;
      current.sent += waiting;
      if (current.sent === waiting) this.#events.emit({ type: 'started', generation });
      this.#events.emit({ type: 'credit', generation, frames: waiting });
    }
    if (!current.complete || current.waiting > 0) return;
    this.#generations = this.#generations.filter((one) => one !== current);
    this.#events.emit({ type: 'ended', generation, positionMs: current.sent * 20 });
    setImmediate(() => this.#play());
  }
}

class QuickConnection implements VoiceConnection {
  readonly output = new QuickOutput();
  readonly #states = new Listeners<VoiceConnectionState>();
  readonly #onDestroyed: () => void;
  #state: VoiceConnectionState;

  constructor(channelId: string, onDestroyed: () => void) {
    this.#state = { status: 'ready', channelId, encryption: 'none' };
    this.#onDestroyed = onDestroyed;
  }

  get state(): VoiceConnectionState {
    return this.#state;
  }

  onState(listener: (state: VoiceConnectionState) => void): Unsubscribe {
    return this.#states.add(listener);
  }

  move(channelId: string): void {
    this.#become({ status: 'ready', channelId, encryption: 'none' });
  }

  destroy(): void {
    if (this.#state.status === 'destroyed') return;
    this.#onDestroyed();
    this.#become({ status: 'destroyed', error: null });
  }

  #become(state: VoiceConnectionState): void {
    this.#state = state;
    this.#states.emit(state);
  }
}

/** Connections that are ready at once; it knows which were not destroyed. */
export class QuickVoice implements VoiceConnector {
  readonly #alive = new Set<QuickConnection>();

  get connections(): number {
    return this.#alive.size;
  }

  connect(_guildId: string, channelId: string): VoiceConnection {
    const connection: QuickConnection = new QuickConnection(channelId, () => this.#alive.delete(connection));
    this.#alive.add(connection);
    return connection;
  }
}
