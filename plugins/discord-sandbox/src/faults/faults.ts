import { GatewayCloseCodes } from 'discord-api-types/v10';
import type { Gateway } from '../gateway/gateway.js';
import type { VoiceServer } from '../voice/voice-server.js';

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

/** docs: Voice Close Event Codes. */
const CRASHED_VOICE_SERVER = 4015;

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
    private readonly voice: VoiceServer,
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

  /** The bot loses its gateway connections; with `resumable: false` its session too. */
  dropGateway(options: { readonly resumable: boolean; readonly how?: GatewayDrop }): void {
    const how = options.how ?? (options.resumable ? 'cut' : 'invalid-session');
    for (const connection of this.gateway.connections) {
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

  /** Closes the bot's voice connection in a guild; 4015, the default, is a crashed voice server and asks to resume. */
  closeVoice(guild: { readonly id: string }, code: number = CRASHED_VOICE_SERVER): void {
    this.voice.closeConnection(guild.id, code);
  }

  /** Sends the bot a binary voice message that Discord would never send, such as a forged proposal. */
  forgeVoice(guild: { readonly id: string }, message: { readonly op: number; readonly body: Uint8Array }): void {
    this.voice.forge(guild.id, message.op, message.body);
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
}

function matches(pattern: RequestPattern, method: string, path: string): boolean {
  if (pattern.method !== undefined && pattern.method.toUpperCase() !== method) return false;
  if (pattern.path === undefined) return true;
  return typeof pattern.path === 'string' ? path.includes(pattern.path) : pattern.path.test(path);
}
