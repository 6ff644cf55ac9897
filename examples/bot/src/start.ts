import { existsSync } from 'node:fs';
import { readConfig } from './config.js';
import { runBot } from './run-bot.js';
import { runInSandbox } from './run-in-sandbox.js';

/** What `npm start` does: with a token the bot goes to Discord; without one, Discord comes to the bot. */
if (existsSync('.env')) process.loadEnvFile('.env');
try {
  const config = readConfig(process.env);
  await (config.token === undefined ? runInSandbox(config) : runBot(process.env));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
