import type { Wording } from '../model/phrase.js';
import { worded } from '../progress/in-language.js';
import type { NowPlayingSnapshot, ProgressSnapshot } from '../progress/progress-view.js';
import { isTrackEntry } from './queue-entry.js';
import type { Track } from '../model/track.js';
import type { NowPlaying, SessionSnapshot } from './session-events.js';

/** What plays, with what it takes to say its trouble in any language. */
export type PlayingSnapshot = Extract<ProgressSnapshot, NowPlayingSnapshot>;

/** What plays, as a view draws it; `undefined` when nothing does. */
export function nowPlayingSnapshot(session: SessionSnapshot, atMs: number): PlayingSnapshot | undefined {
  const { playing, upcoming, upcomingTracks } = session;
  if (!playing) return undefined;
  const { detour } = playing.entry.content;
  return {
    kind: 'now-playing',
    entryId: playing.entry.id,
    track: onAir(playing),
    ...(detour !== undefined && { detour }),
    requestedBy: playing.entry.requestedBy,
    positionMs: playing.positionMs,
    paused: playing.paused,
    buffering: playing.buffering,
    ...(playing.trouble !== null && worded('trouble', playing.trouble)),
    next: upcoming.find(isTrackEntry)?.content.track ?? null,
    waiting: upcomingTracks,
    atMs,
  };
}

/** The track as listeners hear it: of a station that says what is on, that, on the station. */
export function onAir({ entry, announced }: NowPlaying): Track {
  const { track } = entry.content;
  return announced === null ? track : { ...track, title: announced, author: track.title };
}

/** What has to wait until we are back in its channel, as a view draws it; `undefined` for what is not a track yet. */
export function waitingSnapshot(
  { upcoming, upcomingTracks }: SessionSnapshot,
  trouble: Wording,
  atMs: number,
): PlayingSnapshot | undefined {
  const [head, ...later] = upcoming;
  if (!head || !isTrackEntry(head)) return undefined;
  const { track, detour, startMs: positionMs } = head.content;
  return {
    kind: 'now-playing',
    entryId: head.id,
    track,
    ...(detour !== undefined && { detour }),
    requestedBy: head.requestedBy,
    positionMs,
    paused: false,
    buffering: true,
    ...worded('trouble', trouble),
    next: later.find(isTrackEntry)?.content.track ?? null,
    waiting: upcomingTracks === null ? null : upcomingTracks - 1,
    atMs,
  };
}

/** What is worth showing at once when it changes. */
export function moodOf({ paused, buffering, trouble, detour, track }: NowPlayingSnapshot): string {
  return JSON.stringify([paused, buffering, trouble, detour, track.title]);
}
