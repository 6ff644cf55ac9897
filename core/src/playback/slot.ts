import type { Wording } from '../model/phrase.js';
import type { Sound } from '../audio/sound.js';
import { soundPlan } from '../audio/sound-plan.js';
import type { TonearmError } from '../errors/tonearm-error.js';
import { isLive, type Track } from '../model/track.js';
import type { Task } from '../scheduler/task.js';
import type { FramePump } from './frame-pump.js';
import type { OpenedStream } from './opened-stream.js';
import type { TrackEntry } from './queue-entry.js';
import type { FadeFrom } from './stream-opener.js';

/** A track that is being opened or played. */
export interface Slot {
  /** Its track becomes another one when that is found to stand in for it. */
  entry: TrackEntry;
  readonly generation: number;
  /** When this play of the entry began, in Unix milliseconds, whatever streams it has had since. */
  readonly begunAtMs: number;
  readonly opening: Task<OpenedStream>;
  /** Where in the track it was asked to begin, in milliseconds. */
  readonly fromMs: number;
  /** How it was asked to sound. */
  readonly sound: Sound;
  /** It begins while the track before it still sounds. */
  readonly fadesIn: boolean;
  /** The generation of the stream that died before this one: the output still has the rest of its frames. */
  readonly tail: number | undefined;
  /** How often in a row its streams died. */
  readonly deaths: number;
  /** What a listener should know while it is opened, in words. */
  notice: Wording | null;
  /** What its stream says is on; `null` when it says nothing, as every file. */
  announced: string | null;
  positionMs: number;
  buffering: boolean;
  started: boolean;
  stream: OpenedStream | undefined;
  pump: FramePump | undefined;
  pumped: boolean;
  /** Its last frame has left while the listener had asked for another place in it. */
  over: boolean;
  failure: TonearmError | undefined;
}

/** How far its stream was read, in milliseconds of the track. */
export function readMs({ stream, pump, positionMs }: Slot): number {
  return stream && pump ? stream.positionMs + pump.sentMs * stream.speed : positionMs;
}

/** Whether it would sound the same when it was opened anew with this sound. */
export function soundsLike(slot: Slot, sound: Sound): boolean {
  const { track } = slot.entry.content;
  return soundPlan(slot.sound, track)?.chain === soundPlan(sound, track)?.chain;
}

/** How much may have sounded since an output last told a position, in milliseconds. */
const UNTOLD_MS = 1_000;

/**
 * Where the track that plays is to be laid under the next one; `undefined` when they follow each other: because no
 * crossfade is wanted, one of them is live or too short to have a beginning and an end, or it may be past that place.
 */
export function fadeBetween(current: Slot, next: TrackEntry, crossfadeMs: number): FadeFrom | undefined {
  const { entry, sound } = current;
  const { track } = entry.content;
  const shortestMs = 2 * crossfadeMs;
  if (crossfadeMs === 0 || !isLonger(track, shortestMs) || !isLonger(next.content.track, shortestMs)) return undefined;
  const speed = soundPlan(sound, track)?.speed ?? 1;
  const fromMs = Number(track.durationMs) - crossfadeMs * speed;
  return mayBePast(current, fromMs) ? undefined : { track, fromMs };
}

/** Whether it may sound beyond that place of its track already, or is about to. */
export function mayBePast({ positionMs, sound, entry }: Slot, placeMs: number): boolean {
  const speed = soundPlan(sound, entry.content.track)?.speed ?? 1;
  return positionMs + UNTOLD_MS * speed > placeMs;
}

function isLonger({ durationMs }: Track, ms: number): boolean {
  return durationMs !== null && durationMs > ms;
}

/** Whether its address may have stopped answering before it was wholly read. */
export function isExpired({ stream, pumped }: Slot, nowMs: number): boolean {
  return !pumped && stream?.expiresAtMs !== undefined && stream.expiresAtMs <= nowMs;
}

/**
 * Whether another source plays it already, or cannot: each entry is helped out once, and a live stream is one of its kind. Where its own source
 * only describes it, the first one that plays it is as good as its own.
 */
export function isHelpedOut({ content: { track, detour } }: TrackEntry): boolean {
  return (detour?.score !== undefined && detour.described !== true) || isLive(track);
}

/** Stops a slot's work, at whatever point it is. */
export function release(slot: Slot): void {
  slot.opening.cancel('No longer wanted.');
  if (slot.pump) slot.pump.close();
  else slot.stream?.close();
}
