import { VoiceCloseCodes, VoiceOpcodes } from 'discord-api-types/voice/v8';
import {
  type Identify,
  parseHeartbeat,
  parseIdentify,
  parseResume,
  parseSelectProtocol,
  type Resume,
  type SelectProtocol,
} from './client-messages.js';
import type { ClientMessage, GatewaySocket } from './gateway-socket.js';
import type { VoiceSession } from './voice-session.js';

/** Between heartbeats, in milliseconds, as Discord asks for. */
const HEARTBEAT_INTERVAL_MS = 13_750;

/** Who is let in and what happens then: the voice server, as one socket sees it. A number is the code to close with. */
export interface ConversationHost {
  identify(identify: Identify, socket: GatewaySocket): VoiceSession | number;
  resume(resume: Resume, socket: GatewaySocket): VoiceSession | number;
  select(session: VoiceSession, choice: SelectProtocol): number | undefined;
  /** Everything else that an identified bot says. */
  heard(session: VoiceSession, message: ClientMessage): void;
  closed(session: VoiceSession, socket: GatewaySocket, code: number): void;
}

/** The conversation on one socket: who speaks when. Greets at once. */
export class Conversation {
  readonly #socket: GatewaySocket;
  readonly #host: ConversationHost;
  #session: VoiceSession | null = null;

  constructor(socket: GatewaySocket, host: ConversationHost) {
    this.#socket = socket;
    this.#host = host;
    socket.receive(
      (message) => this.#hear(message),
      (code) => {
        if (this.#session !== null) host.closed(this.#session, socket, code);
      },
    );
    socket.send(VoiceOpcodes.Hello, { v: 8, heartbeat_interval: HEARTBEAT_INTERVAL_MS });
  }

  #hear(message: ClientMessage): void {
    if (message.kind === 'json' && message.op === VoiceOpcodes.Heartbeat) this.#heartbeat(message.data);
    else if (message.kind === 'json' && message.op === VoiceOpcodes.Identify) {
      this.#enter(parseIdentify(message.data), (identify) => this.#host.identify(identify, this.#socket));
    } else if (message.kind === 'json' && message.op === VoiceOpcodes.Resume) {
      this.#enter(parseResume(message.data), (resume) => this.#host.resume(resume, this.#socket));
    } else if (this.#session === null) {
      this.#socket.close(VoiceCloseCodes.NotAuthenticated, 'Not authenticated.');
    } else if (message.kind === 'json' && message.op === VoiceOpcodes.SelectProtocol) {
      this.#select(this.#session, parseSelectProtocol(message.data));
    } else {
      this.#host.heard(this.#session, message);
    }
  }

  #heartbeat(data: unknown): void {
    const heartbeat = parseHeartbeat(data);
    if (heartbeat === undefined) this.#undecodable();
    else {
      this.#session?.acknowledge(heartbeat.acknowledged);
      this.#socket.send(VoiceOpcodes.HeartbeatAck, { t: heartbeat.nonce });
    }
  }

  #enter<Data>(data: Data | undefined, admit: (data: Data) => VoiceSession | number): void {
    if (data === undefined) this.#undecodable();
    else if (this.#session !== null) {
      this.#socket.close(VoiceCloseCodes.AlreadyAuthenticated, 'Already authenticated.');
    } else {
      const admitted = admit(data);
      if (typeof admitted === 'number') this.#socket.close(admitted);
      else this.#session = admitted;
    }
  }

  #select(session: VoiceSession, choice: SelectProtocol | undefined): void {
    if (choice === undefined) this.#undecodable();
    else {
      const refusal = this.#host.select(session, choice);
      if (refusal !== undefined) this.#socket.close(refusal);
    }
  }

  #undecodable(): void {
    this.#socket.close(VoiceCloseCodes.FailedToDecode, 'Failed to decode payload.');
  }
}
