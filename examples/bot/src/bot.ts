import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { SapphireClient } from '@sapphire/framework';
import { Container, createTonearm, lrclib, PinoLogger, SetupError, type Tonearm, tokens } from '@tonearm/core';
import { discordVoice } from '@tonearm/discord-voice';
import { embedView } from '@tonearm/progress-embed';
import { textView } from '@tonearm/progress-text';
import { sapphire, sapphireLogger } from '@tonearm/sapphire';
import { httpLinks } from '@tonearm/source-http';
import { serviceLinks } from '@tonearm/source-links';
import { localFiles } from '@tonearm/source-local';
import { soundcloud } from '@tonearm/source-soundcloud';
import { youtube } from '@tonearm/source-youtube';
import { DiscordjsErrorCodes, GatewayIntentBits } from 'discord.js';
import type { BotConfig } from './config.js';

/** A bot that is logged in. */
export interface RunningBot {
  readonly client: SapphireClient;
  readonly tonearm: Tonearm;
  /** Leaves every channel and logs out. */
  close(): Promise<void>;
}

/** The whole bot: a client, Tonearm with its plugins, a login. @throws SetupError that says what to change */
export async function startBot(config: BotConfig, container = new Container()): Promise<RunningBot> {
  await mkdir(config.dataDir, { recursive: true });
  if (!container.has(tokens.logger)) container.provide(tokens.logger, PinoLogger.create(config.logLevel));
  const client = new SapphireClient({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildVoiceStates],
    // As many as Discord advises: one in fewer than a thousand guilds.
    shards: 'auto',
    baseUserDirectory: null,
    logger: { instance: sapphireLogger(container.resolve(tokens.logger)) },
    ...(config.apiUrl !== undefined && { rest: { api: config.apiUrl } }),
  });
  const tonearm = await createTonearm({
    container,
    store: path.join(config.dataDir, 'tonearm.sqlite'),
    view: config.view,
    limits: config.limits,
    ...(config.ffmpegPath !== undefined && { ffmpegPath: config.ffmpegPath }),
    ...(config.lrclibUrl !== undefined && { lyrics: [lrclib({ baseUrl: config.lrclibUrl })] }),
    plugins: [
      localFiles({ folder: config.musicDir }),
      ...(config.youtube ? [youtube(config.youtube)] : []),
      ...(config.soundcloud ? [soundcloud(config.soundcloud)] : []),
      serviceLinks(config.services),
      // It takes every link that is left.
      httpLinks({ allow: config.allowLinksTo }),
      embedView(),
      textView(),
      discordVoice({ workers: config.voiceWorkers }),
      sapphire({
        client,
        coolDowns: config.coolDowns,
        ...(config.guildId !== undefined && { guildIds: [config.guildId] }),
      }),
    ],
  });
  const close = async () => {
    await tonearm.close();
    await client.destroy();
  };
  try {
    await client.login(config.token);
    return { client, tonearm, close };
  } catch (error) {
    await close();
    throw loginError(error);
  }
}

function loginError(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error) || error.code !== DiscordjsErrorCodes.TokenInvalid) return error;
  return new SetupError(
    'Discord refused DISCORD_TOKEN. Copy it again from https://discord.com/developers/applications (Bot, Reset Token).',
    { cause: error },
  );
}
