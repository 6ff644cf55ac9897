import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { findFfmpeg } from '@tonearm/core';
import { addExampleGuild, createSandbox, PortTakenError, type Sandbox } from '@tonearm/discord-sandbox';
import type { BotConfig } from './config.js';
import { whenToldToStop } from './when-told-to-stop.js';

/** Ports tried after the one that was asked for. */
const MORE_PORTS = 20;
/** How long the bot has to leave by itself, in milliseconds. */
const FAREWELL_MS = 5_000;

/** Starts a local Discord, and the bot against it as a process of its own, exactly as it would run against Discord. */
export async function runInSandbox(config: BotConfig): Promise<void> {
  await mkdir(config.dataDir, { recursive: true });
  const sandbox = await onFreePort(config);
  const { guild } = addExampleGuild(sandbox);
  const bot = startBotProcess(config, sandbox, guild.id);
  const exited = once(bot, 'exit');
  try {
    const stopped = whenToldToStop();
    const ready = sandbox.waitForCommand('play', guild, 60_000);
    ready.catch(() => {});
    const first = await Promise.race([ready, exited, stopped]);
    if (bot.exitCode !== null) {
      process.exitCode = 1;
      return;
    }
    if (first !== undefined) {
      await sayReady(config, sandbox);
      await Promise.race([stopped, exited]);
    }
  } finally {
    await end(bot, exited);
    await sandbox.close();
  }
}

async function onFreePort(config: BotConfig, port = config.port): Promise<Sandbox> {
  try {
    const sandbox = await createSandbox({ port, dataDir: config.dataDir });
    if (port !== config.port) say(`Port ${config.port} is taken; using ${port}.`);
    return sandbox;
  } catch (error) {
    if (!(error instanceof PortTakenError) || port >= config.port + MORE_PORTS) throw error;
    return onFreePort(config, port + 1);
  }
}

function startBotProcess(config: BotConfig, sandbox: Sandbox, guildId: string): ChildProcess {
  const program = fileURLToPath(new URL('./run-bot.js', import.meta.url));
  // What is attached to a command lies in the sandbox, which is on this machine.
  const allowed = [...config.allowLinksTo, '127.0.0.1'].join();
  const own = { GUILD_ID: guildId, DATA_DIR: config.dataDir, ALLOW_LINKS_TO: allowed };
  const env = { ...process.env, ...sandbox.environment, ...own };
  // Its own output goes to our standard error: standard output is for what a person has to read.
  return fork(program, [], { env: { LOG_LEVEL: 'warn', ...env }, stdio: ['ignore', 2, 2, 'ipc'] });
}

async function sayReady(config: BotConfig, sandbox: Sandbox): Promise<void> {
  const ffmpeg = await findFfmpeg(config.ffmpegPath === undefined ? {} : { path: config.ffmpegPath });
  say(ffmpeg ? `ffmpeg ${ffmpeg.version} (${ffmpeg.origin})` : 'No ffmpeg: only Opus files play. Try: npm run doctor');
  say(`Music from ${config.musicDir}`);
  say(`No DISCORD_TOKEN, so here is a Discord of your own: ${sandbox.url}`);
  say('Open it and type /play. Ctrl-C ends it.');
}

async function end(bot: ChildProcess, exited: Promise<unknown>): Promise<void> {
  if (bot.exitCode !== null || bot.signalCode !== null) return;
  bot.kill('SIGTERM');
  const timer = setTimeout(() => bot.kill('SIGKILL'), FAREWELL_MS);
  await exited;
  clearTimeout(timer);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
