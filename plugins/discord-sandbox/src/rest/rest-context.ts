import type { Logger } from '@tonearm/core';
import type { Context, Hono } from 'hono';
import type { World } from '../world/world.js';

/** What the routes work with. */
export interface RestContext {
  readonly world: World;
  /** `http://127.0.0.1:PORT` */
  readonly origin: () => string;
  /** `ws://127.0.0.1:PORT/gateway` */
  readonly gatewayUrl: () => string;
  /** What `GET /gateway/bot` tells about sharding. */
  readonly sharding: ShardingAdvice;
  readonly logger: Logger;
}

/** How many shards a bot is told to start, and how many of them may identify within the same 5 s. */
export interface ShardingAdvice {
  readonly shards: number;
  readonly maxConcurrency: number;
}

/** A router of the REST API, and the context of one of its requests. */
export type RestRouter = Hono;
/** One request to the REST API, and the means to answer it. */
export type RestRequest = Context;

/** A part of the path that the route's pattern guarantees. */
export function param(request: RestRequest, name: string): string {
  return request.req.param(name) ?? '';
}
