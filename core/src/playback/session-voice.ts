import type { ResourceLedger } from '../resources/resource-ledger.js';
import type { Unsubscribe } from '../runtime/clock.js';
import type { AudioOutput } from './audio-output.js';
import type { VoiceConnection, VoiceConnectionState, VoiceConnector } from './voice-connector.js';

/** A change of one connection's state; a stale connection's are dropped. */
export interface VoiceMessage {
  readonly type: 'voice';
  readonly connection: VoiceConnection;
  readonly state: VoiceConnectionState;
}

export interface SessionVoiceParts {
  readonly guildId: string;
  readonly connector: VoiceConnector;
  readonly ledger: ResourceLedger;
}

/** A session's presence in at most one voice channel. */
export class SessionVoice {
  readonly #parts: SessionVoiceParts;
  readonly #post: (message: VoiceMessage) => void;
  #connection: VoiceConnection | undefined;
  #stopListening: Unsubscribe = () => {};
  #release: () => void = () => {};

  constructor(parts: SessionVoiceParts, post: (message: VoiceMessage) => void) {
    this.#parts = parts;
    this.#post = post;
  }

  get state(): VoiceConnectionState | null {
    return this.#connection?.state ?? null;
  }

  get connected(): boolean {
    return this.#connection !== undefined;
  }

  /**
   * Goes to a channel. Returns the output of a new connection; `undefined` when the old one serves.
   * @throws ResourceLimitError when there are too many connections
   */
  join(channelId: string): AudioOutput | undefined {
    if (this.#connection) {
      const { state } = this.#connection;
      if (state.status !== 'destroyed' && state.channelId !== channelId) this.#connection.move(channelId);
      return undefined;
    }
    const { connector, guildId, ledger } = this.#parts;
    this.#release = ledger.take('voice-connection');
    const connection = connected(connector, guildId, channelId, this.#release);
    this.#connection = connection;
    this.#stopListening = connection.onState((state) => this.#post({ type: 'voice', connection, state }));
    return connection.output;
  }

  isCurrent(connection: VoiceConnection): boolean {
    return this.#connection === connection;
  }

  /** Forgets a connection that has ended by itself, or ends it. */
  leave(): void {
    this.#stopListening();
    this.#stopListening = () => {};
    this.#connection?.destroy();
    this.#connection = undefined;
    this.#release();
  }
}

/** A connection that cannot be made takes no place. */
function connected(
  connector: VoiceConnector,
  guildId: string,
  channelId: string,
  release: () => void,
): VoiceConnection {
  try {
    return connector.connect(guildId, channelId);
  } catch (error) {
    release();
    throw error;
  }
}
