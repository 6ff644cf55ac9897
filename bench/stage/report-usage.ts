/**
 * Loaded into a bot's process before the bot itself: tells what the process has used when it is asked. The bot knows
 * nothing of it, and it keeps no process alive.
 */
import type { Usage } from './bot-process.js';

process.on('message', (message) => {
  if (message !== 'usage') return;
  const { user, system } = process.cpuUsage();
  const usage: Usage = { cpuMs: (user + system) / 1_000, residentMB: process.memoryUsage.rss() / 1e6 };
  process.send?.(usage);
});
process.channel?.unref();
