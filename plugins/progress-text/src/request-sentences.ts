import {
  type AddedSnapshot,
  type Button,
  counted,
  escapedLine,
  type MessageContent,
  roughError,
  roughTime,
  spokenTime,
  stageInWords,
  type TaskSnapshot,
  type Track,
  whatToTry,
} from '@tonearm/core';
import { detourInWords, messageOf, quoted, reasonOf, type Sentence, trackInWords } from './sentences.js';

/** A request on its way, or the end of one that brought nothing. */
export function sayTask(snapshot: TaskSnapshot): MessageContent {
  const wanted = quoted(snapshot.query);
  switch (snapshot.kind) {
    case 'queued':
      return messageOf([`${wanted} is waiting.`, placeInLine(snapshot.position)], [cancel(snapshot)]);
    case 'working': {
      const { stage, attempt, notice } = snapshot;
      const now = `${escapedLine(stageInWords(stage), 60)}.`;
      const again = attempt > 1 ? `This is attempt ${attempt}.` : undefined;
      const also = notice === undefined ? undefined : reasonOf(notice);
      const sentences = [`Looking up ${wanted}.`, now, again, also, shareDone(snapshot), timeLeft(snapshot)];
      return messageOf(sentences, [cancel(snapshot)]);
    }
    case 'retrying': {
      const { attempt, maxAttempts, retryAtMs, reason, atMs } = snapshot;
      const next = `Attempt ${attempt + 1} of ${maxAttempts} starts in ${roughTime(retryAtMs - atMs)}.`;
      const sentences = [`Looking up ${wanted} did not work yet.`, reasonOf(reason), next, shareDone(snapshot)];
      return messageOf(sentences, [cancel(snapshot)]);
    }
    case 'failed': {
      const { attempts, reason, code } = snapshot;
      const tries = attempts > 1 ? `It was given up after ${attempts} attempts.` : undefined;
      return messageOf([`Looking up ${wanted} has failed.`, reasonOf(reason), whatToTry(code), tries]);
    }
    case 'cancelled':
      return messageOf([`The request for ${wanted} was cancelled.`, reasonOf(snapshot.reason)]);
  }
}

/** What was found, and where it stands in the queue. */
export function sayAdded({ added, tracksAhead }: AddedSnapshot): MessageContent {
  const place = tracksAhead === 0 ? 'It plays next.' : `${counted(tracksAhead, 'track')} will play before it.`;
  if (added.kind === 'track') {
    const { track, detour } = added;
    return messageOf([`Added ${trackInWords(track)} to the queue.`, lengthOf(track), place, detourInWords(detour)]);
  }
  const { title, trackCount } = added;
  const size = trackCount === null ? 'Its length is not known yet.' : `It has ${counted(trackCount, 'track')}.`;
  return messageOf([`Added the playlist ${quoted(title)} to the queue.`, size, place]);
}

function lengthOf({ durationMs }: Track): Sentence {
  if (durationMs === null) return 'It is live.';
  return durationMs > 0 ? `It lasts ${spokenTime(durationMs)}.` : undefined;
}

function placeInLine(position: number | null): Sentence {
  if (position === null) return 'Its turn comes soon.';
  return position === 0 ? 'It is next in line.' : `It is number ${position + 1} in line.`;
}

function shareDone({ percent }: TaskSnapshot): Sentence {
  return `${Math.round(percent)} percent done.`;
}

function timeLeft({ etaMs, etaErrorMs }: TaskSnapshot): Sentence {
  if (etaMs === null) return undefined;
  const rough = roughTime(etaMs);
  const error = roughError(etaErrorMs);
  const left = `${rough.charAt(0).toUpperCase()}${rough.slice(1)} left`;
  return error === undefined ? `${left}.` : `${left}, give or take ${error}.`;
}

function cancel({ taskId }: TaskSnapshot): Button {
  return { action: `cancel:${taskId}`, label: 'Cancel this request', style: 'secondary' };
}
