import type { NowPlaying, QueueEntry } from '@tonearm/core';
import type { Asked } from '../asked.js';
import { Refusal } from '../refusal.js';
import type { Repliable } from '../replies/interaction-reply.js';
import { titleOf } from '../replies/track-words.js';

/** What plays. @throws Refusal when nothing does */
export function requirePlaying({ snapshot, speech }: Asked<Repliable>): NowPlaying {
  if (snapshot?.playing) return snapshot.playing;
  throw new Refusal(speech.say('nothing.playing'));
}

/** @throws Refusal that names what plays now, unless it is the entry with this id; an empty id means whatever plays */
export function requireShown({ snapshot, speech }: Asked<Repliable>, entryId: string): void {
  if (entryId === '' || snapshot?.playing?.entry.id === entryId) return;
  if (!snapshot?.playing) throw new Refusal(speech.say('refuse.track-over'));
  throw new Refusal(speech.say('refuse.other-track', { title: titleOf(snapshot.playing.entry.content.track) }));
}

/** What waits. @throws Refusal when nothing does */
export function requireQueue({ snapshot, speech }: Asked<Repliable>): readonly QueueEntry[] {
  if (snapshot && snapshot.upcoming.length > 0) return snapshot.upcoming;
  throw new Refusal(speech.say('refuse.queue-empty'));
}

/** The entry at a place of the queue as listeners count: from 1. @throws Refusal when there is none */
export function requirePlace(asked: Asked<Repliable>, place: number): QueueEntry {
  const upcoming = requireQueue(asked);
  const entry = upcoming[place - 1];
  if (entry) return entry;
  throw new Refusal(asked.speech.say('refuse.no-such-place', { place, last: upcoming.length }));
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
