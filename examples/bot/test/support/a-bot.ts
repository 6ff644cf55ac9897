import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Container, tokens } from '@tonearm/core';
import { RecordingLogger } from '@tonearm/core/testing';
import {
  addExampleGuild,
  createSandbox,
  type ExampleGuild,
  type Sandbox,
  type SandboxOptions,
} from '@tonearm/discord-sandbox';
import { type RunningBot, startBot } from '../../src/bot.js';
import { readConfig } from '../../src/config.js';
import { aMusicFolder, type MusicFolder } from './a-music-folder.js';
import { measureStalls, type Stalls } from './gaps.js';
import { renewSapphire } from './renew-sapphire.js';
import { watchMentions } from './watch-mentions.js';

/** The real bot, logged in to a Discord of its own, with short music. */
export interface TestBot extends ExampleGuild, RunningBot {
  readonly sandbox: Sandbox;
  readonly music: MusicFolder;
  /** Where its database lies. */
  readonly dataDir: string;
  readonly container: Container;
  readonly log: RecordingLogger;
  /** How long the thread of the bot and the sandbox was stopped since the bot began. */
  readonly stalls: Stalls;
  /** Ends the bot, and starts another in the same Discord, with the same folders. This one is not to be used any more. */
  restart(): Promise<TestBot>;
  /** Ends the bot, then the sandbox, and removes their folders. Rejects when a message of the bot might have mentioned anybody. */
  close(): Promise<void>;
}

export interface TestBotOptions {
  readonly sandbox?: SandboxOptions;
  /** What the guild reads, as Discord knows it; English by default. */
  readonly locale?: string;
  /** Over the environment that the sandbox gives. */
  readonly env?: NodeJS.ProcessEnv;
  /** Puts more music into the folder before the bot reads it. */
  addMusic?(folder: string): Promise<void>;
  /** Replaces parts before the bot starts. */
  provide?(container: Container): void;
  /** Leaves commands global, for bots in several guilds. */
  readonly everywhere?: boolean;
}

/** What outlives a bot. */
interface Surroundings {
  readonly sandbox: Sandbox;
  readonly guild: ExampleGuild;
  readonly music: MusicFolder;
  readonly dataDir: string;
  /** Messages that might have mentioned anybody. */
  readonly mentioning: readonly string[];
}

/** A bot that does not take every link, for what is said of links that no source knows. */
export function withoutLinks({ tonearm: { sources } }: TestBot): void {
  // What `replace` returns takes it out.
  for (const name of ['http', 'podcast']) sources.replace(sources.get(name))();
}

/** Sapphire's container is global: bots in one process run one after another, so close it in `after`. */
export async function aBot(options: TestBotOptions = {}): Promise<TestBot> {
  const sandbox = await createSandbox(options.sandbox);
  sandbox.trust();
  const guild = addExampleGuild(sandbox, options);
  const music = await aMusicFolder();
  await options.addMusic?.(music.path);
  const dataDir = await mkdtemp(path.join(tmpdir(), 'tonearm-data-'));
  return startIn({ sandbox, guild, music, dataDir, mentioning: watchMentions(sandbox) }, options);
}

async function startIn(surroundings: Surroundings, options: TestBotOptions): Promise<TestBot> {
  const { sandbox, guild, music, dataDir, mentioning } = surroundings;
  await renewSapphire();
  const container = new Container();
  const log = new RecordingLogger();
  container.provide(tokens.logger, log);
  options.provide?.(container);
  const config = readConfig({
    ...sandbox.environment,
    ...(options.everywhere ? {} : { GUILD_ID: guild.guild.id }),
    MUSIC_DIR: music.path,
    DATA_DIR: dataDir,
    COOL_DOWNS: 'off',
    ...options.env,
  });
  const endSandbox = async () => {
    await sandbox.close();
    for (const folder of [music.path, dataDir]) await rm(folder, { recursive: true, force: true });
  };
  const bot = await startBot(config, container).catch(async (error: unknown) => {
    await endSandbox();
    throw error;
  });
  const stalls = measureStalls();
  const end = async () => {
    stalls.disable();
    await bot.close();
  };
  const close = async () => {
    await end();
    await endSandbox();
    if (mentioning.length > 0) throw new Error(`Messages that may mention anybody: ${mentioning.join('; ')}`);
  };
  const restart = async () => {
    await end();
    return startIn(surroundings, options);
  };
  await sandbox.waitForCommand('leave', guild.guild).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  return { ...guild, ...bot, sandbox, music, dataDir, container, log, stalls, restart, close };
}
