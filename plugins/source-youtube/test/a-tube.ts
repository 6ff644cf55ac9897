import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What was asked of the stand-in. */
export interface TubeRequest {
  /** `/search`, `/player` … for the inner interface; the whole path for everything else. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** The parsed body; of a GET, that of a question about nothing. */
  readonly body: TubeBody;
  /** Resolves when who asked has let go of the connection. */
  readonly gone: Promise<void>;
}

/** What the inner interface is asked, as far as tests look into it. */
export interface TubeBody {
  readonly context: { readonly client: { readonly clientName?: string; readonly visitorData?: string } };
  readonly videoId?: string;
  /** Of another client's question about a video. */
  readonly playerRequest?: { readonly videoId: string };
  readonly playlistId?: string;
  readonly browseId?: string;
  readonly continuation?: string;
  readonly url?: string;
  readonly serviceIntegrityDimensions?: { readonly poToken: string };
}

export type TubeAnswer =
  | { readonly json: unknown }
  | { readonly text: string | Buffer; readonly status?: number; readonly headers?: Readonly<Record<string, string>> }
  /** Never answers. */
  | 'hang'
  /** Cuts the connection. */
  | 'reset';

export type Answerer = (request: TubeRequest) => TubeAnswer;

/** A stand-in for YouTube’s inner interface on loopback. Closed by who made it. */
export interface Tube {
  /** Its origin. */
  readonly endpoint: string;
  readonly requests: TubeRequest[];
  /** Answers a path from now on. */
  on(path: string, answer: Answerer): void;
  close(): Promise<void>;
}

export async function aTube(): Promise<Tube> {
  const answerers = new Map<string, Answerer>();
  const requests: TubeRequest[] = [];
  const server = createServer((request, response) => {
    void readRequest(request, response).then((asked) => {
      requests.push(asked);
      const answer = answerers.get(asked.path)?.(asked) ?? { text: `nothing at ${asked.path}`, status: 404 };
      give(answer, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on a port has an address of this kind.
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    requests,
    on: (path, answer) => answerers.set(path, answer),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readRequest(request: IncomingMessage, response: ServerResponse): Promise<TubeRequest> {
  const url = new URL(request.url ?? '/', 'http://tube.invalid');
  const gone = new Promise<void>((resolve) => response.once('close', () => resolve()));
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return {
    path: url.pathname.replace(/^\/youtubei\/v1/, ''),
    query: url.searchParams,
    headers: request.headers,
    body: text === '' ? { context: { client: {} } } : JSON.parse(text),
    gone,
  };
}

function give(answer: TubeAnswer, response: ServerResponse): void {
  if (answer === 'hang') return;
  if (answer === 'reset') {
    response.destroy();
    return;
  }
  if ('json' in answer) {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer.json));
    return;
  }
  response.writeHead(answer.status ?? 200, answer.headers);
  response.end(answer.text);
}
