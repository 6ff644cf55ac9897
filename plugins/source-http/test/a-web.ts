import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import { setImmediate as settle } from 'node:timers/promises';
import { type OpenContext, type Resolution, type SourceContext, SystemClock, type Track } from '@tonearm/core';
import {
  DEFAULT_LIMITS,
  HttpSource,
  LinkClient,
  type LinkClientParts,
  type LinkLimits,
  NetworkPolicy,
} from '../src/index.js';

/** What is answered to a request for a path. */
export type Page = (request: IncomingMessage, response: ServerResponse) => void;

/** A little web on this machine: paths with what is answered, and a source that may go there. */
export interface Web {
  readonly port: number;
  readonly base: string;
  readonly source: HttpSource;
  readonly parts: { readonly client: LinkClient; readonly clock: SystemClock };
  /** Paths in the order in which they were asked for, each with its range where there was one. */
  readonly requests: readonly string[];
  /** How many connections are open. */
  readonly connections: number;
  put(path: string, page: Page | Buffer | string, headers?: Readonly<Record<string, string>>): void;
  link(path: string): string;
  /** What the source makes of a path. */
  resolve(path: string, context?: Partial<SourceContext>): Promise<Resolution>;
  /** The track at a path. */
  track(path: string): Promise<Track>;
  /** Resolves as soon as no connection is open any more. */
  whenQuiet(): Promise<void>;
  close(): Promise<void>;
}

export interface WebOptions {
  readonly allow?: readonly string[];
  readonly limits?: Partial<LinkLimits>;
  readonly findAddresses?: LinkClientParts['findAddresses'];
}

/** A clock whose pauses are over at once; its deadlines are real. */
export class QuickClock extends SystemClock {
  override async sleep(_ms: number, signal?: AbortSignal): Promise<void> {
    await settle();
    signal?.throwIfAborted();
  }
}

export async function aWeb({ allow = ['127.0.0.1'], limits = {}, findAddresses }: WebOptions = {}): Promise<Web> {
  const pages = new Map<string, Page>();
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    const { range } = request.headers;
    requests.push(range === undefined ? path : `${path} ${range}`);
    const page = pages.get(path) ?? pages.get(path.split('?', 1)[0] ?? '');
    if (page) page(request, response);
    else response.writeHead(404).end();
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => {
      sockets.delete(socket);
      server.emit('quieter');
    });
  });
  await listening(server.listen(0, '127.0.0.1'));
  const { port } = server.address() as AddressInfo; // It listens on a port, not on a pipe.
  const base = `http://127.0.0.1:${port}`;
  const clock = new QuickClock();
  const client = new LinkClient({
    policy: new NetworkPolicy(allow),
    limits: { ...DEFAULT_LIMITS, ...limits },
    clock,
    ...(findAddresses && { findAddresses }),
  });
  const source = new HttpSource({ client, clock });
  const resolve = (path: string, context: Partial<SourceContext> = {}) => {
    const identified = source.identify({ kind: 'url', url: new URL(path, base) });
    if (!identified) throw new Error(`${path} is no link.`);
    return source.resolve(identified.reference, aSourceContext(context));
  };
  return {
    port,
    base,
    source,
    parts: { client, clock },
    requests,
    get connections() {
      return sockets.size;
    },
    put: (path, page, headers = {}) => pages.set(path, typeof page === 'function' ? page : aFile(page, headers)),
    link: (path) => `${base}${path}`,
    resolve,
    track: async (path) => {
      const found = await resolve(path);
      if (found.kind !== 'track') throw new Error(`${path} is a ${found.kind}.`);
      return found.track;
    },
    whenQuiet: async () => {
      while (sockets.size > 0) await once(server, 'quieter');
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}

/** A file with ranges, as a good server has it. */
export function aFile(content: Buffer | string, headers: Readonly<Record<string, string>> = {}): Page {
  const bytes = Buffer.from(content);
  const all = { 'Accept-Ranges': 'bytes', ETag: '"one"', ...headers };
  return (request, response) => {
    const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
    const valid = (request.headers['if-range'] ?? all.ETag) === all.ETag;
    if (from === undefined || !valid) {
      response.writeHead(200, { ...all, 'Content-Length': bytes.length }).end(bytes);
      return;
    }
    const end = Math.min(bytes.length, to ? Number(to) + 1 : bytes.length);
    const part = bytes.subarray(Number(from), end);
    const range = `bytes ${from}-${end - 1}/${bytes.length}`;
    response.writeHead(206, { ...all, 'Content-Length': part.length, 'Content-Range': range }).end(part);
  };
}

/** A server that speaks no HTTP: it sends what it is told to whoever comes. */
export async function aRawServer(talk: (socket: Socket) => void) {
  const server = createTcpServer((socket) => {
    socket.on('error', () => {});
    // Who does not read never learns that the other side has gone.
    socket.resume();
    talk(socket);
  });
  await listening(server.listen(0, '127.0.0.1'));
  const { port } = server.address() as AddressInfo; // As above.
  return {
    port,
    base: `http://127.0.0.1:${port}`,
    close: () => new Promise<void>((done) => server.close(() => done())),
  };
}

export function aSourceContext(overrides: Partial<SourceContext> = {}): SourceContext {
  return { signal: new AbortController().signal, report: () => {}, ...overrides };
}

export function anOpenContext(overrides: Partial<OpenContext> = {}): OpenContext {
  const { signal } = new AbortController();
  return { positionMs: 0, attemptSignal: signal, streamSignal: signal, ...overrides };
}

async function listening(server: { once(event: 'listening', listener: () => void): unknown }): Promise<void> {
  await new Promise<void>((done) => server.once('listening', done));
}
