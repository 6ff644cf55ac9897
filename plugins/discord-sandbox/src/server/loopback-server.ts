import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';
import { type WebSocket, WebSocketServer } from 'ws';
import { PortTakenError } from './port-taken-error.js';
import { isForeign } from './foreign-request.js';

/** No client of the gateway or the page has anything longer to say; a longer message ends its connection (1009). */
const MOST_MESSAGE_BYTES = 64 * 1024;

/** Takes over an opened socket; `parameters` are those of its URL. */
export type SocketHandler = (socket: WebSocket, parameters: URLSearchParams) => void;

/**
 * One HTTP port on 127.0.0.1 for everything: the REST API, the gateway's sockets, attachments and the web page.
 * It answers nobody whose `Origin` or `Host` is not its own.
 */
export class LoopbackServer {
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: MOST_MESSAGE_BYTES });
  readonly #handlers = new Map<string, SocketHandler>();

  readonly port: number;

  private constructor(private readonly server: Server) {
    // A listening TCP server has an address with a port, never a path.
    this.port = (server.address() as AddressInfo).port;
    server.on('upgrade', (request, socket, head) => {
      // The server has let go of this socket; what breaks it now is of no consequence.
      socket.on('error', () => {});
      // Such as `//`, which is no path: whatever a stranger asks for, it is only refused.
      const url = URL.parse(request.url ?? '/', this.url);
      const handler = url === null ? undefined : this.#handlers.get(url.pathname.replace(/\/$/, ''));
      if (!url || !handler || isForeign(request.headers.host, request.headers.origin, this.port)) {
        socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
        return;
      }
      this.#sockets.handleUpgrade(request, socket, head, (opened) => handler(opened, url.searchParams));
    });
  }

  /** Listens on the port, or on a free one for 0. @throws PortTakenError */
  static listen(app: Hono, port: number): Promise<LoopbackServer> {
    // Without `http2` options the adaptor always makes a plain HTTP server.
    const server = createAdaptorServer({ fetch: app.fetch }) as Server;
    return new Promise((resolve, reject) => {
      const refused = (error: unknown) => reject(new PortTakenError(port, error));
      server.once('error', refused);
      try {
        server.listen(port, '127.0.0.1', () => resolve(new LoopbackServer(server)));
      } catch (error) {
        // Node throws at once for what is no port at all.
        refused(error);
      }
    });
  }

  /** `http://127.0.0.1:PORT` */
  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Sends sockets opened on the path to the handler. */
  onSocket(path: string, handler: SocketHandler): void {
    this.#handlers.set(path, handler);
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets.clients) socket.terminate();
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }
}
