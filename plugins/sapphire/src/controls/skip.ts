import type { ControlRow, MessageContent, TrackEntry } from '@tonearm/core';
import type { Asked } from '../asked.js';
import { peopleIn } from '../policy/people.js';
import { Refusal } from '../refusal.js';
import type { Repliable } from '../replies/interaction-reply.js';
import { entryName } from '../replies/queue-page.js';
import { titleOf } from '../replies/track-words.js';
import { mayDecide, requirePlaceInQueue, requirePlaying, requireShown, requireUnmoved } from './requirements.js';

/** Skips what plays for a DJ or who asked for it; for other listeners it is a vote. */
export function skip(asked: Asked<Repliable>): () => MessageContent {
  const { entry } = requirePlaying(asked);
  if (!mayDecide(asked, entry)) return vote(asked, entry);
  return () => {
    requireShown(asked, entry.id);
    asked.session?.skip();
    return { text: asked.speech.say('skip.done', { title: titleOf(entry.content.track) }) };
  };
}

/** Whether others have to agree when this member wants what plays to be skipped. */
export function isVote(asked: Asked<Repliable>): boolean {
  const { playing } = asked.snapshot ?? {};
  return !!playing && !mayDecide(asked, playing.entry);
}

/** Skips to a place in the queue, for DJs. */
export function skipTo(asked: Asked<Repliable>, place: number): () => string {
  const { speech, isDj, djRole } = asked;
  const { entry } = requirePlaying(asked);
  if (!isDj) throw new Refusal(speech.say('skip.to-is-for-djs', { role: djRole }));
  const wanted = requirePlaceInQueue(asked, place);
  return () => {
    requireUnmoved(
      asked,
      [entry, wanted.entry],
      [requirePlaying(asked).entry, requirePlaceInQueue(asked, place).entry],
    );
    asked.session?.skip({ position: place });
    return speech.say('skip.to', { what: entryName(wanted.entry, speech) });
  };
}

/** A press on the button under a vote. */
export function voteToSkip(asked: Asked<Repliable>): () => MessageContent {
  return vote(asked, requirePlaying(asked).entry);
}

function vote(asked: Asked<Repliable>, entry: TrackEntry): () => MessageContent {
  const { speech, guildId, member, parts } = asked;
  const title = titleOf(entry.content.track);
  const before = tally(asked, parts.votes.votersFor(guildId, entry.id));
  if (parts.votes.votersFor(guildId, entry.id).has(member.id)) {
    throw new Refusal(speech.say('skip.voted-before', { title, ...before }));
  }
  return () => {
    requireShown(asked, entry.id);
    // Of two presses that came together, the second counts nothing.
    const voters = parts.votes.vote(guildId, entry.id, member.id) ?? parts.votes.votersFor(guildId, entry.id);
    const counted = tally(asked, voters);
    if (counted.enough) {
      parts.votes.end(guildId);
      asked.session?.skip();
      return { text: speech.say('skip.outvoted', { title }) };
    }
    return { text: speech.say('skip.vote', { title, ...counted }), rows: [buttonFor(asked, entry)] };
  };
}

/** The votes of those who still listen, against the share that is needed. */
function tally({ channel, guildId, parts, speech }: Asked<Repliable>, voters: ReadonlySet<string>) {
  const listeners = peopleIn(channel);
  const votes = listeners.filter((id) => voters.has(id)).length;
  const needed = Math.max(1, Math.ceil(listeners.length * parts.skipShareIn(guildId)));
  return { votes: speech.counted('votes', votes), needed, enough: votes >= needed };
}

function buttonFor({ speech }: Asked<Repliable>, { id }: TrackEntry): ControlRow {
  const label = speech.say('skip.vote-button');
  return { kind: 'buttons', buttons: [{ action: `vote-skip:${id}`, label, emoji: '⏭️', style: 'secondary' }] };
}
