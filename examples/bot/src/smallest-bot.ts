import { SapphireClient } from '@sapphire/framework';
import { createTonearm } from '@tonearm/core';
import { discordVoice } from '@tonearm/discord-voice';
import { embedView } from '@tonearm/progress-embed';
import { sapphire } from '@tonearm/sapphire';
import { localFiles } from '@tonearm/source-local';
import { GatewayIntentBits } from 'discord.js';

/** The smallest bot that plays: its token is in DISCORD_TOKEN, its music in MUSIC_DIR or in the folder `music`. */
const { DISCORD_TOKEN, DISCORD_API_URL, MUSIC_DIR = 'music' } = process.env;

const client = new SapphireClient({
  intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildVoiceStates],
  baseUserDirectory: null,
  ...(DISCORD_API_URL && { rest: { api: DISCORD_API_URL } }),
});

const tonearm = await createTonearm({
  plugins: [localFiles({ folder: MUSIC_DIR }), embedView(), discordVoice(), sapphire({ client })],
});

process.once('SIGTERM', async () => {
  await tonearm.close();
  await client.destroy();
});

await client.login(DISCORD_TOKEN);
