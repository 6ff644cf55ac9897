import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { LOG_LEVELS, type LogLevel, type ResourceLimits, SetupError } from '@tonearm/core';
import { checkAllowed } from '@tonearm/source-http';
import type { SoundCloudOptions } from '@tonearm/source-soundcloud';
import { readLimits } from './limits-config.js';
import { readServices, type ServicesConfig } from './services-config.js';
import { readSoundCloud } from './soundcloud-config.js';
import { readYouTube, type YouTubeConfig } from './youtube-config.js';

/** What the environment decides; `.env.example` describes each key. */
export interface BotConfig {
  /** Absent: no Discord account, so the sandbox is used. */
  readonly token: string | undefined;
  /** Another Discord-compatible REST base. */
  readonly apiUrl: string | undefined;
  /** Where commands are registered at once. */
  readonly guildId: string | undefined;
  readonly musicDir: string;
  readonly dataDir: string;
  /** Of the sandbox's page. */
  readonly port: number;
  /** Name of the view that shows progress. */
  readonly view: string;
  readonly logLevel: LogLevel;
  /** Whether a person has to wait a moment between two uses of a command. */
  readonly coolDowns: boolean;
  /** How many threads of their own send the sound; 0 is the main thread. */
  readonly voiceWorkers: number;
  readonly ffmpegPath: string | undefined;
  /** Absent: the one on PATH, where there is one. */
  readonly ytDlpPath: string | undefined;
  /** Hosts, addresses and networks inside the own network that links may lead to. */
  readonly allowLinksTo: readonly string[];
  /** Where an LRCLIB answers; nobody is asked for lyrics without it. */
  readonly lrclibUrl: string | undefined;
  /** How SoundCloud is asked; absent: it is not. */
  readonly soundcloud: SoundCloudOptions | undefined;
  /** What the bot is known by at services whose links it reads. */
  readonly services: ServicesConfig;
  /** How YouTube is asked; absent: it is not. */
  readonly youtube: YouTubeConfig | undefined;
  /** How much it may use at once; what is absent has the core's default. */
  readonly limits: Partial<ResourceLimits>;
}

const PACKAGE_DIR = fileURLToPath(new URL('../..', import.meta.url));
const DEFAULTS = {
  musicDir: path.join(PACKAGE_DIR, 'music'),
  dataDir: 'data',
  port: 7700,
  view: 'embed',
  voiceWorkers: 1,
};

/** Reads the configuration. An empty value counts as absent. @throws SetupError that names the key and the cure */
export function readConfig(env: NodeJS.ProcessEnv): BotConfig {
  const value = (key: string) => env[key]?.trim() || undefined;
  const token = value('DISCORD_TOKEN');
  const goesToDiscord = token !== undefined && value('DISCORD_API_URL') === undefined;
  // The sandbox, and every test, leave the machine only when they are told to.
  const usually = goesToDiscord ? 'on' : 'off';
  return {
    token,
    apiUrl: url('DISCORD_API_URL', value('DISCORD_API_URL')),
    guildId: value('GUILD_ID'),
    musicDir: path.resolve(value('MUSIC_DIR') ?? DEFAULTS.musicDir),
    dataDir: path.resolve(value('DATA_DIR') ?? DEFAULTS.dataDir),
    port: port(value('PORT')),
    view: value('VIEW') ?? DEFAULTS.view,
    logLevel: logLevel(value('LOG_LEVEL') ?? 'info'),
    coolDowns: onOrOff('COOL_DOWNS', value('COOL_DOWNS') ?? 'on'),
    voiceWorkers: voiceWorkers(value('VOICE_WORKERS')),
    ffmpegPath: value('FFMPEG_PATH'),
    ytDlpPath: value('YT_DLP_PATH'),
    allowLinksTo: innerLinks(value('ALLOW_LINKS_TO')),
    lrclibUrl: url('LRCLIB_URL', value('LRCLIB_URL')),
    soundcloud: readSoundCloud({
      on: onOrOff('SOUNDCLOUD', value('SOUNDCLOUD') ?? usually),
      clientId: value('SOUNDCLOUD_CLIENT_ID'),
      url: url('SOUNDCLOUD_URL', value('SOUNDCLOUD_URL')),
    }),
    services: readServices({
      spotifyId: ['SPOTIFY_CLIENT_ID', value('SPOTIFY_CLIENT_ID')],
      spotifySecret: ['SPOTIFY_CLIENT_SECRET', value('SPOTIFY_CLIENT_SECRET')],
      appleMusicToken: value('APPLE_MUSIC_TOKEN'),
      tidalId: ['TIDAL_CLIENT_ID', value('TIDAL_CLIENT_ID')],
      tidalSecret: ['TIDAL_CLIENT_SECRET', value('TIDAL_CLIENT_SECRET')],
    }),
    youtube: readYouTube({
      on: onOrOff('YOUTUBE', value('YOUTUBE') ?? usually),
      country: value('YOUTUBE_COUNTRY'),
      cookiesFile: value('YOUTUBE_COOKIES_FILE'),
      proxy: value('YOUTUBE_PROXY'),
      ytDlp: value('YT_DLP_PATH'),
    }),
    limits: readLimits({
      voiceConnections: ['MAX_VOICE_CONNECTIONS', value('MAX_VOICE_CONNECTIONS')],
      streams: ['MAX_STREAMS', value('MAX_STREAMS')],
      childProcesses: ['MAX_CHILD_PROCESSES', value('MAX_CHILD_PROCESSES')],
      memorySoftMb: ['MEMORY_SOFT_MB', value('MEMORY_SOFT_MB')],
      memoryHardMb: ['MEMORY_HARD_MB', value('MEMORY_HARD_MB')],
      idleLeaveMinutes: ['IDLE_LEAVE_MINUTES', value('IDLE_LEAVE_MINUTES')],
      haltedLeaveMinutes: ['HALTED_LEAVE_MINUTES', value('HALTED_LEAVE_MINUTES')],
    }),
  };
}

function port(text: string | undefined): number {
  const number = Number(text ?? DEFAULTS.port);
  if (Number.isInteger(number) && number >= 0 && number <= 65_535) return number;
  throw new SetupError(`PORT has to be a number from 0 to 65535, not “${text}”. Leave it out for ${DEFAULTS.port}.`);
}

function url(key: string, text: string | undefined): string | undefined {
  if (text === undefined || URL.canParse(text)) return text?.replace(/\/$/, '');
  throw new SetupError(`${key} has to be an address like https://discord.com/api, not “${text}”.`);
}

function logLevel(text: string): LogLevel {
  const level = LOG_LEVELS.find((one) => one === text);
  if (level) return level;
  throw new SetupError(`LOG_LEVEL has to be one of ${LOG_LEVELS.join(', ')}, not “${text}”.`);
}

function innerLinks(text = ''): readonly string[] {
  const entries = text.split(',').flatMap((entry) => entry.trim() || []);
  try {
    checkAllowed(entries);
    return entries;
  } catch (cause) {
    throw new SetupError(`ALLOW_LINKS_TO: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

function onOrOff(key: string, text: string): boolean {
  if (text === 'on' || text === 'off') return text === 'on';
  throw new SetupError(`${key} has to be “on” or “off”, not “${text}”.`);
}

function voiceWorkers(text: string | undefined): number {
  const number = Number(text ?? DEFAULTS.voiceWorkers);
  if (Number.isInteger(number) && number >= 0 && number <= 16) return number;
  throw new SetupError(
    `VOICE_WORKERS has to be a whole number from 0 to 16, not “${text}”. Leave it out for ${DEFAULTS.voiceWorkers}.`,
  );
}
