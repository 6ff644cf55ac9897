import { SapphireClient } from '@sapphire/framework';
import { Container, createTonearm, PinoLogger, tokens } from '@tonearm/core';
import { discordVoice } from '@tonearm/discord-voice';
import { embedView } from '@tonearm/progress-embed';
import { textView } from '@tonearm/progress-text';
import { sapphire, sapphireLogger } from '@tonearm/sapphire';
import { localFiles } from '@tonearm/source-local';
import { GatewayIntentBits } from 'discord.js';

/** The whole bot. An empty setting counts as none; `env.example` tells them. */
const { DISCORD_TOKEN, DISCORD_API_URL, GUILD_ID, MUSIC_DIR, VIEW } = process.env;

/** One log for all: `info` tells every request on its way, `debug` more. */
const logger = PinoLogger.create('warn');
const container = new Container();
container.provide(tokens.logger, logger);

const client = new SapphireClient({
  intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildVoiceStates],
  // As many as Discord advises: one in fewer than a thousand guilds.
  shards: 'auto',
  // No pieces of its own yet. Leave this out when there are some in `commands` and the like.
  baseUserDirectory: null,
  logger: { instance: sapphireLogger(logger) },
  ...(DISCORD_API_URL && { rest: { api: DISCORD_API_URL } }),
});

const tonearm = await createTonearm({
  container,
  view: VIEW || 'embed',
  plugins: [
    localFiles({ folder: MUSIC_DIR || 'music' }),
    embedView(),
    textView(),
    discordVoice(),
    sapphire({ client, ...(GUILD_ID && { guildIds: [GUILD_ID] }) }),
  ],
});

/** The terminal and the sandbox may both say it. */
let isClosing = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, async () => {
    if (isClosing) return;
    isClosing = true;
    await tonearm.close();
    await client.destroy();
  });
}

await client.login(DISCORD_TOKEN);
