import { createHash } from 'node:crypto';
import type { Context, Next } from 'hono';
import type { RateLimits, RateVerdict } from './rate-limits.js';

/**
 * Counts a request against its limits, tells the bot where it stands, and refuses with 429 when there is no room.
 * Interaction callbacks have no limit that a bot could meet, and no headers.
 */
export async function limitRate(
  request: Context,
  next: Next,
  limits: RateLimits,
  path: string,
): Promise<Response | undefined> {
  if (!path.startsWith('/interactions/')) {
    const verdict = limits.take(request.req.method, path);
    setHeaders(request, verdict);
    if (!verdict.allowed) return rateLimited(request, { retryAfterMs: verdict.resetAfterMs, scope: verdict.scope });
  }
  await next();
  return undefined;
}

/** 429 with the wait in the body and in the `Retry-After` header, both in seconds (docs: Rate Limits). */
export function rateLimited(
  request: Context,
  limit: { readonly retryAfterMs: number; readonly scope: 'user' | 'global' | 'shared' },
): Response {
  const isGlobal = limit.scope === 'global';
  request.header('Retry-After', String(Math.ceil(limit.retryAfterMs / 1000)));
  request.header('X-RateLimit-Scope', limit.scope);
  if (isGlobal) request.header('X-RateLimit-Global', 'true');
  return request.json(
    { message: 'You are being rate limited.', retry_after: limit.retryAfterMs / 1000, global: isGlobal },
    429,
  );
}

function setHeaders(request: Context, verdict: RateVerdict): void {
  if (verdict.scope === 'global') return;
  request.header('X-RateLimit-Limit', String(verdict.limit));
  request.header('X-RateLimit-Remaining', String(verdict.remaining));
  request.header('X-RateLimit-Reset', (verdict.resetAtMs / 1000).toFixed(3));
  request.header('X-RateLimit-Reset-After', (verdict.resetAfterMs / 1000).toFixed(3));
  request.header('X-RateLimit-Bucket', createHash('md5').update(verdict.bucket).digest('hex'));
}
