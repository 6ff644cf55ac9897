import { once } from 'node:events';
import { constants, createInflate } from 'node:zlib';
import { WebSocket } from 'ws';
import type { Sandbox } from '../../src/index.js';

export interface RawPayload {
  readonly op: number;
  readonly t: string | null;
  readonly s: number | null;
  // The tests look into payloads of every shape.
  readonly d: Readonly<Record<string, unknown>>;
}

/** A gateway client without any manners, for what discord.js would never send. */
export class RawGateway {
  readonly received: RawPayload[] = [];
  readonly closed: Promise<number>;
  #wake: () => void = () => {};

  private constructor(
    private readonly socket: WebSocket,
    compressed: boolean,
  ) {
    const inflate = compressed ? createInflate({ flush: constants.Z_SYNC_FLUSH }) : undefined;
    inflate?.on('data', (chunk: Buffer) => this.#take(String(chunk)));
    socket.on('message', (data: Buffer) => (inflate === undefined ? this.#take(String(data)) : inflate.write(data)));
    this.closed = once(socket, 'close').then(([code]) => Number(code));
  }

  static async open(sandbox: Sandbox, query = 'v=10&encoding=json'): Promise<RawGateway> {
    const socket = new WebSocket(`${sandbox.url.replace('http', 'ws')}/gateway?${query}`);
    const gateway = new RawGateway(socket, query.includes('compress=zlib-stream'));
    await once(socket, 'open');
    return gateway;
  }

  send(op: number, d: unknown): void {
    this.sendText(JSON.stringify({ op, d }));
  }

  sendText(text: string): void {
    this.socket.send(text);
  }

  identify(token: string, more: object = {}): void {
    this.send(2, { token, intents: 1, properties: { os: 'linux', browser: 'raw', device: 'raw' }, ...more });
  }

  /** The first payload, now or later, with this op or event name. */
  async next(what: number | string): Promise<RawPayload> {
    for (;;) {
      const found = this.received.find((payload) =>
        typeof what === 'number' ? payload.op === what : payload.t === what,
      );
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  close(code = 1000): void {
    this.socket.close(code);
  }

  terminate(): void {
    this.socket.terminate();
  }

  #take(text: string): void {
    this.received.push(JSON.parse(text) as RawPayload);
    this.#wake();
  }
}
