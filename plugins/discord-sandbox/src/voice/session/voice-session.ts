import { VoiceOpcodes } from 'discord-api-types/voice/v8';
import type { Repeats, VoiceTicket } from '../voice-server.js';
import type { GatewaySocket } from './gateway-socket.js';

interface Numbered {
  readonly sequence: number;
  readonly message: string | Uint8Array;
}

/** One bot's connection to one voice channel. It outlives its sockets, so that a bot can resume. */
export class VoiceSession {
  #socket: GatewaySocket | null = null;
  #sequence = 0;
  #unacknowledged: Numbered[] = [];

  constructor(
    readonly ticket: VoiceTicket,
    readonly ssrc: number,
  ) {}

  get userId(): string {
    return this.ticket.userId;
  }

  get socket(): GatewaySocket | null {
    return this.#socket;
  }

  /** Speaks through this socket from now on. */
  attach(socket: GatewaySocket): void {
    this.#socket = socket;
  }

  /** Keeps what it has to say until the bot resumes. */
  detach(): void {
    this.#socket = null;
  }

  /** Op 9 and everything after the last message that the bot has. @discordjs/voice by itself drops binary messages that come before op 9. */
  resume(acknowledged: number, repeats: Repeats): void {
    this.acknowledge(acknowledged);
    if (repeats === 'after-resumed') this.#socket?.send(VoiceOpcodes.Resumed, null);
    for (const { message } of this.#unacknowledged) this.#socket?.sendRaw(message);
    if (repeats === 'before-resumed') this.#socket?.send(VoiceOpcodes.Resumed, null);
  }

  /** Says something that is not repeated after a resume. */
  answer(op: VoiceOpcodes, data: unknown): void {
    this.#socket?.send(op, data);
  }

  /** Says something that reaches the bot even if it has to resume. */
  tell(op: VoiceOpcodes, data: unknown): void {
    const sequence = ++this.#sequence;
    this.#say({ sequence, message: JSON.stringify({ op, d: data, seq: sequence }) });
  }

  /** The same for a binary message: u16 sequence, u8 op, body. */
  tellBinary(op: VoiceOpcodes, body: Uint8Array): void {
    const sequence = ++this.#sequence;
    const message = Buffer.alloc(3 + body.length);
    message.writeUInt16BE(sequence & 0xffff, 0);
    message.writeUInt8(op, 2);
    message.set(body, 3);
    this.#say({ sequence, message });
  }

  /** The bot has everything up to this message. */
  acknowledge(sequence: number): void {
    this.#unacknowledged = this.#unacknowledged.filter((numbered) => numbered.sequence > sequence);
  }

  #say(numbered: Numbered): void {
    this.#unacknowledged.push(numbered);
    this.#socket?.sendRaw(numbered.message);
  }
}
