import {
  type AudioOutput,
  asTonearmError,
  Listeners,
  type OutputCommand,
  type OutputEvent,
  packFrames,
  type TonearmError,
  type Unsubscribe,
  type VoiceConnection,
  type VoiceConnectionState,
} from '@tonearm/core';
import { received } from './far-error.js';
import type { FarState, ToWorker } from './messages.js';

/** What a connection says to its worker, which knows the connection's number and guild. */
export type ConnectionMessage =
  | { readonly type: 'move'; readonly channelId: string }
  | { readonly type: 'destroy' }
  | Omit<ToWorker & { type: 'command' }, 'id'>
  | Omit<ToWorker & { type: 'frames' }, 'id'>;

/** On the main thread: a connection that lives in a worker. Its state is what the worker told last. */
export class WorkerConnection implements VoiceConnection {
  readonly output: AudioOutput = {
    keepsTime: true,
    send: (command) => this.#command(command),
    onEvent: (listener) => this.#events.add(listener),
  };
  readonly #post: (message: ConnectionMessage) => void;
  #channelId: string;
  readonly #events = new Listeners<OutputEvent>();
  readonly #states = new Listeners<VoiceConnectionState>();
  #state: VoiceConnectionState;

  constructor(
    readonly guildId: string,
    channelId: string,
    post: (message: ConnectionMessage) => void,
  ) {
    this.#post = post;
    this.#channelId = channelId;
    this.#state = { status: 'connecting', channelId };
  }

  /** Where Discord has it, which the worker tells only later; before that, where it was begun. */
  get channelId(): string {
    return this.#channelId;
  }

  get state(): VoiceConnectionState {
    return this.#state;
  }

  onState(listener: (state: VoiceConnectionState) => void): Unsubscribe {
    return this.#states.add(listener);
  }

  move(channelId: string): void {
    if (this.#state.status !== 'destroyed') this.#post({ type: 'move', channelId });
  }

  destroy(): void {
    if (this.#state.status === 'destroyed') return;
    this.#post({ type: 'destroy' });
    this.end(null);
  }

  /** It is over: the worker's last word, or ours when there is no worker any more. */
  end(error: TonearmError | null): void {
    if (this.#state.status === 'destroyed') return;
    this.#events.clear();
    this.#become({ status: 'destroyed', error });
  }

  /** Discord tells where the bot is. */
  placed(channelId: string | null): void {
    this.#channelId = channelId ?? this.#channelId;
  }

  /** The worker tells a new state. */
  toldState(state: FarState): void {
    if (this.#state.status === 'destroyed') return;
    if (state.status === 'destroyed') this.end(state.error && asTonearmError(received(state.error)));
    else this.#become(state);
  }

  /** The worker tells what its output told. */
  toldEvent(event: OutputEvent): void {
    this.#events.emit(event);
  }

  #command(command: OutputCommand): void {
    if (this.#state.status === 'destroyed') return;
    if (command.type !== 'frames') return this.#post({ type: 'command', command });
    const { generation, frames } = command;
    this.#post({ type: 'frames', generation, batch: packFrames(frames) });
  }

  #become(state: VoiceConnectionState): void {
    this.#state = state;
    this.#states.emit(state);
  }
}
