import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { NumberedRequest, PageAnswer, PageMessage, PageRequest, PageSnapshot } from '../../src/page/protocol.js';
import type { Sandbox } from '../../src/index.js';

type Of<K extends PageMessage['kind']> = Extract<PageMessage, { readonly kind: K }>;

/** The page's side of the protocol without a browser. */
export class PageClient {
  readonly received: PageMessage[] = [];
  readonly sounds: Buffer[] = [];
  /** Every text as it came, to be searched for what must not be in it. */
  readonly texts: string[] = [];
  #lastRequestId = 0;
  #wake: () => void = () => {};

  private constructor(private readonly socket: WebSocket) {
    socket.on('message', (data: Buffer, binary: boolean) => {
      if (binary) this.sounds.push(data);
      else {
        this.texts.push(String(data));
        this.received.push(JSON.parse(String(data)) as PageMessage);
      }
      this.#wake();
    });
  }

  static async open(sandbox: Sandbox): Promise<PageClient> {
    const socket = new WebSocket(`${sandbox.url.replace('http', 'ws')}/page`, { origin: sandbox.url });
    const client = new PageClient(socket);
    await once(socket, 'open');
    await client.next('snapshot');
    return client;
  }

  get snapshot(): PageSnapshot {
    const last = this.received.findLast((message) => message.kind === 'snapshot');
    if (last?.kind !== 'snapshot') throw new Error('There was no snapshot yet');
    return last.snapshot;
  }

  async request(request: PageRequest): Promise<PageAnswer> {
    const requestId = ++this.#lastRequestId;
    const numbered: NumberedRequest = { ...request, requestId };
    this.socket.send(JSON.stringify(numbered));
    return this.#find((message): message is PageAnswer => 'requestId' in message && message.requestId === requestId);
  }

  sendRaw(data: string | Buffer): void {
    this.socket.send(data);
  }

  /** The first message of this kind, now or later, that the predicate accepts. */
  next<K extends PageMessage['kind']>(kind: K, accept: (message: Of<K>) => boolean = () => true): Promise<Of<K>> {
    return this.#find((message): message is Of<K> => message.kind === kind && accept(message as Of<K>));
  }

  async waitForSounds(count: number): Promise<void> {
    while (this.sounds.length < count) await this.#change();
  }

  /** Resolves with the code of the connection's end. */
  async closed(): Promise<number> {
    const [code] = await once(this.socket, 'close');
    return Number(code);
  }

  async #find<T extends PageMessage>(fits: (message: PageMessage) => message is T): Promise<T> {
    for (;;) {
      const found = this.received.find(fits);
      if (found !== undefined) return found;
      await this.#change();
    }
  }

  #change(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}
