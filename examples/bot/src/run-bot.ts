import { TonearmError } from '@tonearm/core';
import { startBot } from './bot.js';
import { readConfig } from './config.js';
import { whenToldToStop } from './when-told-to-stop.js';

/** Runs the bot until it is told to stop. A mistake in the set-up is said in one sentence. */
export async function runBot(env: NodeJS.ProcessEnv): Promise<void> {
  try {
    const { client, close } = await startBot(readConfig(env));
    process.stdout.write(`${client.user?.username ?? 'The bot'} is here. Type /play in Discord.\n`);
    await whenToldToStop();
    await close();
  } catch (error) {
    if (!(error instanceof TonearmError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

if (import.meta.main) {
  await runBot(process.env);
  // The channel to the process that started us would keep this one alive until it is killed.
  if (process.connected) process.disconnect?.();
}
