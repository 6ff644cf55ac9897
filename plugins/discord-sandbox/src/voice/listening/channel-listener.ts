import type { Unsubscribe } from '@tonearm/core';

/** One Opus packet with sound in it, as a person in the channel hears it. */
export interface HeardFrame {
  /** The packet that the bot was given to send, all encryption taken off. */
  readonly opus: Uint8Array;
  /** Unix milliseconds with fractions, stamped by the receiving thread; comparable across threads and processes of this machine. */
  readonly arrivedAtMs: number;
  /** RTP sequence number, 16 bits. */
  readonly sequence: number;
  /** RTP timestamp in samples at 48 kHz, 32 bits. */
  readonly timestamp: number;
  readonly ssrc: number;
  /** Whose sound it is. */
  readonly userId: string;
  /** `dave`: decrypted end to end by a member of the group; `transport`: only the way to the voice server was encrypted. */
  readonly encryption: 'dave' | 'transport';
  /** Which spurt of sound of this ssrc it belongs to, from 1. Silence frames end a spurt: five, or fewer when the bot says that it has stopped speaking. */
  readonly spurt: number;
}

/** What has come since the start or the last `clear()`. */
export interface HeardCounts {
  /** Frames that a member of the group decrypted end to end. */
  readonly dave: number;
  /** Frames with sound that were not encrypted end to end. */
  readonly transport: number;
  /** Silence frames (f8 ff fe), which are never encrypted end to end. */
  readonly silence: number;
  /** Packets whose encryption, of either kind, could not be taken off. */
  readonly undecryptable: number;
  /** Sequence numbers that never came. */
  readonly lost: number;
}

/** Sound that paused or was cut. */
export interface Gap {
  readonly userId: string;
  /** When the sound went on, in Unix milliseconds. */
  readonly atMs: number;
  /** Between the arrivals of the frames around it. */
  readonly arrivalMs: number;
  /** Between those frames by their RTP timestamps; 20 for frames that follow each other. */
  readonly mediaMs: number;
}

/** How late frames came, against a grid for each spurt that steps by the RTP timestamps and starts with its most punctual frame. */
export interface Lateness {
  readonly frames: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  /** Of the frames that were more than 20 ms late, from 0 to 1. */
  readonly lateShare: number;
}

/** What a person in a voice channel hears. */
export interface ChannelListener {
  /** The sound, silence frames left out, in order of arrival; at most as many as `keepLast` allows. */
  readonly frames: readonly HeardFrame[];
  readonly counts: HeardCounts;
  /** The length of all sound heard since the start or the last `clear()`, whether its frames were kept or not. */
  readonly durationMs: number;
  /** Calls with each frame of sound from now on. */
  onFrame(listener: (frame: HeardFrame) => void): Unsubscribe;
  /** The kept frames once `count` frames of sound have been heard. Rejects with a `DeadlineError` after `timeoutMs`, 10 s by default. */
  waitForFrames(count: number, timeoutMs?: number): Promise<readonly HeardFrame[]>;
  /** Resolves when sound has been heard and none of it for `quietMs`. Rejects with a `DeadlineError` after `timeoutMs`, 10 s by default. */
  waitForSilence(quietMs: number, timeoutMs?: number): Promise<void>;
  /** Resolves when sound has been heard and every bot has ended its spurt or left. Rejects with a `DeadlineError` after `timeoutMs`, 10 s by default. */
  waitForEnd(timeoutMs?: number): Promise<void>;
  /** Pauses between frames of sound, silence frames being none, longer than `thresholdMs` (at least 25) by arrival or by RTP timestamp. Of very many, the last 10,000. */
  gaps(thresholdMs: number): readonly Gap[];
  /** How late frames were. Of very many, the last 250,000 at least. */
  lateness(): Lateness;
  /** Keeps only the last `frames` frames from now on: 0 counts without keeping, Infinity, as at the start, keeps all. */
  keepLast(frames: number): void;
  /** Forgets what was heard, counts included. */
  clear(): void;
  /** The kept frames as an Ogg/Opus file; of one speaker when several were heard. */
  toOgg(userId?: string): Uint8Array;
  /** Writes that file. */
  writeOgg(path: string, userId?: string): Promise<void>;
}
