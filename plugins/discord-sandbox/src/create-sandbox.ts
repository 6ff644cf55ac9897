import { type Clock, type Logger, SystemClock, silentLogger } from '@tonearm/core';
import { Hono } from 'hono';
import { Faults } from './faults/faults.js';
import { VoiceFaults } from './faults/voice-faults.js';
import { Gateway } from './gateway/gateway.js';
import { VoiceDesk } from './gateway/voice-desk.js';
import { attachmentRoutes } from './rest/attachments.js';
import { DISCORD_RATE_LIMITS, type RateLimitOptions, RateLimits } from './rest/rate-limits.js';
import type { ShardingAdvice } from './rest/rest-context.js';
import { createRestApi } from './rest/rest-api.js';
import { servePage } from './page/serve-page.js';
import { Sandbox, type SandboxParts } from './sandbox.js';
import { refuseForeign } from './server/foreign-request.js';
import { LoopbackServer } from './server/loopback-server.js';
import { makeCertificate } from './voice/certificate.js';
import { listenVoice } from './voice/listen-voice.js';
import type { InteractionTimes } from './world/interactions.js';
import { World } from './world/world.js';

/** How a sandbox differs from Discord, and where it stands. */
export interface SandboxOptions {
  /** The port of the API, the gateway and the page, on 127.0.0.1; 0, the default, is a free one. */
  readonly port?: number;
  /** Whether voice is end-to-end encrypted (DAVE), as Discord requires it; true by default. */
  readonly dave?: boolean;
  /** How long interactions wait; Discord's own times by default. */
  readonly times?: Partial<InteractionTimes>;
  /** Discord's own by default. */
  readonly rateLimits?: RateLimitOptions;
  /** Whether the bot may ask for members, presences and message content; true by default. */
  readonly privilegedIntents?: boolean;
  /** What the bot is told about sharding: one shard by default, as for bots in fewer than 2,500 guilds. */
  readonly sharding?: ShardingAdvice;
  readonly botName?: string;
  /** Where the voice server's certificate is written; a temporary folder by default. */
  readonly dataDir?: string;
  readonly clock?: Clock;
  readonly logger?: Logger;
}

const DISCORD_TIMES: InteractionTimes = { acknowledgeMs: 3_000, tokenMs: 900_000 };

/** Starts a local Discord on loopback. Whoever starts it closes it. Rejects with {@link PortTakenError} when it cannot have the port. */
export async function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const clock = options.clock ?? new SystemClock();
  const logger = options.logger ?? silentLogger;
  const world = new World(clock, {
    botName: options.botName ?? 'tonearm',
    times: { ...DISCORD_TIMES, ...options.times },
  });
  const { dataDir } = options;
  const certificate = await makeCertificate(dataDir === undefined ? { clock } : { clock, directory: dataDir });
  try {
    const voice = await listenVoice({ certificate, dave: options.dave ?? true, logger });
    try {
      return await serve({ world, certificate, voice, logger }, options);
    } catch (error) {
      await voice.close();
      throw error;
    }
  } catch (error) {
    await certificate.dispose();
    throw error;
  }
}

type Foundations = Pick<SandboxParts, 'world' | 'certificate' | 'voice'> & { readonly logger: Logger };

/** Puts the API, the gateway, attachments and the web page on one port. */
async function serve({ world, certificate, voice, logger }: Foundations, options: SandboxOptions): Promise<Sandbox> {
  const app = new Hono();
  const server = await LoopbackServer.listen(app, options.port ?? 0);
  const origin = () => server.url;
  const gatewayUrl = () => `${server.url.replace('http:', 'ws:')}/gateway`;
  const gateway = new Gateway(world, { url: gatewayUrl, origin, privilegedIntents: options.privilegedIntents ?? true });
  server.onSocket('/gateway', (socket, parameters) => gateway.accept(socket, parameters));
  const desk = new VoiceDesk(world, voice);

  const faults = new Faults(gateway, new VoiceFaults(voice, desk));
  const sharding = options.sharding ?? { shards: 1, maxConcurrency: 1 };
  const limits = new RateLimits(world.clock, options.rateLimits ?? DISCORD_RATE_LIMITS);
  const api = createRestApi({ world, origin, gatewayUrl, sharding, logger }, limits, faults);
  app.use(refuseForeign(() => server.port));
  for (const version of ['/api/v10', '/api/v9', '/api']) app.route(version, api);
  attachmentRoutes(app, world);
  servePage(app, server, { world, voice, origin, faults }, logger);
  return new Sandbox({ world, gateway, faults, server, voice, certificate });
}
