import type { Contestant } from './contestants.js';

/** What is played: Opus that may be passed through as it is, or MP3 that somebody has to decode. */
export type Format = 'opus' | 'mp3';

/** Whether a bot is in the channel already when it is asked. */
export interface FirstSounds {
  /** Medians, in milliseconds from the command to the first frame that was heard. */
  readonly joiningMs: number;
  readonly inVoiceMs: number;
}

/** So many streams at once, all asked for within five seconds. */
export interface Level {
  readonly streams: number;
  /** The slowest of a hundred. */
  readonly acknowledgedP99Ms: number;
  /** From each command to its first frame; half of the streams within. */
  readonly firstSoundMs: number;
  /** Streams that were heard at all before counting began. */
  readonly heard: number;
  /** Seconds for a minute of one stream that was really heard, with all processes that the bot started. */
  readonly cpuPerMinute: number;
  /** Frames that came more than 20 ms after their time. */
  readonly latePercent: number;
  /** Of the worst stream. */
  readonly p99Ms: number;
  /** Frames that came, of those due. */
  readonly sentPercent: number;
  /** Frames that were encrypted end to end, of those that came. */
  readonly encryptedPercent: number;
  /** Of the bot's own process. */
  readonly residentMB: number;
  /** The machine's over the last minute. */
  readonly load: number;
}

/** One contestant and one format. */
export interface Trial {
  readonly contestant: Contestant['name'];
  readonly format: Format;
  readonly first: FirstSounds | null;
  readonly levels: readonly Level[];
  /** Why it went no further. */
  readonly failure: string | null;
}
