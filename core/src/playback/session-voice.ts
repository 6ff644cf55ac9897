import { phrase } from '../texts/phrase.js';
import type { TonearmError } from '../errors/tonearm-error.js';
import { VoiceError } from '../errors/voice-errors.js';
import type { ResourceLedger } from '../resources/resource-ledger.js';
import type { Clock, Unsubscribe } from '../runtime/clock.js';
import type { AudioOutput } from './audio-output.js';
import { Rejoin, type Rejoining } from './rejoin.js';
import type { VoiceConnection, VoiceConnectionState, VoiceConnector } from './voice-connector.js';

/** Where a session is, or is on its way to. */
export type SessionVoiceState = VoiceConnectionState | Rejoining;

export type VoiceMessage =
  /** A change of one connection's state; a stale connection's are dropped. */
  | { readonly type: 'voice'; readonly connection: VoiceConnection; readonly state: VoiceConnectionState }
  /** It is time to come back into the channel. */
  | { readonly type: 'rejoin' };

export interface SessionVoiceParts {
  readonly guildId: string;
  readonly connector: VoiceConnector;
  readonly ledger: ResourceLedger;
  readonly clock: Clock;
}

/** A session's presence in at most one voice channel. On the way back into one it keeps its place among the connections. */
export class SessionVoice {
  readonly #parts: SessionVoiceParts;
  readonly #post: (message: VoiceMessage) => void;
  readonly #rejoin: Rejoin;
  #connection: VoiceConnection | undefined;
  /** Where it is or was last. */
  #channelId = '';
  #stopListening: Unsubscribe = () => {};
  #release: (() => void) | undefined;

  constructor(parts: SessionVoiceParts, post: (message: VoiceMessage) => void) {
    this.#parts = parts;
    this.#post = post;
    this.#rejoin = new Rejoin(parts.clock, () => post({ type: 'rejoin' }));
  }

  get state(): SessionVoiceState | null {
    return this.#connection?.state ?? this.#rejoin.waiting ?? null;
  }

  /** Whether nothing keeps frames from leaving. */
  get flows(): boolean {
    const { state } = this;
    return state?.status === 'ready' && state.encryption !== 'held';
  }

  get connected(): boolean {
    return this.#connection !== undefined;
  }

  /** Whether it waits for the next try to come back. */
  get rejoins(): boolean {
    return this.#rejoin.waiting !== undefined;
  }

  /**
   * Goes to a channel, also instead of coming back to the one it was lost from. Returns the output of a new connection;
   * `undefined` when the old one serves.
   * @throws ResourceLimitError when there are too many connections
   */
  join(channelId: string): AudioOutput | undefined {
    this.#rejoin.reset();
    if (!this.#connection) return this.#connect(channelId);
    const { state } = this.#connection;
    if (state.status !== 'destroyed' && state.channelId !== channelId) this.#connection.move(channelId);
    return undefined;
  }

  /** Comes back, if that is still waited for. @throws whatever the connector throws */
  rejoin(): AudioOutput | undefined {
    const { waiting } = this.#rejoin;
    this.#rejoin.stop();
    return waiting && this.#connect(waiting.channelId);
  }

  isCurrent(connection: VoiceConnection): boolean {
    return this.#connection === connection;
  }

  /** The connection has changed and is not over. */
  changed({ status }: VoiceConnectionState): void {
    this.#rejoin.changed(status);
  }

  /**
   * The connection has ended by itself, or could not be begun.
   * @param comesBack whether there is anything to come back for
   * @returns where that leaves the session
   */
  lost(error: TonearmError | null, comesBack: boolean): SessionVoiceState {
    this.#disconnect();
    const rejoining = comesBack && error?.retryable && this.#rejoin.begin(this.#channelId, error.wording);
    if (rejoining) return rejoining;
    const { tries } = this.#rejoin;
    this.leave();
    return { status: 'destroyed', error: error && tries > 0 ? givenUp(error, tries) : error };
  }

  /** Ends the connection, or gives up to come back. */
  leave(): void {
    this.#rejoin.reset();
    this.#disconnect();
    this.#release?.();
    this.#release = undefined;
  }

  #connect(channelId: string): AudioOutput {
    const { connector, guildId, ledger } = this.#parts;
    this.#release ??= ledger.take('voice-connection');
    this.#channelId = channelId;
    const connection = this.#connected(connector, guildId, channelId);
    this.#connection = connection;
    this.#rejoin.changed(connection.state.status);
    this.#stopListening = connection.onState((state) => {
      if (state.status !== 'destroyed') this.#channelId = state.channelId;
      this.#post({ type: 'voice', connection, state });
    });
    return connection.output;
  }

  /** A connection that cannot be made takes no place. */
  #connected(connector: VoiceConnector, guildId: string, channelId: string): VoiceConnection {
    try {
      return connector.connect(guildId, channelId);
    } catch (error) {
      this.#release?.();
      this.#release = undefined;
      throw error;
    }
  }

  #disconnect(): void {
    this.#stopListening();
    this.#stopListening = () => {};
    this.#connection?.destroy();
    this.#connection = undefined;
  }
}

function givenUp({ wording: reason, retryable, cause }: TonearmError, tries: number): VoiceError {
  return new VoiceError(phrase('over.rejoined-in-vain', { reason, tries }), retryable, { cause });
}
