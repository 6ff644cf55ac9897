import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { addExampleGuild, createSandbox } from '@tonearm/discord-sandbox';

/** A Discord on this machine, and the bot in it as a process of its own, exactly as it would run against Discord. */
const sandbox = await createSandbox();
const { guild } = addExampleGuild(sandbox);

const program = fileURLToPath(new URL('./bot.js', import.meta.url));
const bot = spawn(process.execPath, [program], {
  env: { ...process.env, ...sandbox.environment, GUILD_ID: guild.id },
  stdio: ['ignore', 'inherit', 'inherit'],
});
const ended = once(bot, 'exit');
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => bot.kill('SIGTERM'));

const ready = sandbox.waitForCommand('play', guild, 60_000).then(() => {
  console.log(`No DISCORD_TOKEN, so here is a Discord of your own: ${sandbox.url}`);
  console.log('Open it, join the listening room and type /play needle drop. Ctrl-C ends it.');
});
await Promise.race([ready, ended]);
await ended;
process.exitCode = bot.exitCode ?? 1;
await sandbox.close();
