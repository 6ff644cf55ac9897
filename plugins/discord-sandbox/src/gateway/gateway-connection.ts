import { GatewayCloseCodes, GatewayOpcodes } from 'discord-api-types/v10';
import type { Clock, Unsubscribe } from '@tonearm/core';
import type { WebSocket } from 'ws';
import type { GatewayPayload, GatewaySession } from './gateway-session.js';
import type { PayloadWriter } from './payload-codec.js';

/** Discord's own heartbeat interval, in milliseconds. */
const HEARTBEAT_MS = 41_250;
/** A client may send this many payloads a minute (docs: Gateway, "Rate Limiting"). */
const SENDS_PER_WINDOW = 120;
const SEND_WINDOW_MS = 60_000;
/** The longest payload that a client may send, in bytes (docs: Gateway, "Sending Events"). */
const MOST_PAYLOAD_BYTES = 4_096;

/** What a connection asks of the gateway it belongs to. */
export interface GatewayPort {
  /** A session for this IDENTIFY, or the close code that refuses it. READY is not sent yet. */
  identify(data: unknown): GatewaySession | GatewayCloseCodes;
  /** Sends READY and the guilds. */
  welcome(session: GatewaySession): void;
  /** The session to go on with, or `undefined` when it cannot be resumed; a close code when the token is wrong. */
  resume(data: unknown): GatewaySession | GatewayCloseCodes | undefined;
  /** Op 3, 4 and 8 of an identified client. */
  request(session: GatewaySession, op: number, data: unknown): void;
  /** The session has no socket any more. */
  released(session: GatewaySession): void;
  /** The socket is gone. */
  disconnected(connection: GatewayConnection, closeCode: number): void;
}

/** One socket of the gateway: HELLO, heartbeats, IDENTIFY or RESUME, then the client's requests (docs: Gateway). */
export class GatewayConnection {
  #session: GatewaySession | undefined;
  #sendsInWindow = 0;
  #windowStartMs: number;
  #cancelTimeout: Unsubscribe = () => {};
  #detach: Unsubscribe = () => {};

  constructor(
    private readonly socket: WebSocket,
    private readonly writer: PayloadWriter,
    private readonly port: GatewayPort,
    private readonly clock: Clock,
  ) {
    this.#windowStartMs = clock.now();
    socket.on('message', (data) => this.#receive(String(data)));
    socket.on('close', (code) => this.#closed(code));
    socket.on('error', () => socket.terminate());
    this.send({ op: GatewayOpcodes.Hello, d: { heartbeat_interval: HEARTBEAT_MS, _trace: [] }, s: null, t: null });
    this.#expectHeartbeat();
  }

  get session(): GatewaySession | undefined {
    return this.#session;
  }

  send(payload: GatewayPayload): void {
    if (this.socket.readyState === this.socket.OPEN) this.writer.write(payload);
  }

  /** Op 7: asks the client to reconnect and resume. */
  askToReconnect(): void {
    this.send({ op: GatewayOpcodes.Reconnect, d: null, s: null, t: null });
  }

  /** Op 9: tells the client that its session is invalid. It may resume or identify over this same socket. */
  invalidate(resumable: boolean): void {
    const session = this.#session;
    this.#detach();
    this.#session = undefined;
    this.send({ op: GatewayOpcodes.InvalidSession, d: resumable, s: null, t: null });
    if (session !== undefined) this.port.released(session);
  }

  close(code: number): void {
    this.socket.close(code);
  }

  /** Ends the TCP connection without a close frame, as a lost network does. */
  terminate(): void {
    this.socket.terminate();
  }

  #receive(text: string): void {
    if (this.#tooMany()) return this.close(GatewayCloseCodes.RateLimited);
    const payload = Buffer.byteLength(text) > MOST_PAYLOAD_BYTES ? undefined : parse(text);
    if (payload === undefined) return this.close(GatewayCloseCodes.DecodeError);
    switch (payload.op) {
      case GatewayOpcodes.Heartbeat:
        this.#expectHeartbeat();
        return this.send({ op: GatewayOpcodes.HeartbeatAck, d: null, s: null, t: null });
      case GatewayOpcodes.Identify:
        return this.#identify(payload.d);
      case GatewayOpcodes.Resume:
        return this.#resume(payload.d);
      case GatewayOpcodes.PresenceUpdate:
      case GatewayOpcodes.VoiceStateUpdate:
      case GatewayOpcodes.RequestGuildMembers:
        if (this.#session === undefined) return this.close(GatewayCloseCodes.NotAuthenticated);
        return this.port.request(this.#session, payload.op, payload.d);
      default:
        return this.close(GatewayCloseCodes.UnknownOpcode);
    }
  }

  #identify(data: unknown): void {
    if (this.#session !== undefined) return this.close(GatewayCloseCodes.AlreadyAuthenticated);
    const session = this.port.identify(data);
    if (typeof session === 'number') return this.close(session);
    this.#attach(session);
    this.port.welcome(session);
  }

  #resume(data: unknown): void {
    if (this.#session !== undefined) return this.close(GatewayCloseCodes.AlreadyAuthenticated);
    const session = this.port.resume(data);
    if (typeof session === 'number') return this.close(session);
    if (session === undefined) return this.invalidate(false);
    this.#attach(session);
    // The port has checked that `seq` is a number that can be replayed from.
    session.replayAfter((data as { readonly seq: number }).seq);
    session.dispatch('RESUMED', { _trace: [] });
  }

  #attach(session: GatewaySession): void {
    this.#session = session;
    this.#detach = session.attach((payload) => this.send(payload));
  }

  #tooMany(): boolean {
    const nowMs = this.clock.now();
    if (nowMs - this.#windowStartMs >= SEND_WINDOW_MS) {
      this.#windowStartMs = nowMs;
      this.#sendsInWindow = 0;
    }
    return ++this.#sendsInWindow > SENDS_PER_WINDOW;
  }

  #expectHeartbeat(): void {
    this.#cancelTimeout();
    this.#cancelTimeout = this.clock.after(HEARTBEAT_MS * 1.5, () => this.close(GatewayCloseCodes.SessionTimedOut));
  }

  #closed(code: number): void {
    this.#cancelTimeout();
    this.writer.close();
    this.#detach();
    this.port.disconnected(this, code);
  }
}

function parse(text: string): { readonly op: number; readonly d: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('op' in value) || typeof value.op !== 'number')
      return undefined;
    return { op: value.op, d: 'd' in value ? value.d : null };
  } catch {
    return undefined;
  }
}
