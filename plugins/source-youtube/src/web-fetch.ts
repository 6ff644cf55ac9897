import type { Fetch } from '@tonearm/core';

/** How YouTube is reached, on whichever thread. */
export interface WebOptions {
  /** Asked instead of the host of every address: an origin. */
  readonly endpoint?: string;
  /** An HTTP proxy for every request. */
  readonly proxy?: string;
}

/** A `fetch` that goes through the operator's proxy, or to another origin, where they are set. */
export function webFetch({ endpoint, proxy }: WebOptions): Fetch {
  const plain: Fetch = proxy === undefined ? (url, init) => fetch(url, init) : proxyFetch(proxy);
  // What is asked for leads nowhere else; who might send us to another place is not followed, nor are cookies taken there.
  const send: Fetch = (url, init) => plain(url, { ...init, redirect: 'manual' });
  if (endpoint === undefined) return send;
  return (url, init) => send(new URL(`${url.pathname}${url.search}`, endpoint), init);
}

/** A `fetch` through a proxy. Node's own knows none; the library behind it does, and takes agents of its own only. */
export function proxyFetch(proxy: string): Fetch {
  const library = import('undici').then(({ fetch, ProxyAgent }) => ({ fetch, dispatcher: new ProxyAgent(proxy) }));
  // Who asks first is told; nobody asks in vain.
  library.catch(() => {});
  return async (url, init) => {
    const { fetch, dispatcher } = await library;
    // The same interface by other names: the library declares its own, and Node’s are made from them.
    const request = { ...init, dispatcher } as Parameters<typeof fetch>[1];
    return (await fetch(url, request)) as unknown as Response;
  };
}
