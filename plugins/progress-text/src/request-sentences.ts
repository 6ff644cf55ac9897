import {
  type AddedSnapshot,
  type Button,
  isLive,
  type MessageContent,
  type TaskSnapshot,
  type Track,
} from '@tonearm/core';
import { detourInWords, messageOf, quoted, reasonOf, type Sentence, trackInWords } from './sentences.js';
import type { Speech } from './texts/speech.js';

/** A request on its way, or the end of one that brought nothing. */
export function sayTask(snapshot: TaskSnapshot, speech: Speech): MessageContent {
  const query = quoted(snapshot.query, speech);
  const controls = [cancel(snapshot, speech)];
  switch (snapshot.kind) {
    case 'queued':
      return messageOf([speech.say('queued', { query }), placeInLine(snapshot.position, speech)], controls);
    case 'working': {
      const { stage, attempt, notice } = snapshot;
      const now = `${speech.stage(stage)}.`;
      const again = attempt > 1 ? speech.say('attempt', { attempt }) : undefined;
      const also = notice === undefined ? undefined : reasonOf(notice);
      const amount = [shareDone(snapshot, speech), timeLeft(snapshot, speech)];
      return messageOf([speech.say('working', { query }), now, again, also, ...amount], controls);
    }
    case 'retrying': {
      const { attempt, maxAttempts, retryAtMs, reason, atMs } = snapshot;
      const when = speech.soon(retryAtMs - atMs);
      const next = speech.say('attempt.of', { attempt: attempt + 1, most: maxAttempts, when });
      const sentences = [speech.say('retrying', { query }), reasonOf(reason), next, shareDone(snapshot, speech)];
      return messageOf(sentences, controls);
    }
    case 'failed': {
      const { attempts, reason, code } = snapshot;
      const tries = attempts > 1 ? speech.say('given-up', { attempts }) : undefined;
      return messageOf([speech.say('failed', { query }), reasonOf(reason), speech.whatToTry(code), tries]);
    }
    case 'cancelled':
      return messageOf([speech.say('cancelled', { query }), reasonOf(snapshot.reason)]);
  }
}

/** What was found, and where it stands in the queue. */
export function sayAdded({ added, tracksAhead }: AddedSnapshot, speech: Speech): MessageContent {
  const place = tracksAhead === 0 ? speech.say('added.next') : speech.counted('before', tracksAhead);
  if (added.kind === 'track') {
    const { track, detour } = added;
    const words = speech.say('added.track', { track: trackInWords(track, speech) });
    return messageOf([words, lengthOf(track, speech), place, detourInWords(detour, speech)]);
  }
  const { title, trackCount, leftOut = 0 } = added;
  const size =
    trackCount === null
      ? speech.say('playlist.unknown')
      : speech.say('playlist.has', { tracks: speech.counted('tracks', trackCount) });
  const less = leftOut > 0 ? speech.say('playlist.left-out', { tracks: speech.counted('tracks', leftOut) }) : undefined;
  return messageOf([speech.say('added.playlist', { title: quoted(title, speech) }), size, less, place]);
}

function lengthOf(track: Track, speech: Speech): Sentence {
  const { durationMs } = track;
  if (isLive(track)) return speech.say('track.live');
  if (durationMs === null) return speech.say('track.length-unknown');
  return durationMs > 0 ? speech.say('track.lasts', { time: speech.spokenTime(durationMs) }) : undefined;
}

function placeInLine(position: number | null, speech: Speech): Sentence {
  if (position === null) return speech.say('line.soon');
  return position === 0 ? speech.say('line.next') : speech.say('line.place', { place: position + 1 });
}

function shareDone({ percent }: TaskSnapshot, speech: Speech): Sentence {
  return speech.say('share-done', { percent: Math.round(percent) });
}

function timeLeft({ etaMs, etaErrorMs }: TaskSnapshot, speech: Speech): Sentence {
  if (etaMs === null) return undefined;
  const words = speech.timeLeft(etaMs);
  const left = `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
  const error = speech.roughError(etaErrorMs);
  return error === undefined ? `${left}.` : speech.say('give-or-take', { left, error });
}

function cancel({ taskId }: TaskSnapshot, speech: Speech): Button {
  return { action: `cancel:${taskId}`, label: speech.say('cancel-request'), style: 'secondary' };
}
