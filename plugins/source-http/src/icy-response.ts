import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { connect as connectPlain, type LookupFunction, type Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import { hostOf } from './network-policy.js';

/** What the first servers of internet radio answer instead of `HTTP/1.0 200 OK`. */
const ICY_STATUS = /^ICY (\d{3})/;
const HEAD_END = '\r\n\r\n';
const MAX_HEAD_BYTES = 16 * 1024;

export interface IcyRequestOptions {
  readonly headers: Readonly<Record<string, string>>;
  /** Checks the addresses of a name. */
  readonly lookup: LookupFunction;
  readonly opening: AbortSignal;
  readonly life: AbortSignal;
}

/** Whether Node’s parser has refused an answer because it comes from SHOUTcast 1, which says `ICY` where others say `HTTP`. */
export function saysIcy(error: unknown): boolean {
  if (!(error instanceof Error) || !('rawPacket' in error) || !Buffer.isBuffer(error.rawPacket)) return false;
  return ICY_STATUS.test(error.rawPacket.toString('latin1', 0, 16));
}

/** Asks such a server, in its own words. The policy has let the link through; `lookup` sees to its addresses. */
export async function requestIcy(url: URL, options: IcyRequestOptions): Promise<IncomingMessage> {
  const socket = connect(url, options.lookup);
  const stop = () => socket.destroy(new Error('Nobody waits any more.'));
  const { opening, life } = options;
  life.addEventListener('abort', stop, { once: true });
  opening.addEventListener('abort', stop, { once: true });
  socket.once('close', () => life.removeEventListener('abort', stop));
  try {
    if (opening.aborted) stop();
    const lines = Object.entries({ Host: url.host, ...options.headers }).map(
      ([name, value]) => `${name}: ${value}\r\n`,
    );
    socket.write(`GET ${url.pathname}${url.search} HTTP/1.0\r\n${lines.join('')}\r\n`);
    return await readAnswer(socket);
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    opening.removeEventListener('abort', stop);
  }
}

function connect(url: URL, lookup: LookupFunction): Socket {
  const host = hostOf(url);
  const isTls = url.protocol === 'https:';
  const port = Number(url.port || (isTls ? 443 : 80));
  return isTls ? connectTls({ host, port, lookup, servername: host }) : connectPlain({ host, port, lookup });
}

async function readAnswer(socket: Socket): Promise<IncomingMessage> {
  let head = Buffer.alloc(0);
  const body = new PassThrough();
  return new Promise((resolve, reject) => {
    socket.once('error', reject).once('end', () => reject(new Error('It ended before it began.')));
    const read = (chunk: Buffer) => {
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf(HEAD_END);
      if (end === -1) {
        if (head.length > MAX_HEAD_BYTES) reject(new Error('Its head has no end.'));
        return;
      }
      socket.off('data', read);
      socket.on('error', (error) => body.destroy(error));
      body.once('close', () => socket.destroy());
      body.on('error', () => {});
      body.write(head.subarray(end + HEAD_END.length));
      socket.pipe(body);
      const text = head.toString('latin1', 0, end);
      const statusCode = Number(ICY_STATUS.exec(text)?.[1] ?? 0);
      // Of an IncomingMessage only what a LinkAnswer is made of is looked at.
      resolve(Object.assign(body, { statusCode, headers: headersIn(text) }) as unknown as IncomingMessage);
    };
    socket.on('data', read);
  });
}

function headersIn(head: string): IncomingHttpHeaders {
  const pairs = head
    .split('\r\n')
    .slice(1)
    .map((line) => /^([\w-]+):\s*(.*)$/.exec(line))
    .flatMap((match) => (match ? [[String(match[1]).toLowerCase(), String(match[2])] as const] : []));
  return Object.fromEntries(pairs);
}
