import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { findFfmpeg, openStore, silentLogger, SystemClock } from '@tonearm/core';
import { findYtDlp } from '@tonearm/source-youtube';
import type { BotConfig } from './config.js';

/** One thing that was looked at. */
export interface Finding {
  /** Fine, worth knowing, or in the way. */
  readonly mark: '✓' | '!' | '✗';
  readonly subject: string;
  readonly found: string;
  /** What to do about it. */
  readonly cure?: string;
}

const TOO_OLD_YEARS = 4;
/** YouTube changes every few weeks, and a yt-dlp that is older than this has often stopped working. */
const TOO_OLD_DAYS = 60;
const DAY_MS = 86_400_000;

/** Looks at everything the bot needs. */
export async function diagnose(config: () => BotConfig): Promise<readonly Finding[]> {
  try {
    const known = config();
    const slow = await Promise.all([ffmpeg(known), ytDlp(known), store(known), music(known)]);
    return [node(process.versions.node), ...slow, token(known)];
  } catch (error) {
    const finding = { mark: '✗', subject: 'Environment', found: messageOf(error) } as const;
    return [node(process.versions.node), { ...finding, cure: 'Correct it in the environment or in .env.' }];
  }
}

/** 24 encrypts voice packets four to five times as slowly as its neighbours. */
export function node(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const found = `${version} on ${process.platform}-${process.arch}`;
  const fits = major >= 26 || major === 23 || (major === 22 && minor >= 19);
  if (fits) return { mark: '✓', subject: 'Node', found };
  return {
    mark: '✗',
    subject: 'Node',
    found,
    cure: 'Use Node 22.19 or later but not 24 or 25; 26 is best. npm ci brings it.',
  };
}

async function ffmpeg({ ffmpegPath }: BotConfig): Promise<Finding> {
  const subject = 'ffmpeg';
  const cure = 'Install ffmpeg with your system’s package manager, or set FFMPEG_PATH.';
  try {
    const program = await findFfmpeg(ffmpegPath === undefined ? {} : { path: ffmpegPath });
    if (!program) return { mark: '!', subject, found: 'none: only Opus in Ogg or WebM plays', cure };
    const { version, path: where, origin, releasedYear } = program;
    const found = `${version}${releasedYear === null ? '' : ` of ${releasedYear}`}, from ${origin}: ${where}`;
    const old = releasedYear !== null && new Date().getFullYear() - releasedYear > TOO_OLD_YEARS;
    return old ? { mark: '!', subject, found: `${found} (old)`, cure } : { mark: '✓', subject, found };
  } catch (error) {
    return { mark: '✗', subject, found: messageOf(error), cure };
  }
}

async function ytDlp({ ytDlpPath }: BotConfig): Promise<Finding> {
  const subject = 'yt-dlp';
  const cure = 'Update it where it came from (yt-dlp -U, pipx upgrade yt-dlp …).';
  try {
    const program = await findYtDlp(ytDlpPath === undefined ? {} : { path: ytDlpPath });
    if (!program) {
      const found = 'none: when YouTube answers none of the clients we know, nobody else is asked';
      return { mark: '!', subject, found, cure: 'Install yt-dlp, or set YT_DLP_PATH. Nothing else needs it.' };
    }
    const { version, path: where, origin, releasedMs } = program;
    const days = releasedMs === null ? null : Math.max(0, Math.floor((Date.now() - releasedMs) / DAY_MS));
    const age = days === null ? 'of unknown age' : `${days} ${days === 1 ? 'day' : 'days'} old`;
    const found = `${version}, ${age}, from ${origin}: ${where}`;
    return days === null || days > TOO_OLD_DAYS ? { mark: '!', subject, found, cure } : { mark: '✓', subject, found };
  } catch (error) {
    return { mark: '✗', subject, found: messageOf(error), cure: 'Correct YT_DLP_PATH, or leave it empty.' };
  }
}

async function store({ dataDir }: BotConfig): Promise<Finding> {
  const subject = 'Store';
  try {
    await mkdir(dataDir, { recursive: true });
    const uri = path.join(dataDir, 'tonearm.sqlite');
    const opened = await openStore({ uri, clock: new SystemClock(), logger: silentLogger });
    await opened.save('doctor', 'writable', true, 1_000);
    await opened.close();
    return { mark: '✓', subject, found: `${uri} can be written` };
  } catch (error) {
    return { mark: '✗', subject, found: messageOf(error), cure: 'Make DATA_DIR a folder that this user may write to.' };
  }
}

async function music({ musicDir }: BotConfig): Promise<Finding> {
  const subject = 'Music';
  try {
    const files = await readdir(musicDir, { recursive: true });
    const playable = files.filter((file) => /\.(mp3|m4a|aac|flac|ogg|opus|wav|webm)$/i.test(file)).length;
    if (playable > 0)
      return { mark: '✓', subject, found: `${playable} ${playable === 1 ? 'file' : 'files'} in ${musicDir}` };
    return { mark: '!', subject, found: `nothing to play in ${musicDir}`, cure: 'Put music there, or set MUSIC_DIR.' };
  } catch (error) {
    return { mark: '✗', subject, found: messageOf(error), cure: 'Set MUSIC_DIR to a folder that this user may read.' };
  }
}

function token({ token: given }: BotConfig): Finding {
  if (given !== undefined)
    return { mark: '✓', subject: 'Token', found: 'DISCORD_TOKEN is set: the bot goes to Discord' };
  return {
    mark: '!',
    subject: 'Token',
    found: 'no DISCORD_TOKEN: npm start opens the sandbox',
    cure: 'To go to Discord, put the token of your bot into .env; .env.example says how.',
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
