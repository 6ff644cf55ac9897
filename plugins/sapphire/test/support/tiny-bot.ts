/** The smallest bot of all, for a process of its own: the plugin in one line, without voice, sources or views. */
import { SapphireClient } from '@sapphire/framework';
import { Container, createTonearm, silentLogger, tokens } from '@tonearm/core';
import { GatewayIntentBits } from 'discord.js';
import { sapphire } from '../../src/index.js';

const { DISCORD_API_URL = '', DISCORD_TOKEN = '' } = process.env;
const client = new SapphireClient({
  intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildVoiceStates],
  rest: { api: DISCORD_API_URL },
  baseUserDirectory: null,
});
const container = new Container();
container.provide(tokens.logger, silentLogger);
container.provide(tokens.transcoder, undefined);
await createTonearm({ container, plugins: [sapphire({ client })] });
await client.login(DISCORD_TOKEN);
