import type { MiddlewareHandler } from 'hono';

/**
 * Whether a request comes from a web page of another origin, or reached this port under a name that is not loopback
 * (as DNS rebinding does). Programs such as bots send no `Origin`.
 */
export function isForeign(host: string | undefined, origin: string | undefined, port: number): boolean {
  const own = [`127.0.0.1:${port}`, `localhost:${port}`];
  if (host === undefined || !own.includes(host)) return true;
  return origin !== undefined && !own.some((name) => origin === `http://${name}`);
}

/** Answers foreign requests with 403, before anything else sees them. */
export function refuseForeign(port: () => number): MiddlewareHandler {
  return async (request, next) => {
    const { host, origin } = { host: request.req.header('host'), origin: request.req.header('origin') };
    if (isForeign(host, origin, port())) return request.json({ message: '403: Forbidden', code: 0 }, 403);
    await next();
    return undefined;
  };
}
