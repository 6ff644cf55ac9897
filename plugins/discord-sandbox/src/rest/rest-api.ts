import type { Faults } from '../faults/faults.js';
import { Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { Refusal, refuse } from '../world/refusal.js';
import { requireToken } from './authorize.js';
import { limitBody } from './body.js';
import type { RateLimits } from './rate-limits.js';
import { limitRate, rateLimited } from './limit-rate.js';
import type { RestContext } from './rest-context.js';
import { channelRoutes } from './routes/channels.js';
import { commandRoutes } from './routes/commands.js';
import { guildRoutes } from './routes/guilds.js';
import { identityRoutes } from './routes/identity.js';
import { interactionRoutes } from './routes/interactions.js';
import { messageRoutes } from './routes/messages.js';
import { webhookRoutes } from './routes/webhooks.js';

/** The REST API, version 10, without the `/api/v10` in front. */
export function createRestApi(context: RestContext, limits: RateLimits, faults: Faults): Hono {
  const api = new Hono();
  const { world } = context;

  api.use(async (request, next) => {
    const path = pathBelowVersion(request.req.path);
    if (faults.latencyMs > 0) await world.clock.sleep(faults.latencyMs);
    const fault = faults.take(request.req.method, path);
    if (fault?.kind === 'fail') throw refuse.fault(fault.status);
    if (fault?.kind === 'rate-limit') return rateLimited(request, fault);
    requireToken(world, path, request.req.header('authorization'));
    return limitRate(request, next, limits, path);
  });
  api.use(limitBody());
  for (const routes of [
    identityRoutes,
    commandRoutes,
    channelRoutes,
    messageRoutes,
    guildRoutes,
    interactionRoutes,
    webhookRoutes,
  ]) {
    routes(api, context);
  }
  api.notFound((request) => refusalResponse(request, refuse.notFound()));
  api.onError((error, request) => {
    if (error instanceof Refusal) return refusalResponse(request, error);
    context.logger.error('The sandbox failed to answer a request', { path: withoutToken(request.req.path), error });
    return refusalResponse(request, refuse.fault(500));
  });
  return api;
}

/** `/api/v10/channels/1` → `/channels/1`. */
function pathBelowVersion(path: string): string {
  return path.replace(/^\/api(\/v\d+)?/, '');
}

/** Paths of interactions and webhooks hold a token, which belongs in no log. */
function withoutToken(path: string): string {
  return path.replace(/\/(interactions|webhooks)\/(\d+)\/[^/]+/, '/$1/$2/…');
}

function refusalResponse(request: Parameters<Parameters<Hono['notFound']>[0]>[0], refusal: Refusal): Response {
  const body = {
    message: refusal.message,
    code: refusal.discordCode,
    ...(refusal.errors === undefined ? {} : { errors: refusal.errors }),
  };
  // Refusals bear only statuses that have a body.
  return request.json(body, refusal.status as ContentfulStatusCode);
}
