import { GatewayCloseCodes } from 'discord-api-types/v10';
import type { Gateway } from '../gateway/gateway.js';
import type { GatewayConnection } from '../gateway/gateway-connection.js';
import type { VoiceFaults } from './voice-faults.js';

/** Which requests a fault meets. */
export interface RequestPattern {
  /** Any method without it. */
  readonly method?: string;
  /** A part of the path below `/api/v10`, or an expression for it; any path without it. */
  readonly path?: string | RegExp;
}

/** What happens to a request instead of an answer. */
export type RequestFault =
  | { readonly kind: 'fail'; readonly status: number }
  | { readonly kind: 'rate-limit'; readonly retryAfterMs: number; readonly scope: 'user' | 'global' | 'shared' };

/** How the gateway is lost: a socket that ends without a word, op 7 (please reconnect), or op 9 (session invalid). */
export type GatewayDrop = 'cut' | 'reconnect' | 'invalid-session';

interface Planned {
  readonly pattern: RequestPattern;
  readonly fault: RequestFault;
  times: number;
}

/** Troubles that a test asks for. */
export class Faults {
  readonly #planned: Planned[] = [];
  #latencyMs = 0;

  constructor(
    private readonly gateway: Gateway,
    /** Troubles with voice. */
    readonly voice: VoiceFaults,
  ) {}

  /** Every REST answer waits this long from now on; 0 ends it. */
  latency(ms: number): void {
    this.#latencyMs = ms;
  }

  get latencyMs(): number {
    return this.#latencyMs;
  }

  /** The next `times` matching requests are answered with this status, 500 by default. */
  fail(options: RequestPattern & { readonly status?: number; readonly times?: number }): void {
    const { status = 500, times = 1, ...pattern } = options;
    this.#planned.push({ pattern, fault: { kind: 'fail', status }, times });
  }

  /** The next `times` matching requests are answered with 429. */
  rateLimit(
    options: RequestPattern & {
      readonly retryAfterMs: number;
      readonly scope?: 'user' | 'global' | 'shared';
      readonly times?: number;
    },
  ): void {
    const { retryAfterMs, scope = 'user', times = 1, ...pattern } = options;
    this.#planned.push({ pattern, fault: { kind: 'rate-limit', retryAfterMs, scope }, times });
  }

  /** The bot loses its gateway connections, or the one of a shard; with `resumable: false` its session too. */
  dropGateway(options: { readonly resumable: boolean; readonly how?: GatewayDrop; readonly shard?: number }): void {
    const how = options.how ?? (options.resumable ? 'cut' : 'invalid-session');
    for (const connection of this.#connectionsOf(options.shard)) {
      const session = connection.session;
      if (how === 'cut') connection.terminate();
      if (how === 'reconnect') connection.askToReconnect();
      if (how === 'invalid-session') connection.invalidate(options.resumable);
      if (!options.resumable && session !== undefined) this.gateway.forget(session);
    }
  }

  /** Closes the bot's gateway connections with a close code. */
  closeGateway(code: GatewayCloseCodes): void {
    for (const connection of this.gateway.connections) connection.close(code);
  }

  /** Ends latency and drops all faults that were planned. */
  clear(): void {
    this.#latencyMs = 0;
    this.#planned.length = 0;
  }

  /** Takes the fault that meets this request, if one does. For the REST API. */
  take(method: string, path: string): RequestFault | undefined {
    const index = this.#planned.findIndex(({ pattern }) => matches(pattern, method, path));
    const planned = this.#planned[index];
    if (planned === undefined) return undefined;
    planned.times -= 1;
    if (planned.times <= 0) this.#planned.splice(index, 1);
    return planned.fault;
  }

  #connectionsOf(shard: number | undefined): readonly GatewayConnection[] {
    const { connections } = this.gateway;
    return shard === undefined ? connections : connections.filter(({ session }) => session?.shard[0] === shard);
  }
}

function matches(pattern: RequestPattern, method: string, path: string): boolean {
  if (pattern.method !== undefined && pattern.method.toUpperCase() !== method) return false;
  if (pattern.path === undefined) return true;
  return typeof pattern.path === 'string' ? path.includes(pattern.path) : pattern.path.test(path);
}
