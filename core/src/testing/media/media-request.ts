import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** A request as it came. */
export interface MediaRequest {
  readonly method: string;
  /** The name it was sent to: the stand-in's own, or the one that its `fetch` was given. */
  readonly host: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly range?: string;
  readonly body: string;
}

/** Carries the name that was asked for to the stand-in. */
export const HOST_HEADER = 'x-stand-in-host';

/** More than a test ever posts. */
const MAX_BODY_LENGTH = 1 << 20;

/** Reads a request to its end. */
export async function readMediaRequest(message: IncomingMessage): Promise<MediaRequest> {
  const { method = 'GET', headers, url = '/' } = message;
  const { pathname, searchParams } = new URL(url, 'http://stand-in.example');
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > MAX_BODY_LENGTH) throw new Error('A request to the stand-in is too long.');
    chunks.push(bytes);
  }
  return {
    method,
    host: String(headers[HOST_HEADER] ?? headers.host ?? ''),
    path: pathname,
    query: searchParams,
    headers,
    ...(headers.range !== undefined && { range: headers.range }),
    body: Buffer.concat(chunks).toString('utf8'),
  };
}
