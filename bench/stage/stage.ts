import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createSandbox, type Sandbox } from '@tonearm/discord-sandbox';
import type { BenchContext } from '../bench.js';
import { type Block, type BotKind, BotProcess, type Usage } from './bot-process.js';
import type { Music } from './music.js';
import { Room } from './room.js';

const START_MS = 60_000;
/** discord.js lets so many through in a minute; the others wait in line. */
const JOINS_PER_MINUTE = 115;
/** More than any stage has guilds for: how much a bot can do is what is measured. */
const LIMITS = { MAX_VOICE_CONNECTIONS: '2000', MAX_STREAMS: '2000', MAX_CHILD_PROCESSES: '2000' };

export interface StageOptions {
  /** One of ours, or the program of another. */
  readonly kind: BotKind | URL;
  readonly guilds: number;
  readonly music: Music;
  /** More of the bot's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Gets what the bot writes to its error output, which is shown otherwise. */
  readonly onComplaint?: (text: string) => void;
}

/** A Discord in this process, guilds with a listener in each, and one bot in a process of its own. */
export class Stage {
  readonly rooms: readonly Room[];
  readonly #sandbox: Sandbox;
  readonly #bot: BotProcess;
  readonly #release: () => Promise<void>;

  private constructor(rooms: readonly Room[], sandbox: Sandbox, bot: BotProcess, release: () => Promise<void>) {
    this.rooms = rooms;
    this.#sandbox = sandbox;
    this.#bot = bot;
    this.#release = release;
  }

  static async open(options: StageOptions, context: BenchContext): Promise<Stage> {
    const { kind, guilds, music, env, onComplaint } = options;
    const { belongings, profileDir } = context;
    const dataDir = await mkdtemp(path.join(os.tmpdir(), 'tonearm-bench-data-'));
    const releaseData = belongings.own(() => rm(dataDir, { recursive: true, force: true }));
    const sandbox = await createSandbox();
    const releaseSandbox = belongings.own(() => sandbox.close());
    const rooms = Array.from({ length: guilds }, (_, index) => newRoom(sandbox, index));
    const settings = {
      MUSIC_DIR: music.folder,
      DATA_DIR: dataDir,
      GUILD_ID: '',
      VIEW: 'embed',
      LOG_LEVEL: 'warn',
      COOL_DOWNS: 'off',
      ...LIMITS,
    };
    const bot = new BotProcess({
      kind,
      env: { ...settings, ...music.env, ...sandbox.environment, ...env },
      profileDir,
      ...(onComplaint && { onComplaint }),
    });
    const releaseBot = belongings.own(() => bot.end());
    const stage = new Stage(rooms, sandbox, bot, async () => {
      await releaseBot();
      await releaseSandbox();
      await releaseData();
    });
    const died = bot.ended.then((how) => Promise.reject(new Error(`The bot died while it started: ${how}.`)));
    for (const command of ['play', 'stop', 'leave']) {
      await Promise.race([sandbox.waitForCommand(command, undefined, START_MS), died]);
    }
    return stage;
  }

  /** Of the bot's process. */
  get pid(): number | undefined {
    return this.#bot.pid;
  }

  /** Resolves when the bot's process has ended, with how. */
  get ended(): Promise<string> {
    return this.#bot.ended;
  }

  /** Plays the same everywhere at once. @returns milliseconds until each room heard it */
  playEverywhere(query: string): Promise<readonly number[]> {
    const inLineMs = Math.floor(this.rooms.length / JOINS_PER_MINUTE) * 60_000;
    return Promise.all(this.rooms.map((room) => room.playUntilHeard(query, inLineMs)));
  }

  async stopEverywhere(): Promise<void> {
    await Promise.all(this.rooms.map((room) => room.stop()));
  }

  /** Keeps the bot's main thread busy from now on, or no longer. */
  block(block: Block | null): void {
    this.#bot.block(block);
  }

  /** From now on Discord takes so long to answer each request. */
  slowDown(latencyMs: number): void {
    this.#sandbox.faults.latency(latencyMs);
  }

  usage(): Promise<Usage> {
    return this.#bot.usage();
  }

  close(): Promise<void> {
    return this.#release();
  }
}

function newRoom(sandbox: Sandbox, index: number): Room {
  const guild = sandbox.addGuild({ name: `Guild ${index + 1}` });
  const member = guild.addMember(sandbox.addUser({ name: `listener-${index + 1}` }));
  return new Room(member, guild.addTextChannel('music'), guild.addVoiceChannel('Listening'));
}
