import type { APIApplicationCommandOptionChoice } from 'discord-api-types/v10';
import { PAGE_SOCKET_PATH, type PageEvent, type PageMessage, type PageRequest } from '../../../src/page/protocol.js';

/** The sandbox refused; `message` is for the person. */
export class RefusedError extends Error {}

type Choices = readonly APIApplicationCommandOptionChoice[];

/** What a connection tells its owner. */
export interface ConnectionListener {
  opened(): void;
  event(event: PageEvent): void;
  /** A frame of sound, header included. */
  sound(frame: ArrayBuffer): void;
  closed(): void;
}

const RETRY_MS = 1_000;

/** The page's socket to the sandbox. It connects again by itself for as long as the page is open. */
export class Connection {
  readonly #waiting = new Map<number, { resolve(choices: Choices | undefined): void; reject(error: Error): void }>();
  #lastRequestId = 0;
  #socket: WebSocket;

  constructor(private readonly listener: ConnectionListener) {
    this.#socket = this.#connect();
  }

  /** Resolves when it is done. @throws RefusedError with words for the person */
  request(request: PageRequest): Promise<Choices | undefined> {
    if (this.#socket.readyState !== WebSocket.OPEN) return Promise.reject(new RefusedError(DISCONNECTED));
    const requestId = ++this.#lastRequestId;
    this.#socket.send(JSON.stringify({ ...request, requestId }));
    return new Promise((resolve, reject) => this.#waiting.set(requestId, { resolve, reject }));
  }

  #connect(): WebSocket {
    const socket = new WebSocket(`ws://${location.host}${PAGE_SOCKET_PATH}`);
    socket.binaryType = 'arraybuffer';
    socket.addEventListener('open', () => this.listener.opened());
    socket.addEventListener('message', ({ data }: MessageEvent<string | ArrayBuffer>) => {
      if (typeof data === 'string') this.#told(JSON.parse(data) as PageMessage);
      else this.listener.sound(data);
    });
    socket.addEventListener('close', () => {
      for (const { reject } of this.#waiting.values()) reject(new RefusedError(DISCONNECTED));
      this.#waiting.clear();
      this.listener.closed();
      setTimeout(() => {
        this.#socket = this.#connect();
      }, RETRY_MS);
    });
    return socket;
  }

  #told(message: PageMessage): void {
    if (message.kind !== 'done' && message.kind !== 'refused') return this.listener.event(message);
    const waiting = message.requestId === null ? undefined : this.#waiting.get(message.requestId);
    if (message.requestId !== null) this.#waiting.delete(message.requestId);
    if (message.kind === 'done') waiting?.resolve(message.choices);
    else waiting?.reject(new RefusedError(message.words));
  }
}

const DISCONNECTED = 'The sandbox is not running any more. Start it again; this page reconnects by itself.';
