import {
  type NowPlaying,
  type PlacedEntry,
  placed,
  type QueueEntry,
  type SessionControls,
  type TrackEntry,
} from '@tonearm/core';
import type { Asked } from '../asked.js';
import { Refusal } from '../refusal.js';
import type { Repliable } from '../replies/interaction-reply.js';
import { titleOf } from '../replies/track-words.js';

/** The session. @throws Refusal when there is none */
export function requireSession({ session, speech }: Asked<Repliable>): SessionControls {
  if (session) return session;
  throw new Refusal(speech.say('refuse.not-in-channel'));
}

/** What plays. @throws Refusal when nothing does */
export function requirePlaying({ snapshot, speech }: Asked<Repliable>): NowPlaying {
  if (snapshot?.playing) return snapshot.playing;
  throw new Refusal(speech.say('nothing.playing'));
}

/** Whether the word of this member alone is enough about a track: they asked for it, or are a DJ. */
export function mayDecide(
  { isDj, member }: Asked<Repliable>,
  { requestedBy }: Pick<TrackEntry, 'requestedBy'>,
): boolean {
  return isDj || requestedBy === member.id;
}

/** What plays, for who may decide about it. @throws Refusal when nothing does, or they may not */
export function requireOwnPlaying(asked: Asked<Repliable>): NowPlaying {
  const playing = requirePlaying(asked);
  if (mayDecide(asked, playing.entry)) return playing;
  throw new Refusal(asked.speech.say('refuse.dj-or-requester'));
}

/** @throws Refusal that names what plays now, unless it is the entry with this id; an empty id means whatever plays */
export function requireShown({ snapshot, speech }: Asked<Repliable>, entryId: string): void {
  if (entryId === '' || snapshot?.playing?.entry.id === entryId) return;
  if (!snapshot?.playing) throw new Refusal(speech.say('refuse.track-over'));
  throw new Refusal(speech.say('refuse.other-track', { title: titleOf(snapshot.playing.entry.content.track) }));
}

/** What waits, as listeners count it. @throws Refusal when nothing does */
export function requireQueue({ snapshot, speech }: Asked<Repliable>): readonly PlacedEntry[] {
  if (snapshot && snapshot.upcoming.length > 0) return placed(snapshot.upcoming);
  throw new Refusal(speech.say('refuse.queue-empty'));
}

/** What stands at a place of the queue. @throws Refusal when nothing does */
export function requirePlaceInQueue(asked: Asked<Repliable>, place: number): PlacedEntry {
  const queue = requireQueue(asked);
  const found = queue.find(({ position, count }) => place >= position && place < position + count);
  if (found) return found;
  const last = queue.reduce((sum, { count }) => sum + count, 0);
  throw new Refusal(asked.speech.say('refuse.no-such-place', { place, last }));
}

/** @throws Refusal when other entries stand there after the acknowledgement than when it was asked for */
export function requireUnmoved(
  { speech }: Asked<Repliable>,
  asked: readonly QueueEntry[],
  now: readonly QueueEntry[],
): void {
  if (asked.length === now.length && asked.every(({ id }, index) => id === now[index]?.id)) return;
  throw new Refusal(speech.say('refuse.queue-moved'));
}

/** The number itself. @throws Refusal when it is outside */
export function requireRange(
  { speech }: Asked<Repliable>,
  number: number,
  { least, most }: { readonly least: number; readonly most: number },
): number {
  if (number >= least && number <= most) return number;
  throw new Refusal(speech.say('refuse.number', { number, least, most }));
}
