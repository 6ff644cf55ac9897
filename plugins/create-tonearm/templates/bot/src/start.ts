import { existsSync } from 'node:fs';

/** What `npm start` does: with a token the bot goes to Discord; without one, Discord comes to the bot. */
if (existsSync('.env')) process.loadEnvFile('.env');
await import(process.env.DISCORD_TOKEN ? './bot.js' : './in-sandbox.js');
