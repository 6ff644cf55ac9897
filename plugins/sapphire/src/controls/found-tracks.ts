import { escapedLine, type PlaylistItem, type Track } from '@tonearm/core';
import type { Asked } from '../asked.js';
import { Refusal } from '../refusal.js';

const LONGEST_QUERY = 80;

/** The track that plays. @throws Refusal when nothing does */
export function currentTrack({ snapshot, speech }: Asked): Track {
  const track = snapshot?.playing?.entry.content.track;
  if (track) return track;
  throw new Refusal(speech.say('playlist.nothing-to-add'));
}

/** The best of what is found for a link or words. @throws Refusal when that is nothing */
export async function firstFound({ tonearm, guildId, member, speech }: Asked, text: string): Promise<Track> {
  const [track] = await tonearm.search({ guildId, requestedBy: member.id, text, priority: 'normal' });
  if (track) return track;
  const query = speech.say('quoted', { text: escapedLine(text, LONGEST_QUERY) });
  throw new Refusal(speech.say('playlist.nothing-found', { query }));
}

/** All that plays and waits, and how many of it are not loaded yet. @throws Refusal when that is nothing */
export function wholeQueue({ snapshot, speech }: Asked): {
  readonly items: readonly PlaylistItem[];
  readonly notLoaded: number;
} {
  const entries = snapshot ? [...(snapshot.playing ? [snapshot.playing.entry] : []), ...snapshot.upcoming] : [];
  const items: PlaylistItem[] = [];
  let notLoaded = 0;
  for (const { content } of entries) {
    if (content.kind === 'track') items.push(content.track);
    else if (content.kind === 'reference') items.push(content.reference);
    else notLoaded += content.kind === 'rest-of-playlist' ? (content.trackCount ?? 1) : 1;
  }
  if (items.length === 0) throw new Refusal(speech.say('refuse.queue-empty'));
  return { items, notLoaded };
}
