/** How YouTube is reached, on whichever thread. */
export interface WebOptions {
  /** Asked instead of the host of every address: an origin. */
  readonly endpoint?: string;
  /** An HTTP proxy for every request. */
  readonly proxy?: string;
}

/** The parts of a request that we use. */
export interface WebRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal: AbortSignal;
}

export type WebFetch = (url: URL, request: WebRequest) => Promise<Response>;

/** A `fetch` that goes through the operator's proxy, or to another origin, where they are set. */
export function webFetch({ endpoint, proxy }: WebOptions): WebFetch {
  const send = proxy === undefined ? plainFetch : proxied(proxy);
  if (endpoint === undefined) return send;
  return (url, request) => send(new URL(`${url.pathname}${url.search}`, endpoint), request);
}

function plainFetch(url: URL, request: WebRequest): Promise<Response> {
  return fetch(url, request);
}

/** Node's own `fetch` knows no proxies; the library behind it does, and takes its own agents only. */
function proxied(proxy: string): WebFetch {
  const library = import('undici').then(({ fetch, ProxyAgent }) => ({ fetch, dispatcher: new ProxyAgent(proxy) }));
  // Who asks first is told; nobody asks in vain.
  library.catch(() => {});
  return async (url, request) => {
    const { fetch, dispatcher } = await library;
    // The same class by another name: the library declares its own `Response`.
    return (await fetch(url, { ...request, dispatcher })) as unknown as Response;
  };
}
