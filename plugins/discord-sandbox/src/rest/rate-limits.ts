import type { Clock } from '@tonearm/core';

/** So many requests in so long a window. */
export interface Allowance {
  readonly requests: number;
  readonly windowMs: number;
}

/** How many requests Discord takes. `routes` are tried in order; the first that fits a request decides its bucket. */
export interface RateLimitOptions {
  /** All routes together but those of interactions, which are webhooks too (docs: Rate Limits, "Global Rate Limit"). `null` is no limit. */
  readonly global: Allowance | null;
  readonly routes: readonly RouteAllowance[];
}

/** The allowance of the routes that a method and a path describe. */
export interface RouteAllowance extends Allowance {
  readonly method: RegExp;
  /** Below `/api/v10`. Its first group is the major parameter: each value of it has a window of its own. */
  readonly path: RegExp;
}

/** What Discord is known to allow; the numbers of single routes are not documented and may change there. */
export const DISCORD_RATE_LIMITS: RateLimitOptions = {
  global: { requests: 50, windowMs: 1_000 },
  routes: [
    { method: /POST/, path: /^\/channels\/(\d+)\/messages$/, requests: 5, windowMs: 5_000 },
    { method: /PATCH/, path: /^\/channels\/(\d+)\/messages\/\d+$/, requests: 5, windowMs: 5_000 },
    { method: /PATCH/, path: /^\/webhooks\/(\d+\/[^/]+)\/messages\/[^/]+$/, requests: 5, windowMs: 5_000 },
    { method: /POST/, path: /^\/webhooks\/(\d+\/[^/]+)$/, requests: 5, windowMs: 5_000 },
    { method: /PUT/, path: /^\/applications\/(\d+(?:\/guilds\/\d+)?)\/commands$/, requests: 5, windowMs: 20_000 },
  ],
};

/** Every other route has this much for itself and its major parameter. */
const OTHERWISE: Allowance = { requests: 100, windowMs: 1_000 };

/** What a request is told about its bucket, in the `X-RateLimit-*` headers. */
export interface RateVerdict {
  readonly allowed: boolean;
  readonly scope: 'user' | 'global';
  readonly bucket: string;
  readonly limit: number;
  readonly remaining: number;
  readonly resetAtMs: number;
  readonly resetAfterMs: number;
}

interface Window {
  used: number;
  endsAtMs: number;
}

/** Counts requests in fixed windows, one per route and major parameter, and one for all (docs: Rate Limits). */
export class RateLimits {
  readonly #windows = new Map<string, Window>();

  constructor(
    private readonly clock: Clock,
    private readonly options: RateLimitOptions,
  ) {}

  /** Counts the request if there is room for it. */
  take(method: string, path: string): RateVerdict {
    const index = this.options.routes.findIndex((route) => route.method.test(method) && route.path.test(path));
    const route = this.options.routes[index];
    const bucket = route === undefined ? `${method} ${routeOf(path)}` : String(index);
    const major = route === undefined ? majorOf(path) : (route.path.exec(path)?.[1] ?? '');
    const { global } = this.options;
    const exempt = global === null || path.startsWith('/webhooks/');

    const everything = exempt ? undefined : this.#window('global', global);
    if (everything !== undefined && everything.used >= (global?.requests ?? 0)) {
      return this.#verdict(false, 'global', 'global', global ?? OTHERWISE, everything);
    }
    const allowance = route ?? OTHERWISE;
    const own = this.#window(`${bucket}/${major}`, allowance);
    if (own.used >= allowance.requests) return this.#verdict(false, 'user', bucket, allowance, own);
    own.used += 1;
    if (everything !== undefined) everything.used += 1;
    return this.#verdict(true, 'user', bucket, allowance, own);
  }

  #window(key: string, allowance: Allowance): Window {
    const nowMs = this.clock.now();
    const known = this.#windows.get(key);
    if (known !== undefined && known.endsAtMs > nowMs) return known;
    if (this.#windows.size > 10_000) this.#sweep(nowMs);
    const fresh = { used: 0, endsAtMs: nowMs + allowance.windowMs };
    this.#windows.set(key, fresh);
    return fresh;
  }

  #sweep(nowMs: number): void {
    for (const [key, window] of this.#windows) if (window.endsAtMs <= nowMs) this.#windows.delete(key);
  }

  #verdict(
    allowed: boolean,
    scope: 'user' | 'global',
    bucket: string,
    allowance: Allowance,
    window: Window,
  ): RateVerdict {
    return {
      allowed,
      scope,
      bucket,
      limit: allowance.requests,
      remaining: Math.max(0, allowance.requests - window.used),
      resetAtMs: window.endsAtMs,
      resetAfterMs: Math.max(0, window.endsAtMs - this.clock.now()),
    };
  }
}

/** The path with its ids and tokens taken out. */
function routeOf(path: string): string {
  return path.replace(/^\/webhooks\/\d+\/[^/]+/, '/webhooks/:id/:token').replaceAll(/\d{15,}/g, ':id');
}

function majorOf(path: string): string {
  return /^\/webhooks\/(\d+\/[^/]+)|^\/(?:channels|guilds)\/(\d+)/.exec(path)?.slice(1).find(Boolean) ?? '';
}
