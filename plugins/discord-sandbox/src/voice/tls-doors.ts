import { createServer, type Server } from 'node:https';
import { SetupError } from '@tonearm/core';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Certificate } from './certificate.js';

/** Where the doors are, and who takes what comes in. */
export interface TlsDoorsOptions {
  readonly host: string;
  /** Of the first door; 0 is a free one. The others always take a free one. */
  readonly port: number;
  readonly certificate: Certificate;
  onSocket(socket: WebSocket): void;
}

/** The commit and welcome of a full channel stay far below; what is longer ends its connection (1009). */
const MOST_MESSAGE_BYTES = 1024 * 1024;

interface Door {
  readonly https: Server;
  readonly sockets: WebSocketServer;
  readonly endpoint: string;
}

/** The TLS ports of a voice server. They look like several servers, and all lead to the same one. */
export class TlsDoors {
  readonly #options: TlsDoorsOptions;
  readonly #doors: Door[] = [];

  private constructor(options: TlsDoorsOptions) {
    this.#options = options;
  }

  /** Opens the first door. @throws SetupError when its port cannot be had */
  static async open(options: TlsDoorsOptions): Promise<TlsDoors> {
    const doors = new TlsDoors(options);
    await doors.#open(options.port);
    return doors;
  }

  /** `host:port` of a door; the first one's is 0. */
  endpointOf(door: number): string {
    return this.#doors[door]?.endpoint ?? '';
  }

  /** Makes sure that there are so many doors. */
  async atLeast(count: number): Promise<void> {
    while (this.#doors.length < count) await this.#open(0);
  }

  async close(): Promise<void> {
    await Promise.all(this.#doors.map(closeDoor));
  }

  async #open(port: number): Promise<void> {
    const { certificate, host, onSocket } = this.#options;
    const https = createServer({ key: certificate.keyPem, cert: certificate.certificatePem });
    try {
      await bind(https, host, port);
    } catch (cause) {
      throw new SetupError(`The voice gateway cannot listen on ${host}:${port}.`, { cause });
    }
    const sockets = new WebSocketServer({
      server: https,
      maxPayload: MOST_MESSAGE_BYTES,
      // Programs send no `Origin`; web pages have no business here.
      verifyClient: ({ origin }, answer) => answer(origin === undefined, 403),
    });
    sockets.on('connection', onSocket);
    const address = https.address();
    const bound = typeof address === 'object' && address !== null ? address.port : 0;
    this.#doors.push({ https, sockets, endpoint: `${host}:${bound}` });
  }
}

function bind(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
}

async function closeDoor({ https, sockets }: Door): Promise<void> {
  for (const socket of sockets.clients) socket.terminate();
  sockets.close();
  const closed = new Promise<void>((resolve) => {
    https.close(() => resolve());
  });
  https.closeAllConnections();
  await closed;
}
